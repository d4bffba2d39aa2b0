package dev.stint.plan.task;

import java.util.List;

/// An output file whose parts are uploaded and that appears at `path` when the coordinator
/// completes the multipart upload. `partETags` are those of parts 1, 2, ….
public record PendingFile(
    String path, String uploadId, List<String> partETags, long bytes, long rowCount) {

  public PendingFile {
    partETags = List.copyOf(partETags);
  }
}
