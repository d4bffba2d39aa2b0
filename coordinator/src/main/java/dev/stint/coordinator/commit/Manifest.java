package dev.stint.coordinator.commit;

import dev.stint.plan.task.PendingFile;
import java.util.List;

/// What stands in `_SUCCESS`: the files a run added under the output's path. Their paths are
/// relative to it; sizes are in bytes.
public record Manifest(int version, String runId, long rows, long bytes, List<Entry> files) {

  public record Entry(String path, long rows, long bytes) {}

  public Manifest {
    files = List.copyOf(files);
  }

  static Manifest of(String runId, String folder, List<PendingFile> files) {
    return new Manifest(
        1,
        runId,
        files.stream().mapToLong(PendingFile::rowCount).sum(),
        files.stream().mapToLong(PendingFile::bytes).sum(),
        files.stream()
            .map(
                file ->
                    new Entry(
                        file.path().substring(folder.length()), file.rowCount(), file.bytes()))
            .toList());
  }
}
