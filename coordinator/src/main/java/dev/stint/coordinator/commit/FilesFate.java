package dev.stint.coordinator.commit;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.PendingUpload;
import java.util.List;

/// What has become of the files of a run that has no record.
enum FilesFate {
  /// They can be committed.
  OPEN,
  /// They were: no file appears before the commit point, and the record goes last.
  VISIBLE,
  /// They were dropped, or committed and then replaced by a later run.
  GONE;

  /// To be asked after the run was seen to have no record. Before the point all uploads are open
  /// unless somebody drops them; when the record is gone none is.
  static FilesFate of(OutputFolder folder, List<PendingFile> files) {
    if (files.isEmpty()) {
      return OPEN;
    }
    var open =
        folder.store().listUploads(folder.path()).stream()
            .map(PendingUpload::uploadId)
            .collect(toUnmodifiableSet());
    if (files.stream().map(PendingFile::uploadId).allMatch(open::contains)) {
      return OPEN;
    }
    return folder.store().head(files.getFirst().path()).isPresent() ? VISIBLE : GONE;
  }
}
