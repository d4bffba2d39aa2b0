package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.scan.TestTask;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;
import java.util.Map;

/// Writes rows through a sink and makes the files visible.
final class SinkTesting {

  private SinkTesting() {}

  static List<PendingFile> write(
      RandomRows rows, int rowCount, StageOutput.FileSink sink, ObjectStore store) {
    var context = TestTask.context(store, 0);
    try (var writer = FileSinks.open(sink, RandomRows.SCHEMA, context)) {
      for (int left = rowCount; left > 0; left -= Batch.MAX_ROWS) {
        writer.write(rows.next(Math.min(left, Batch.MAX_ROWS)));
      }
      var files = ((TaskOutput.Files) writer.finish()).files();
      if (context.memory().reservedBytes() != 0) {
        throw new AssertionError("not released: " + context.memory().reservedBytes());
      }
      files.forEach(file -> store.completeUpload(file.path(), file.uploadId(), file.partETags()));
      return files;
    }
  }

  static List<List<String>> read(
      FileFormat format, Schema schema, List<PendingFile> files, ObjectStore store) {
    var splits =
        files.stream()
            .map(
                file -> {
                  long bytes = store.head(file.path()).orElseThrow().bytes();
                  return new Split(file.path(), bytes, 0, bytes, Map.of());
                })
            .toArray(Split[]::new);
    return TestTask.read(TestTask.scan(format, schema), splits);
  }
}
