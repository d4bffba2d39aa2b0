package dev.stint.sql.catalog;

import java.util.ArrayList;
import java.util.List;

/// The port to commits that are under way in the folders of a table, so that a listing shows all
/// the files of a commit or none. Called by many threads.
public interface PendingCommits {

  /// The name of the object that says that a commit to its folder is under way.
  String RECORD = "_stint_commit";

  /// The name of the object that a commit takes away before its first file appears, and writes anew
  /// after its last step.
  String SUCCESS = "_SUCCESS";

  /// Finishes the commit to `folder` if one is under way, and gives the ETag of the folder's
  /// [#SUCCESS] by then, empty when there is none. As long as it gives the same, no commit has
  /// changed what is in the folder.
  ///
  /// @throws dev.stint.plan.failure.StintException naming the run and the remedy when the commit
  ///   cannot be finished from here
  String settle(String folder);

  /// The folders of a table of which `path` may be a partition, nearest first: those above it, up
  /// to the first whose name is not `name=value`.
  static List<String> tableFoldersAbove(String path) {
    var folders = new ArrayList<String>();
    String folder = path;
    int slash = folder.lastIndexOf('/');
    while (slash > 0 && folder.indexOf('=', slash) > slash + 1) {
      folder = folder.substring(0, slash);
      if (folder.endsWith("/")) {
        break; // file:// or s3:// and nothing else
      }
      folders.add(folder);
      slash = folder.lastIndexOf('/');
    }
    return List.copyOf(folders);
  }
}
