package dev.stint.executor.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.memory.FunctionDisk;
import dev.stint.executor.aggregate.HashAggregateOperator;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.exchange.ExchangeSourceOperator;
import dev.stint.executor.exchange.SegmentSinks;
import dev.stint.executor.fixture.HeldBytes;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.join.HashJoinOperator;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.TaskCounters;
import dev.stint.executor.scan.Scans;
import dev.stint.executor.scan.TestTask;
import dev.stint.executor.scan.warm.WarmFiles;
import dev.stint.executor.sink.FileSinks;
import dev.stint.executor.sink.Sink;
import dev.stint.executor.sort.SortOperator;
import dev.stint.executor.sort.TopNOperator;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever holds rows beyond a batch, against budgets from far too small to ample.
class MemoryTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("w", DataType.decimal(30, 2)),
          Field.required("id", DataType.BIGINT));

  private static final List<SortKey> SORT_KEYS =
      List.of(SortKey.descending(1), SortKey.ascending(0));
  private static final List<Batch> ROWS = new RandomRows(1, 1 << 20).batches(SCHEMA, 40_000, 4096);
  private static final long AMPLE = 1 << 28;

  /// Each with the words that name it in messages.
  enum Stateful {
    JOIN("join by [0]"),
    JOIN_BY_TEXT("join by [1, 0]"),
    AGGREGATION("aggregation by [0, 1]"),
    SORT("sort by"),
    TOP_N("top 30000 by"),
    HASH_SINK("exchange by [0]"),
    RANGE_SINK("exchange sorted by"),
    UNKEYED_SINK("exchange"),
    CSV_SINK("writing s3://b/out/"),
    JSON_SINK("writing s3://b/out/"),
    PARQUET_SINK("writing s3://b/out/"),
    EXCHANGE_SOURCE("reading stage 7"),
    MERGED_SOURCE("reading stage 7"),
    CSV_SCAN("reading file:///"),
    JSON_SCAN("reading file:///"),
    PARQUET_SCAN("reading file:///");

    private final String name;

    Stateful(String name) {
      this.name = name;
    }
  }

  @TempDir private Path folder;

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @ParameterizedTest
  @EnumSource
  void beyondTheBudgetIsAResourceFailureThatNamesWhoAndLeavesNothing(Stateful stateful) {
    var small = new MemoryBudget(20_000);

    assertThatThrownBy(() -> run(stateful, small))
        .hasMessageContaining(stateful.name)
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE));

    assertThat(small.reservedBytes()).isZero();
    assertThat(store.listUploads("s3://b/")).isEmpty();
  }

  /// Wherever it is that memory runs out.
  @ParameterizedTest
  @EnumSource
  void everyBudgetSufficesOrIsAResourceFailure(Stateful stateful) {
    boolean suffices = false;
    for (long bytes = 10_000; bytes < AMPLE; bytes = bytes * 5 / 3) {
      var budget = new MemoryBudget(bytes);
      try {
        run(stateful, budget);
        suffices = true;
      } catch (StintException e) {
        assertThat(e.kind()).as("%s", e).isEqualTo(FailureKind.RESOURCE);
        assertThat(suffices).as("%d bytes fail, fewer sufficed", bytes).isFalse();
      }
      assertThat(budget.reservedBytes()).as("%d", bytes).isZero();
    }
    assertThat(suffices).isTrue();
  }

  /// Arrays that can be reached, against what was reserved for them.
  @ParameterizedTest
  @EnumSource(names = {"JOIN", "JOIN_BY_TEXT", "AGGREGATION", "SORT", "TOP_N"})
  void operatorsReserveWhatTheyHold(Stateful stateful) {
    var budget = new MemoryBudget(AMPLE);
    try (var operator = operator(stateful, budget)) {
      assertThat(operator.next()).isNotNull();

      assertThat(HeldBytes.of(operator))
          .isGreaterThan(1_000_000)
          .isBetween(budget.reservedBytes() * 7 / 10, budget.reservedBytes() * 12 / 10);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HASH_SINK", "RANGE_SINK"})
  void sinksReserveWhatTheyHold(Stateful stateful) {
    var budget = new MemoryBudget(AMPLE);
    try (var sink = sink(stateful, context(budget))) {
      ROWS.forEach(sink::write);

      assertThat(HeldBytes.of(sink))
          .isGreaterThan(1_000_000)
          .isBetween(budget.reservedBytes() * 7 / 10, budget.reservedBytes() * 12 / 10);
      sink.finish();
      assertThat(HeldBytes.of(sink))
          .isBetween(budget.reservedBytes() * 7 / 10, budget.reservedBytes() * 12 / 10);
    }
  }

  /// Who puts on the disk what has no room finds no room there either.
  @ParameterizedTest
  @EnumSource(names = {"JOIN", "JOIN_BY_TEXT", "AGGREGATION", "SORT", "HASH_SINK", "RANGE_SINK"})
  void beyondTheDiskIsAResourceFailureThatSaysHowMuchWouldDo(Stateful stateful) {
    var disk = new DiskBudget(100_000);
    var small = new MemoryBudget(4_000_000, disk);

    assertThatThrownBy(() -> run(stateful, small))
        .hasMessageContaining(stateful.name)
        .hasMessageContaining("of the 100000 that it may use are taken (STINT_DISK_MB")
        .hasMessageMatching("(?s).* needs \\d{6,} at least.*")
        .isInstanceOfSatisfying(
            StintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE);
              assertThat(e.neededBytes()).isEqualTo(FunctionDisk.largeOperatorMemoryBytes());
            });

    assertThat(disk.usedBytes()).isZero();
    var ample = new DiskBudget(1 << 28);
    run(stateful, new MemoryBudget(4_000_000, ample));
    assertThat(ample.usedBytes()).isZero();
  }

  /// With themselves, also when they were opened long before.
  @ParameterizedTest
  @EnumSource(names = {"HASH_SINK", "RANGE_SINK"})
  void sinksCountWhatTheyPutOnTheDisk(Stateful stateful) {
    var budget = new MemoryBudget(4_000_000);
    var use = new MemoryUse();
    var before = budget.countWith(use);
    try (var sink = sink(stateful, context(budget))) {
      var _ = budget.countWith(before);
      ROWS.forEach(sink::write);
      sink.finish();
    }
    assertThat(use.spilledBytes()).isPositive();
  }

  private void run(Stateful stateful, MemoryBudget budget) {
    switch (stateful) {
      case JOIN,
          JOIN_BY_TEXT,
          AGGREGATION,
          SORT,
          TOP_N,
          EXCHANGE_SOURCE,
          MERGED_SOURCE,
          CSV_SCAN,
          JSON_SCAN,
          PARQUET_SCAN -> {
        try (var operator = operator(stateful, budget)) {
          for (var batch = operator.next(); batch != null; batch = operator.next()) {
            assertThat(batch.rowCount()).isPositive();
          }
        }
      }
      case HASH_SINK, RANGE_SINK, UNKEYED_SINK, CSV_SINK, JSON_SINK, PARQUET_SINK ->
          write(stateful, budget);
    }
  }

  private TaskOutput write(Stateful stateful, MemoryBudget budget) {
    try (var sink = sink(stateful, context(budget))) {
      ROWS.forEach(sink::write);
      var output = sink.finish();
      if (output instanceof TaskOutput.Files files) {
        files.files().forEach(file -> store.abortUpload(file.path(), file.uploadId()));
      }
      return output;
    }
  }

  private Operator operator(Stateful stateful, MemoryBudget budget) {
    var input = new ListOperator(ROWS);
    var node = InputNode.of(SCHEMA);
    return switch (stateful) {
      case JOIN -> join(List.of(0), budget);
      case JOIN_BY_TEXT -> join(List.of(1, 0), budget);
      case AGGREGATION ->
          new HashAggregateOperator(
              input,
              new AggregateNode(
                  node, AggregateNode.Phase.SINGLE, List.of(0, 1), calls(), Schema.EMPTY),
              budget);
      case SORT -> new SortOperator(input, new SortNode(node, SORT_KEYS), budget);
      case TOP_N -> new TopNOperator(input, new TopNNode(node, SORT_KEYS, 30_000, 0), budget);
      case EXCHANGE_SOURCE ->
          source(Stateful.UNKEYED_SINK, ExchangeSourceNode.Reading.GATHERED, budget);
      case MERGED_SOURCE -> source(Stateful.RANGE_SINK, ExchangeSourceNode.Reading.MERGED, budget);
      case CSV_SCAN -> scan("csv", budget);
      case JSON_SCAN -> scan("json", budget);
      case PARQUET_SCAN -> scan("parquet", budget);
      case HASH_SINK, RANGE_SINK, UNKEYED_SINK, CSV_SINK, JSON_SINK, PARQUET_SINK ->
          throw new IllegalArgumentException(stateful.name);
    };
  }

  private static Operator join(List<Integer> keys, MemoryBudget budget) {
    var node = InputNode.of(SCHEMA);
    return new HashJoinOperator(
        new ListOperator(ROWS.subList(0, 2)),
        new ListOperator(ROWS),
        new HashJoinNode(node, node, HashJoinNode.JoinType.PROBE_OUTER, keys, keys, null, SCHEMA),
        null,
        null,
        null,
        budget);
  }

  private static List<AggregateCall> calls() {
    return List.of(
        new AggregateCall(AggregateFunction.MAX, 1, null, DataType.STRING, DataType.STRING),
        new AggregateCall(AggregateFunction.MIN, 3, null, DataType.BIGINT, DataType.BIGINT));
  }

  private Operator source(
      Stateful written, ExchangeSourceNode.Reading reading, MemoryBudget budget) {
    var first = segment(written);
    var node = new ExchangeSourceNode(0, 7, reading, ExchangeSourceNode.HotBucket.WHOLE, SCHEMA);
    var partition = new TaskInput.Partition(0, KeyRange.ALL, List.of(first, first));
    return new ExchangeSourceOperator(node, partition, context(budget));
  }

  private Operator scan(String format, MemoryBudget budget) {
    var files = new FileObjectStore();
    var output = files(format, "file://" + folder + "/" + format + "/");
    var context = context(files, new MemoryBudget(AMPLE));
    try (var sink = FileSinks.open(output, SCHEMA, context)) {
      ROWS.forEach(sink::write);
      var file = ((TaskOutput.Files) sink.finish()).files().getFirst();
      files.completeUpload(file.path(), file.uploadId(), file.partETags());
      var split = new Split(file.path(), file.bytes(), 0, file.bytes(), Map.of());
      var node = TestTask.scan(FileFormat.of(format, Map.of()), SCHEMA);
      return Scans.open(node, List.of(split), context(files, budget));
    }
  }

  private SegmentRef segment(Stateful written) {
    return ((TaskOutput.Segment) write(written, new MemoryBudget(AMPLE))).segment();
  }

  private static Sink sink(Stateful stateful, TaskContext context) {
    return switch (stateful) {
      case HASH_SINK ->
          SegmentSinks.open(new StageOutput.HashExchange(List.of(0)), SCHEMA, context);
      case RANGE_SINK ->
          SegmentSinks.open(new StageOutput.RangeExchange(SORT_KEYS), SCHEMA, context);
      case UNKEYED_SINK -> SegmentSinks.openUnkeyed(SCHEMA, context);
      case CSV_SINK -> FileSinks.open(files("csv", "s3://b/out/"), SCHEMA, context);
      case JSON_SINK -> FileSinks.open(files("json", "s3://b/out/"), SCHEMA, context);
      case PARQUET_SINK -> FileSinks.open(files("parquet", "s3://b/out/"), SCHEMA, context);
      case JOIN, JOIN_BY_TEXT, AGGREGATION, SORT, TOP_N -> throw noSink(stateful);
      case EXCHANGE_SOURCE, MERGED_SOURCE, CSV_SCAN, JSON_SCAN, PARQUET_SCAN ->
          throw noSink(stateful);
    };
  }

  private static IllegalArgumentException noSink(Stateful stateful) {
    return new IllegalArgumentException(stateful + " is no sink");
  }

  private static StageOutput.FileSink files(String format, String path) {
    return new StageOutput.FileSink(
        FileFormat.of(format, Map.of()), path, WriteMode.APPEND, List.of(), 1 << 30);
  }

  private TaskContext context(MemoryBudget budget) {
    return context(store, budget);
  }

  private static TaskContext context(ObjectStore store, MemoryBudget budget) {
    var request =
        Tasks.request(
            InputNode.of(SCHEMA),
            new StageOutput.UnkeyedExchange(),
            List.of(),
            "s3://b/segment",
            0,
            budget.limitBytes());
    return new TaskContext(request, store, budget, new TaskCounters(), new WarmFiles());
  }
}
