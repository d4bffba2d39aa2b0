package dev.stint.coordinator.run;

import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;

/// Where a run's objects are, below its folder: `journal/` and `segments/`, with all that attempts
/// and their functions exchange.
public final class RunObjects {

  private RunObjects() {}

  /// Where attempts write, with a slash at the end.
  static String segmentFolder(String runPath) {
    return runPath + "segments/";
  }

  /// Deletes everything but the journal, and what functions that died had begun to upload; says how
  /// many objects that were.
  public static long sweep(ObjectStore store, String runPath) {
    store
        .listUploads(segmentFolder(runPath))
        .forEach(upload -> store.abortUpload(upload.path(), upload.uploadId()));
    var temporary = store.list(segmentFolder(runPath));
    store.delete(temporary.stream().map(ObjectInfo::path).toList());
    return temporary.size();
  }
}
