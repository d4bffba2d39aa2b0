package dev.stint.tests.jmh;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.Scans;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rows of [SampleColumn]s: files that DuckDB writes once, and batches in memory.
final class SampleTable {

  private static final Path FOLDER = Path.of("target", "benchmarks", "tables");
  static final long MEMORY_BYTES = 1L << 30;

  private SampleTable() {}

  /// A file of such rows; `options` are those of DuckDB's COPY.
  static Path file(List<String> columns, long rows, String options) throws IOException {
    var select = SampleColumn.select(columns, rows);
    var name = Integer.toHexString((select + options).hashCode());
    var file = FOLDER.resolve(name).toAbsolutePath();
    if (!Files.exists(file)) {
      Files.createDirectories(FOLDER);
      var unfinished = Files.createTempFile(FOLDER, name, ".unfinished").toAbsolutePath();
      try (var duckDb = new DuckDb()) {
        duckDb.execute("COPY (%s) TO '%s' (%s)".formatted(select, unfinished, options));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }
    return file;
  }

  static Split split(Path file) throws IOException {
    long bytes = Files.size(file);
    return new Split(file.toUri().toString(), bytes, 0, bytes, Map.of());
  }

  /// So many rows of the columns that `schema` names, in arrays of their own and without
  /// dictionaries.
  static List<Batch> batches(Schema schema, long rows) throws IOException {
    var split = split(file(schema.names(), rows, "FORMAT parquet"));
    var scan =
        new ScanNode(
            0, "t", ParquetFormat.DEFAULT, SampleColumn.schema(), schema, List.of(), null, 0);
    var batches = new ArrayList<Batch>();
    try (var operator =
        Scans.open(scan, List.of(split), context(new FileObjectStore(), "file:///"))) {
      for (var batch = operator.next(); batch != null; batch = operator.next()) {
        batches.add(RowLists.copy(batch));
      }
    }
    return batches;
  }

  /// Of a task that writes its segment to `segmentPath` of `store`, if any.
  static TaskContext context(ObjectStore store, String segmentPath) {
    var nothing = new ValuesNode(Schema.EMPTY, List.of());
    var request =
        Tasks.request(
            nothing, new StageOutput.UnkeyedExchange(), List.of(), segmentPath, 0, MEMORY_BYTES);
    return Tasks.context(request, store);
  }
}
