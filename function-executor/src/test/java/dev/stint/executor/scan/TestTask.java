package dev.stint.executor.scan;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.TaskCounters;
import dev.stint.executor.scan.warm.WarmFiles;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What scans and sinks are tested with: a task's context over local files, and rows as text.
public final class TestTask {

  private TestTask() {}

  public static TaskContext context() {
    return context(new FileObjectStore(), 0);
  }

  public static TaskContext context(ObjectStore store, int taskIndex) {
    var fragment =
        new Fragment(
            new ValuesNode(Schema.EMPTY, List.of()), new StageOutput.UnkeyedExchange(), "UTC");
    var request =
        new TaskRequest("run1", 0, taskIndex, 0, fragment, List.of(), "file:///none", 0, 1 << 30);
    return new TaskContext(
        request, store, new MemoryBudget(1 << 30), new TaskCounters(), new WarmFiles());
  }

  public static Split wholeFile(Path file) {
    return new Split(path(file), bytes(file), 0, bytes(file), Map.of());
  }

  public static Split split(Path file, long offset, long length) {
    return new Split(path(file), bytes(file), offset, length, Map.of());
  }

  public static String path(Path file) {
    return "file://" + file.toAbsolutePath();
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ScanNode scan(FileFormat format, Schema columns) {
    return scan(format, columns, columns, null);
  }

  public static ScanNode scan(
      FileFormat format, Schema fileSchema, Schema columns, Expression filter) {
    return new ScanNode(0, "t", format, fileSchema, columns, List.of(), filter, 0);
  }

  /// All rows, each a list of texts with `null` for NULL.
  public static List<List<String>> read(ScanNode scan, Split... splits) {
    return read(scan, context(), splits);
  }

  public static List<List<String>> read(ScanNode scan, TaskContext context, Split... splits) {
    var rows = new ArrayList<List<String>>();
    try (var operator = Scans.open(scan, List.of(splits), context)) {
      for (var batch = operator.next(); batch != null; batch = operator.next()) {
        rows.addAll(texts(batch, scan.schema()));
      }
    }
    return rows;
  }

  public static List<List<String>> texts(Batch batch, Schema schema) {
    var rows = new ArrayList<List<String>>();
    for (int row = 0; row < batch.rowCount(); row++) {
      rows.add(new ArrayList<>());
    }
    for (int column = 0; column < schema.size(); column++) {
      for (int row = 0; row < batch.rowCount(); row++) {
        rows.get(row).add(text(batch, column, row, schema.type(column)));
      }
    }
    return rows;
  }

  private static String text(Batch batch, int column, int row, DataType type) {
    return ValueText.text(batch.column(column), row, type, ZoneOffset.UTC);
  }
}
