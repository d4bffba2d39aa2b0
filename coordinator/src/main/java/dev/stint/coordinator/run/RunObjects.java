package dev.stint.coordinator.run;

import dev.stint.coordinator.journal.Journal;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;

/// Where a run's objects are, below its folder: `journal/` and `segments/`, with all that attempts
/// and their functions exchange; `cancel`, by which anybody asks the run to end; and `alive`, by
/// which its coordinator says that it is there while nothing happens. A run's folder ends in a
/// slash.
public final class RunObjects {

  private static final String KEPT = "kept-";

  private RunObjects() {}

  /// The folder of all runs of a work folder, with a slash at the end.
  public static String runsFolder(String workPath) {
    return workPath + "/runs/";
  }

  /// Where a session of statements keeps rows for as long as it lasts, with a slash at the end; not
  /// a run's folder, though it lies beside these.
  public static String keptFolder(String workPath, String sessionId) {
    return runsFolder(workPath) + KEPT + sessionId + "/";
  }

  /// Whether a folder among those of runs is a session's.
  public static boolean isKept(String folder) {
    return folder.startsWith(KEPT);
  }

  /// Where attempts write, with a slash at the end.
  static String segmentFolder(String runPath) {
    return runPath + "segments/";
  }

  /// The object that asks the run's coordinator to end it.
  public static String cancelFlag(String runPath) {
    return runPath + "cancel";
  }

  /// The object whose age says when the run's coordinator was last there.
  public static String lifeSign(String runPath) {
    return runPath + "alive";
  }

  /// Deletes everything but the journal; says how many objects that were. To be called when
  /// attempts have had the time to see the flags that tell them to stop: those that answered
  /// without looking leave theirs.
  public static long sweep(ObjectStore store, String runPath) {
    var journal = Journal.folder(runPath);
    var temporary =
        store.list(runPath).stream()
            .map(ObjectInfo::path)
            .filter(path -> !path.startsWith(journal))
            .toList();
    store.delete(temporary);
    return temporary.size();
  }

  /// Drops the uploads that attempts have left open when they died, which is no part of a sweep
  /// where each attempt has answered; says how many there were.
  public static long dropUploads(ObjectStore store, String runPath) {
    var uploads = store.listUploads(runPath);
    for (PendingUpload upload : uploads) {
      store.abortUpload(upload.path(), upload.uploadId());
    }
    return uploads.size();
  }
}
