package dev.stint.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs of real fragments by real functions, as threads.
@Timeout(120)
final class RunWithFunctionsTest {

  private static final Schema ROWS =
      Schema.of(Field.nullable("key", DataType.BIGINT), Field.nullable("value", DataType.BIGINT));
  private static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  private static final StageOutput RANGE =
      new StageOutput.RangeExchange(List.of(SortKey.ascending(0)));
  private static final StageOutput RESULT = new StageOutput.UnkeyedExchange();

  @TempDir private Path folder;
  private final FileObjectStore store = new FileObjectStore();
  private final TaskRunner functions = new TaskRunner(new FunctionEnvironment(store));
  private final List<List<Long>> result = new ArrayList<>();
  private String root = "";

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  @BeforeEach
  void nameFolder() {
    root = "file://" + folder.toAbsolutePath();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void groupsAndSortsRowsThroughExchangesWhateverIsLost(long seed) {
    var random = new Random(seed);
    var rows = randomRows(random);

    var report = run(groupedAndSorted(rows), losing(random), random.nextBoolean() ? 0 : 4096);

    assertThat(report.failure()).isNull();
    assertThat(result).isEqualTo(sums(rows));
    assertThat(objects("/work")).isEmpty();
  }

  @Test
  void exchangesAreCutIntoSeveralTasks() {
    var report = run(groupedAndSorted(randomRows(new Random(1))), functions::run, 0);

    assertThat(report.stages()).hasSize(5);
    assertThat(report.stages().get(3).tasks()).isGreaterThan(1);
    assertThat(report.stages().get(4).tasks()).isGreaterThan(1);
    assertThat(report.metrics().putRequests()).isGreaterThan(3);
  }

  @Test
  void smallExchangesMakeNoRequests() {
    var rows = List.of(List.of(1L, 2L), List.of(1L, 3L));

    var report = run(groupedAndSorted(List.of(rows, rows, rows)), functions::run, 128 << 10);

    assertThat(result).containsExactly(List.of(1L, 15L));
    assertThat(report.stages())
        .allSatisfy(
            stage -> {
              assertThat(stage.metrics().putRequests()).isZero();
              assertThat(stage.metrics().getRequests()).isZero();
            });
  }

  @Test
  void filesAreWrittenReplacedAndReadBack() {
    var rows = randomRows(new Random(2));
    var out = root + "/out";

    var first = run(toFiles(rows.get(0), out, WriteMode.ERRORIFEXISTS), functions::run, 4096);
    var second = run(toFiles(rows.get(1), out, WriteMode.OVERWRITE), functions::run, 4096);

    assertThat(first.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(second.files()).isNotEmpty().doesNotContainAnyElementsOf(first.files());
    var expected = new ArrayList<>(second.files());
    expected.add(out + "/_SUCCESS");
    assertThat(objects("/out")).containsExactlyInAnyOrderElementsOf(expected);
    run(fromFiles(second.files()), functions::run, 4096);
    assertThat(result).containsExactlyInAnyOrderElementsOf(rows.get(1));
  }

  @Test
  void lostAnswersOfSinksLeaveNoUploads() {
    var rows = randomRows(new Random(3)).getFirst();
    var answersLost = new ConcurrentHashMap<Integer, Boolean>();
    Function<TaskRequest, TaskResponse> lossy =
        request -> {
          var response = functions.run(request);
          return answersLost.putIfAbsent(request.stageId(), true) == null ? lost() : response;
        };

    var report = run(toFiles(rows, root + "/out", WriteMode.APPEND), lossy, 4096);

    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(store.listUploads(root)).isEmpty();
    assertThat(objects("/out")).hasSize(report.files().size() + 1);
  }

  @Test
  void userErrorEndsTheRunAndSweepsEverything() {
    var rows = List.of(List.of(1L, Long.MAX_VALUE), List.of(1L, Long.MAX_VALUE));

    var report = run(groupedAndSorted(List.of(rows, rows, rows)), functions::run, 0);

    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(report.failure().message()).contains("exceeds the range of bigint");
    assertThat(objects("")).isEmpty();
  }

  @Test
  void failedSinkLeavesNothingVisible() {
    var rows = List.of(List.of(1L, 0L), List.of(2L, Long.MAX_VALUE));
    var stages = new ArrayList<>(toFiles(rows, root + "/out", WriteMode.APPEND).stages());
    var plusOne =
        Call.of(
            ScalarFunction.ADD,
            DataType.BIGINT,
            new ColumnRef(1, DataType.BIGINT),
            Literal.ofLong(DataType.BIGINT, 1));
    var fragment = stages.getLast().fragment();
    var failing =
        new ProjectNode(fragment.root(), List.of(new ColumnRef(0, DataType.BIGINT), plusOne), ROWS);
    stages.set(1, stage(1, failing, fragment.output()));

    var report = run(new StageGraph(stages, Schema.EMPTY), functions::run, 0);

    assertThat(report.failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(objects("")).isEmpty();
    assertThat(store.listUploads(root)).isEmpty();
  }

  /// Three stages of constants, hashed; then sums by key, in key order.
  private static StageGraph groupedAndSorted(List<List<List<Long>>> rows) {
    var union =
        new UnionNode(
            List.of(
                source(0, 0, Reading.PARTITIONED),
                source(1, 1, Reading.PARTITIONED),
                source(2, 2, Reading.PARTITIONED)),
            ROWS);
    var sum = new AggregateCall(AggregateFunction.SUM, 1, null, DataType.BIGINT, DataType.BIGINT);
    var grouped =
        new AggregateNode(union, AggregateNode.Phase.SINGLE, List.of(0), List.of(sum), ROWS);
    return new StageGraph(
        List.of(
            values(0, rows.get(0)),
            values(1, rows.get(1)),
            values(2, rows.get(2)),
            stage(3, grouped, RANGE),
            stage(4, source(0, 3, Reading.MERGED), RESULT)),
        ROWS);
  }

  private static StageGraph toFiles(List<List<Long>> rows, String path, WriteMode mode) {
    var sink = new StageOutput.FileSink(ParquetFormat.DEFAULT, path, mode, List.of(), 128 << 20);
    return new StageGraph(
        List.of(values(0, rows), stage(1, source(0, 0, Reading.PARTITIONED), sink)), Schema.EMPTY);
  }

  private StageGraph fromFiles(List<String> paths) {
    var scan = new ScanNode(0, "t", ParquetFormat.DEFAULT, ROWS, ROWS, List.of(), null, 0);
    var splits = paths.stream().map(path -> store.head(path).orElseThrow().bytes()).toList();
    var list = new ArrayList<Split>();
    for (int file = 0; file < paths.size(); file++) {
      long bytes = splits.get(file);
      list.add(new Split(paths.get(file), bytes, 0, bytes, Map.of()));
    }
    return new StageGraph(
        List.of(new Stage(0, new Fragment(scan, RESULT, "UTC"), Map.of(0, list), -1)), ROWS);
  }

  private static Node source(int sourceId, int stageId, Reading reading) {
    return new ExchangeSourceNode(sourceId, stageId, reading, HotBucket.WHOLE, ROWS);
  }

  private static Stage values(int id, List<List<Long>> rows) {
    var literals =
        rows.stream()
            .map(row -> row.stream().map(value -> Literal.ofLong(DataType.BIGINT, value)).toList())
            .toList();
    return stage(id, new ValuesNode(ROWS, literals), HASH);
  }

  private static Stage stage(int id, Node node, StageOutput output) {
    return new Stage(id, new Fragment(node, output, "UTC"), Map.of(), -1);
  }

  private static List<List<List<Long>>> randomRows(Random random) {
    var stages = new ArrayList<List<List<Long>>>();
    for (int stage = 0; stage < 3; stage++) {
      var rows = new ArrayList<List<Long>>();
      for (int row = random.nextInt(2000, 9000); row > 0; row--) {
        rows.add(List.of((long) random.nextInt(5000), (long) random.nextInt()));
      }
      stages.add(rows);
    }
    return stages;
  }

  private static List<List<Long>> sums(List<List<List<Long>>> rows) {
    var sums = new TreeMap<Long, Long>();
    rows.forEach(
        stage -> stage.forEach(row -> sums.merge(row.getFirst(), row.getLast(), Long::sum)));
    return sums.entrySet().stream()
        .map(entry -> List.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  /// Some attempts are lost before they begin, some after all is done but the answer; no task four
  /// times.
  private Function<TaskRequest, TaskResponse> losing(Random random) {
    long seed = random.nextLong();
    return request -> {
      var chance = new Random(seed ^ request.attemptId().hashCode());
      chance.nextInt();
      int fate = request.attempt() == 3 ? 9 : chance.nextInt(10);
      if (fate == 0) {
        return lost();
      }
      var response = functions.run(request);
      return fate < 3 ? lost() : response;
    };
  }

  private static TaskResponse lost() {
    return new TaskResponse.Failed(
        new TaskFailure(FailureKind.TRANSIENT, "function lost", null), TaskMetrics.NONE);
  }

  private RunReport run(
      StageGraph graph, Function<TaskRequest, TaskResponse> runner, long inlineLimitBytes) {
    var attempts =
        new AttemptPolicy(4, Duration.ofMillis(1), Duration.ofMillis(2), 1L << 28, 1L << 28);
    var settings =
        new RunSettings(
            root + "/work",
            4,
            attempts,
            SpeculationPolicy.DEFAULT,
            new PartitionTarget(2000, 8000, 8000),
            inlineLimitBytes,
            2 << 20,
            RunSettings.DEFAULT_ATTEMPT_TIMEOUT,
            Double.POSITIVE_INFINITY,
            null);
    result.clear();
    try (var invoker = new ThreadInvoker(runner, 3)) {
      var environment =
          new RunEnvironment(
              invoker, store, PriceTable.US_EAST_1_ARM, InstantSource.system(), new Random(5));
      var request = new RunRequest("run-" + System.nanoTime(), graph, settings);
      return new RunDriver(environment, request, RunListener.NONE, this::readResult).run();
    }
  }

  private void readResult(Schema schema, List<SegmentRef> segments) {
    try (var batches = SegmentBatches.read(store, segments, schema)) {
      batches.forEachRemaining(
          batch -> {
            for (int row = 0; row < batch.rowCount(); row++) {
              result.add(List.of(batch.longs(0).values()[row], batch.longs(1).values()[row]));
            }
          });
    }
  }

  private List<String> objects(String below) {
    return store.list(root + below).stream()
        .map(ObjectInfo::path)
        .filter(path -> !path.contains("/journal/"))
        .toList();
  }
}
