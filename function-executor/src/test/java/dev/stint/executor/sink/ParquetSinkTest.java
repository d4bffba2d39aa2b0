package dev.stint.executor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.scan.TestTask;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetSinkTest {

  @TempDir Path folder;

  private final FileObjectStore store = new FileObjectStore();

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "snappy", "gzip", "lz4_raw", "none"})
  void whatIsWrittenIsReadBack(String compression) {
    var format = new ParquetFormat(compression);
    var rows = new RandomRows(5);

    var files = SinkTesting.write(rows, 20_000, sink(format, List.of(), 1 << 30), store);

    assertThat(files).hasSize(1);
    assertThat(files.getFirst().rowCount()).isEqualTo(20_000);
    assertThat(read(format, RandomRows.SCHEMA, files)).isEqualTo(rows.texts());
  }

  @Test
  void filesRollOverAtTheTargetSize() {
    var rows = new RandomRows(6);

    var files =
        SinkTesting.write(rows, 50_000, sink(ParquetFormat.DEFAULT, List.of(), 500_000), store);

    assertThat(files).hasSizeGreaterThan(2);
    assertThat(read(ParquetFormat.DEFAULT, RandomRows.SCHEMA, files)).isEqualTo(rows.texts());
  }

  @Test
  void aTaskWithoutRowsWritesTheSchemaIfItIsTheFirst() {
    var sink = sink(ParquetFormat.DEFAULT, List.of(), 1 << 20);

    var first = SinkTesting.write(new RandomRows(1), 0, sink, store);
    var second =
        (TaskOutput.Files)
            FileSinks.open(sink, RandomRows.SCHEMA, TestTask.context(store, 1)).finish();

    assertThat(first).hasSize(1);
    assertThat(read(ParquetFormat.DEFAULT, RandomRows.SCHEMA, first)).isEmpty();
    assertThat(second.files()).isEmpty();
  }

  @Test
  void nothingIsLeftOfASinkClosedWithoutFinish() {
    var sink = sink(ParquetFormat.DEFAULT, List.of(3), 100_000);
    try (var writer = FileSinks.open(sink, RandomRows.SCHEMA, TestTask.context(store, 0))) {
      var rows = new RandomRows(2);
      for (int i = 0; i < 10; i++) {
        writer.write(rows.next(4096));
      }
      assertThat(store.listUploads(TestTask.path(folder))).isNotEmpty();
    }

    assertThat(store.listUploads(TestTask.path(folder))).isEmpty();
    assertThat(store.list(TestTask.path(folder) + "/")).isEmpty();
  }

  private StageOutput.FileSink sink(FileFormat format, List<Integer> partitions, long bytes) {
    return new StageOutput.FileSink(
        format, TestTask.path(folder), WriteMode.APPEND, partitions, bytes);
  }

  private List<List<String>> read(FileFormat format, Schema schema, List<PendingFile> files) {
    return SinkTesting.read(format, schema, files, store);
  }
}
