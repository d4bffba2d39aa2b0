package dev.stint.executor.lambda;

import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.wire.TaskWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Three small tasks over files in a folder of their own, which is gone afterwards: one writes
/// Parquet, one scans and groups it into an exchange, one finishes the groups. What they load and
/// warm up is what most attempts need.
final class DryRun {

  private static final int ROWS = 3000;
  private static final int GROUPS = 50;
  private static final long MEMORY_BYTES = 64 << 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("name", DataType.STRING), Field.nullable("amount", DataType.BIGINT)));
  private static final List<AggregateCall> CALLS =
      List.of(
          new AggregateCall(
              AggregateFunction.COUNT_ALL, null, null, DataType.BIGINT, DataType.BIGINT),
          new AggregateCall(AggregateFunction.MAX, 1, null, DataType.BIGINT, DataType.BIGINT));
  private static final Schema PARTIAL = AggregateNode.partialSchema(SCHEMA, List.of(0), CALLS);

  private final TaskService service;
  private final TaskWire wire;
  private final FunctionEnvironment environment;
  private final String folder;

  private DryRun(FunctionEnvironment environment, String folder) {
    this.environment = environment;
    this.wire = new TaskWire(environment.store());
    this.service = new TaskService(wire, new TaskRunner(environment)::run);
    this.folder = folder;
  }

  /// Runs below Java's folder for temporary files.
  ///
  /// @throws StintException when a task fails, with its message
  static void run(FunctionEnvironment environment) {
    try {
      Path folder = Files.createTempDirectory("stint-dry-run-");
      try {
        new DryRun(environment, folder.toUri().toString().replaceFirst("^file:/+", "file:///"))
            .run();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the dry run's folder", e);
    }
  }

  private void run() {
    var file = writeFile();
    var scan = new ScanNode(0, "dry", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var partial = new AggregateNode(scan, AggregateNode.Phase.PARTIAL, List.of(0), CALLS, PARTIAL);
    var splits = new TaskInput.Splits(0, List.of(file));
    var segment =
        ((TaskOutput.Segment) run(1, partial, new StageOutput.HashExchange(List.of(0)), splits))
            .segment();
    var source =
        new ExchangeSourceNode(
            0,
            1,
            ExchangeSourceNode.Reading.PARTITIONED,
            ExchangeSourceNode.HotBucket.WHOLE,
            PARTIAL);
    var whole =
        new AggregateNode(
            source,
            AggregateNode.Phase.FINAL,
            List.of(0),
            CALLS,
            new Schema(
                List.of(
                    Field.nullable("name", DataType.STRING),
                    Field.nullable("count", DataType.BIGINT),
                    Field.nullable("most", DataType.BIGINT))));
    var partition = new TaskInput.Partition(0, KeyRange.ALL, List.of(segment));
    run(2, whole, new StageOutput.UnkeyedExchange(), partition);
  }

  private Split writeFile() {
    var rows =
        IntStream.range(0, ROWS)
            .mapToObj(
                row ->
                    List.of(
                        Literal.ofString("group " + row % GROUPS),
                        Literal.ofLong(DataType.BIGINT, row)))
            .toList();
    var sink =
        new StageOutput.FileSink(
            ParquetFormat.DEFAULT, folder + "table", WriteMode.APPEND, List.of(), 1 << 20);
    var pending =
        ((TaskOutput.Files) run(0, new ValuesNode(SCHEMA, rows), sink)).files().getFirst();
    environment.store().completeUpload(pending.path(), pending.uploadId(), pending.partETags());
    return new Split(pending.path(), pending.bytes(), 0, pending.bytes(), Map.of());
  }

  private TaskOutput run(int stage, Node root, StageOutput output, TaskInput... inputs) {
    var request =
        new TaskRequest(
            "dry",
            stage,
            0,
            0,
            new Fragment(root, output, "UTC"),
            List.of(inputs),
            folder + stage + ".segment",
            0,
            MEMORY_BYTES);
    var response = wire.readResponse(service.answer(wire.write(request), LIMIT));
    return switch (response) {
      case TaskResponse.Succeeded(var result, _) -> result;
      case TaskResponse.Failed(var failure, _) ->
          throw StintException.internal(failure.message() + "\n" + failure.stackTrace(), null);
    };
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
