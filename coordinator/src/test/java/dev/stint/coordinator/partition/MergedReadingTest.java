package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.exchange.SegmentSinks;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.sink.Sink;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads exchanges as they were written and through a merge stage, with the real operators.
final class MergedReadingTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("d", DataType.DOUBLE),
          Field.nullable("w", DataType.decimal(30, 2)));
  private static final StageOutput RESULT = new StageOutput.UnkeyedExchange();
  private static final HashExchange HASH = new HashExchange(List.of(0, 1));
  private static final RangeExchange RANGE =
      new RangeExchange(List.of(SortKey.descending(1), SortKey.ascending(0)));

  /// Requests are all that counts.
  private static final ExchangeCosts RARE_REQUESTS =
      new ExchangeCosts(0, 0, 0, 0, 1e12, 1, 1e12, 0, 0);

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final TaskRunner runner = new TaskRunner(new FunctionEnvironment(store));
  private int attempts;

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyRangeOfAMergedRangeExchangeHasTheSameRowsInTheSameOrder(long seed) {
    var random = new Random(seed);
    var graph = graph(RANGE, Reading.MERGED);
    var segments = written(RANGE, random);

    var merged = merged(graph, segments, random);

    assertThat(merged).isNotEmpty();
    for (var range : someRanges(segments, random)) {
      assertThat(read(graph, merged, TaskShare.Keys.of(range)))
          .isEqualTo(read(graph, segments, TaskShare.Keys.of(range)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyBucketOfAMergedHashExchangeHasTheSameRows(long seed) {
    var random = new Random(seed);
    var graph = graph(HASH, Reading.PARTITIONED);
    var segments = written(HASH, random);

    var merged = merged(graph, segments, random);

    assertThat(merged).isNotEmpty();
    for (int from = 0; from < StageOutput.BUCKET_COUNT; from += 512) {
      var share = new TaskShare.Buckets(from, from + 1 + random.nextInt(512));
      assertThat(read(graph, merged, share).stream().sorted().toList())
          .isEqualTo(read(graph, segments, share).stream().sorted().toList());
    }
  }

  @Test
  void mergedExchangeIsNotMergedAgain() {
    var graph = graph(HASH, Reading.PARTITIONED);
    var segments = Map.of(0, written(HASH, new Random(1)));

    assertThat(merges(graph, segments, Set.of())).hasSize(1);
    assertThat(merges(graph, segments, Set.of(0))).isEmpty();
  }

  @Test
  void damagedSegmentIsNotMerged() {
    var graph = graph(HASH, Reading.PARTITIONED);
    var segments = written(HASH, new Random(1));
    var inserted = merges(graph, Map.of(0, segments), Set.of()).getFirst();
    var damaged =
        segments.stream().filter(segment -> segment.inlineBase64() == null).findFirst().get();
    byte[] bytes = store.peek(damaged.path());
    bytes[20] ^= 4;
    store.poke(damaged.path(), bytes);

    var answers =
        inserted.plan().tasks().stream()
            .map(task -> run(graph, inserted.stage(), segments, task.share()))
            .toList();

    assertThat(answers)
        .anySatisfy(
            answer ->
                assertThat(answer)
                    .isInstanceOfSatisfying(
                        TaskResponse.Failed.class,
                        failed -> {
                          assertThat(failed.failure().kind()).isEqualTo(FailureKind.INTERNAL);
                          assertThat(failed.failure().message()).contains(damaged.path());
                        }));
  }

  /// Some without rows, some inline.
  private List<SegmentRef> written(StageOutput output, Random random) {
    var segments = new ArrayList<SegmentRef>();
    for (int task = 0; task < 20; task++) {
      int rowCount = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3000);
      int inlineLimit = random.nextInt(8) == 0 ? 1 << 20 : 0;
      var rows = new RandomRows(random.nextLong(), 1 + random.nextInt(5000));
      segments.add(write(output, rows.batches(SCHEMA, rowCount, 1000), inlineLimit));
    }
    return segments;
  }

  private SegmentRef write(StageOutput output, List<Batch> rows, int inlineLimit) {
    var request =
        Tasks.request(InputNode.of(SCHEMA), output, List.of(), nextPath(), inlineLimit, 1L << 28);
    var context = Tasks.context(request, store);
    try (Sink sink =
        output instanceof HashExchange hash
            ? SegmentSinks.open(hash, SCHEMA, context)
            : SegmentSinks.open((RangeExchange) output, SCHEMA, context)) {
      rows.forEach(sink::write);
      return ((TaskOutput.Segment) sink.finish()).segment();
    }
  }

  private static List<InsertedStage> merges(
      StageGraph graph, Map<Integer, List<SegmentRef>> segments, Set<Integer> merged) {
    var plan = planner().plan(graph, 1, segments);
    return planner().merges(graph, 1, plan, segments, merged, graph.stages().size());
  }

  private List<SegmentRef> merged(StageGraph graph, List<SegmentRef> segments, Random random) {
    var inserted = merges(graph, Map.of(0, segments), Set.of()).getFirst();
    assertThat(inserted.mergedStageId()).isZero();
    assertThat(inserted.stage().id()).isEqualTo(2);
    var tasks = new ArrayList<>(inserted.plan().tasks());
    var merged = new ArrayList<SegmentRef>();
    for (var task : tasks) {
      merged.add(
          segment(run(graph, inserted.stage(), segments, task.share(), random.nextInt(1 << 14))));
    }
    assertThat(merged.stream().mapToLong(SegmentRef::rowCount).sum())
        .isEqualTo(segments.stream().mapToLong(SegmentRef::rowCount).sum());
    return merged.stream().filter(segment -> !segment.blocks().isEmpty()).toList();
  }

  private static TaskPlanner planner() {
    return new TaskPlanner(new PartitionTarget(1000, 12_000, 12_000), RARE_REQUESTS, 16);
  }

  private static List<KeyRange> someRanges(List<SegmentRef> segments, Random random) {
    var borders =
        segments.stream()
            .flatMap(segment -> segment.blocks().stream())
            .map(block -> random.nextBoolean() ? block.firstKey() : block.lastKey())
            .filter(_ -> random.nextInt(4) == 0)
            .sorted()
            .distinct()
            .toList();
    var ranges = new ArrayList<KeyRange>();
    @Nullable SortableKey from = null;
    for (var border : borders) {
      ranges.add(new KeyRange(from, border));
      from = border;
    }
    ranges.add(new KeyRange(from, null));
    return ranges;
  }

  private List<String> read(StageGraph graph, List<SegmentRef> segments, TaskShare share) {
    var rows = new ArrayList<String>();
    var segment = segment(run(graph, graph.root(), segments, share));
    try (var batches = SegmentBatches.read(store, segment, SCHEMA)) {
      batches.forEachRemaining(
          batch -> RowLists.of(batch).forEach(row -> rows.add(row.toString())));
    }
    return rows;
  }

  private TaskResponse run(
      StageGraph graph, Stage stage, List<SegmentRef> segments, TaskShare share) {
    return run(graph, stage, segments, share, 0);
  }

  private TaskResponse run(
      StageGraph graph, Stage stage, List<SegmentRef> segments, TaskShare share, int inlineLimit) {
    List<TaskInput> inputs = TaskInputs.of(graph, stage, Map.of(0, segments), share);
    return runner.run(
        new TaskRequest(
            "run", stage.id(), 0, 0, stage.fragment(), inputs, nextPath(), inlineLimit, 1L << 28));
  }

  private String nextPath() {
    return "s3://b/" + attempts++;
  }

  private static SegmentRef segment(TaskResponse response) {
    assertThat(response).isInstanceOf(TaskResponse.Succeeded.class);
    return ((TaskOutput.Segment) ((TaskResponse.Succeeded) response).output()).segment();
  }

  private static StageGraph graph(StageOutput output, Reading reading) {
    var source = new ExchangeSourceNode(0, 0, reading, HotBucket.WHOLE, SCHEMA);
    var values = new ValuesNode(SCHEMA, List.of());
    return new StageGraph(
        List.of(
            new Stage(0, new Fragment(values, output, "UTC"), Map.of(), -1),
            new Stage(1, new Fragment(source, RESULT, "UTC"), Map.of(), -1)),
        SCHEMA);
  }
}
