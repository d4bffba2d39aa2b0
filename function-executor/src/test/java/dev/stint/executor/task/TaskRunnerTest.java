package dev.stint.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.Tasks;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.hedge.Hedging;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TaskRunnerTest {

  private static final Schema NUMBERS = Schema.of(Field.nullable("n", DataType.BIGINT));
  private static final Expression N = new ColumnRef(0, DataType.BIGINT);

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final TaskRunner runner = new TaskRunner(new FunctionEnvironment(store));

  @Test
  void runsATreeOfNodes() {
    var doubled =
        new ProjectNode(
            new FilterNode(numbers(9), greaterThan(3)),
            List.of(Call.of(ScalarFunction.ADD, DataType.BIGINT, N, N)),
            NUMBERS);
    var union = new UnionNode(List.of(doubled, numbers(2)), NUMBERS);
    var sorted = new SortNode(union, List.of(SortKey.descending(0)));

    assertThat(rows(new LimitNode(sorted, 4, 1, List.of())))
        .isEqualTo(List.of(List.of(14L), List.of(12L), List.of(10L), List.of(8L)));
  }

  @Test
  void expandGivesEachRowOncePerProjection() {
    var expand =
        new ExpandNode(
            numbers(2), List.of(List.of(N), List.of(Literal.ofLong(DataType.BIGINT, 7))), NUMBERS);

    assertThat(rows(expand)).isEqualTo(List.of(List.of(0L), List.of(1L), List.of(7L), List.of(7L)));
  }

  @Test
  void sourceWithoutInputGivesNoRows() {
    var source =
        new ExchangeSourceNode(
            3, 0, ExchangeSourceNode.Reading.GATHERED, ExchangeSourceNode.HotBucket.WHOLE, NUMBERS);

    assertThat(rows(source)).isEmpty();
  }

  @Test
  void countsWhatItDid() {
    var response = run(numbers(5000), new StageOutput.HashExchange(List.of(0)), 0, 1 << 26);

    assertThat(response).isInstanceOf(TaskResponse.Succeeded.class);
    var metrics = response.metrics();
    assertThat(metrics.outputRows()).isEqualTo(5000);
    assertThat(metrics.outputBytes()).isPositive();
    assertThat(metrics.putRequests()).isEqualTo(1);
    assertThat(metrics.peakMemoryBytes()).isGreaterThan(5000 * 8);
    assertThat(metrics.wallNanos()).isPositive();
  }

  @Test
  void rowThatCannotBeComputedIsTheUsersError() {
    var failure = failure(run(failing(), new StageOutput.UnkeyedExchange(), 0, 1 << 26));

    assertThat(failure.failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(failure.failure().stackTrace()).contains("StintException");
  }

  @Test
  void lackOfMemoryIsAResourceFailure() {
    var response =
        run(
            new SortNode(numbers(50_000), List.of(SortKey.ascending(0))),
            new StageOutput.UnkeyedExchange(),
            0,
            200_000);

    assertThat(failure(response).failure().kind()).isEqualTo(FailureKind.RESOURCE);
  }

  /// Beside the attempt's thread, as parts are uploaded.
  @Test
  void memoryThatRunsOutOnAnotherThreadIsAResourceFailure() {
    ObjectStore exhausted =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("uploadPart")) {
                    throw new OutOfMemoryError("injected");
                  }
                  return method.invoke(store, arguments);
                });
    var response =
        new TaskRunner(new FunctionEnvironment(exhausted))
            .run(Tasks.request(numbers(9000), files(), List.of(), "s3://test/x/1", 0, 1 << 26));

    assertThat(failure(response).failure().kind()).isEqualTo(FailureKind.RESOURCE);
    assertThat(failure(response).failure().message()).contains("1.2.0", "more memory");
    assertThat(store.listUploads("s3://test/")).isEmpty();
  }

  /// On a thread beside the attempt's, and wrapped as something that may pass.
  @Test
  void fullDiskOfTheFunctionIsAResourceFailureAndNamesTheFolder() {
    var full =
        watched(
            method -> {
              if (method.equals("uploadPart")) {
                throw StintException.transientFailure(
                    "cannot buffer", new IOException("No space left on device"));
              }
            });

    var failure = failure(runWatched(full, AttemptWatch.Pause.SYSTEM)).failure();

    assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCE);
    assertThat(failure.message()).contains("1.2.0", "disk", System.getProperty("java.io.tmpdir"));
    assertThat(store.listUploads("s3://test/")).isEmpty();
  }

  /// A library says so in an error that its caller's class fails with, for good.
  @Test
  void libraryThatFindsNoRoomToUnpackIsAResourceFailureAndNamesTheFolder() {
    var full =
        watched(
            method -> {
              if (method.equals("uploadPart")) {
                var error = new NoClassDefFoundError("Could not initialize class Codec");
                error.initCause(
                    new ExceptionInInitializerError(
                        "Cannot unpack libcodec: No space left on device"));
                throw error;
              }
            });

    var failure = failure(runWatched(full, AttemptWatch.Pause.SYSTEM)).failure();

    assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCE);
    assertThat(failure.message()).contains("disk at " + System.getProperty("java.io.tmpdir"));
  }

  @Test
  void fullDiskOfTheOutputIsTheUsers() {
    var full =
        watched(
            method -> {
              if (method.equals("uploadPart")) {
                throw StintException.user(
                    "cannot write file:///out/a: full", new IOException("No space left on device"));
              }
            });

    var failure = failure(runWatched(full, AttemptWatch.Pause.SYSTEM)).failure();

    assertThat(failure.kind()).isEqualTo(FailureKind.USER);
    assertThat(failure.message()).contains("file:///out/a");
  }

  @Test
  void memoryThatRunsOutInAHedgedRequestIsAResourceFailure() {
    var exhausted =
        watched(
            method -> {
              if (method.equals("write")) {
                throw new OutOfMemoryError("injected");
              }
            });
    var environment = new FunctionEnvironment(exhausted, new Hedging(), Long.MAX_VALUE);
    var request =
        Tasks.request(
            numbers(9000),
            new StageOutput.UnkeyedExchange(),
            List.of(),
            "s3://test/x/1",
            0,
            1 << 26);

    var failure = failure(new TaskRunner(environment).run(request)).failure();

    assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCE);
  }

  @Test
  void whatNobodyExpectedIsInternal() {
    var splitsForAnExchange = new TaskInput.Splits(3, List.of());
    var source =
        new ExchangeSourceNode(
            3, 0, ExchangeSourceNode.Reading.GATHERED, ExchangeSourceNode.HotBucket.WHOLE, NUMBERS);
    var request =
        Tasks.request(
            source,
            new StageOutput.UnkeyedExchange(),
            List.of(splitsForAnExchange),
            "s3://test/x/1",
            0,
            1 << 20);

    var failure = failure(runner.run(request)).failure();

    assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(failure.message()).contains("1.2.0").contains("got splits");
  }

  @Test
  void interruptedAttemptIsCancelled() {
    Thread.currentThread().interrupt();
    var response = run(numbers(5000), new StageOutput.UnkeyedExchange(), 0, 1 << 26);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure(response).failure().kind()).isEqualTo(FailureKind.TRANSIENT);
  }

  /// The interrupt, which would make the store refuse the abort, waits until all is closed.
  @Test
  void cancelledFileSinkLeavesNoUpload() {
    var sink = files();
    var interrupting = new AtomicBoolean();
    ObjectStore watched =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("startUpload")) {
                    Thread.currentThread().interrupt();
                  }
                  if (method.getName().equals("abortUpload")) {
                    interrupting.set(Thread.currentThread().isInterrupted());
                  }
                  return method.invoke(store, arguments);
                });
    var cancelled =
        new TaskRunner(new FunctionEnvironment(watched))
            .run(Tasks.request(numbers(9000), sink, List.of(), "s3://test/x/1", 0, 1 << 26));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure(cancelled).failure().kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(interrupting).isFalse();
    assertThat(store.listUploads("s3://test/")).isEmpty();
  }

  /// While a part is being uploaded that never arrives.
  @Test
  @Timeout(30)
  void attemptThatIsToldToStopEndsAndLeavesNothing() {
    var isUploading = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    ObjectStore hanging =
        watched(
            method -> {
              if (method.equals("uploadPart")) {
                store.poke("s3://test/x/1.stop", new byte[0]);
                isUploading.countDown();
                never.await();
              }
            });
    AttemptWatch.Pause pause =
        (isOver, _) -> {
          isUploading.await();
          return isOver.getCount() == 0;
        };

    var stopped = runWatched(hanging, pause);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(failure(stopped).failure().kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failure(stopped).failure().message()).isEqualTo("attempt 1.2.0 was told to stop");
    assertThat(stopped.metrics().getRequests()).isEqualTo(1);
    assertThat(store.listUploads("s3://test/")).isEmpty();
  }

  @Test
  @Timeout(30)
  void attemptThatIsToldToStopEndsBetweenBatches() {
    var hasBegun = new CountDownLatch(1);
    ObjectStore slow =
        watched(
            method -> {
              if (method.equals("startUpload")) {
                store.poke("s3://test/x/1.stop", new byte[0]);
                hasBegun.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                  Thread.onSpinWait();
                }
              }
            });
    AttemptWatch.Pause pause =
        (isOver, _) -> {
          hasBegun.await();
          return isOver.getCount() == 0;
        };

    var stopped = runWatched(slow, pause);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(failure(stopped).failure().message()).endsWith("was told to stop");
    assertThat(store.listUploads("s3://test/")).isEmpty();
  }

  private interface Hook {
    void before(String method) throws Exception;
  }

  private ObjectStore watched(Hook hook) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, method, arguments) -> {
              hook.before(method.getName());
              return method.invoke(store, arguments);
            });
  }

  private static TaskResponse runWatched(ObjectStore store, AttemptWatch.Pause pause) {
    return new TaskRunner(new FunctionEnvironment(store), pause)
        .run(Tasks.request(numbers(9000), files(), List.of(), "s3://test/x/1", 0, 1 << 26));
  }

  @Test
  void failedFileSinkLeavesNoUpload() {
    var sink = files();
    var succeeded = run(numbers(5000), sink, 0, 1 << 26);
    assertThat(succeeded).isInstanceOf(TaskResponse.Succeeded.class);
    int begun = store.listUploads("s3://test/").size();

    var response = run(failing(), sink, 0, 1 << 26);

    assertThat(failure(response).failure().kind()).isEqualTo(FailureKind.USER);
    assertThat(begun).isPositive();
    assertThat(store.listUploads("s3://test/")).hasSize(begun);
  }

  private static StageOutput files() {
    return new StageOutput.FileSink(
        FileFormat.of("parquet", Map.of()), "s3://test/out/", WriteMode.APPEND, List.of(), 1 << 20);
  }

  /// Divides 1 by the numbers from 9000 down to 0.
  private static Node failing() {
    var down =
        Call.of(ScalarFunction.SUBTRACT, DataType.BIGINT, Literal.ofLong(DataType.BIGINT, 9000), N);
    var quotient =
        Call.of(
            ScalarFunction.INT_DIVIDE, DataType.BIGINT, Literal.ofLong(DataType.BIGINT, 1), down);
    return new ProjectNode(numbers(9001), List.of(quotient), NUMBERS);
  }

  private static Node numbers(int count) {
    var rows = new ArrayList<List<Literal>>();
    for (int i = 0; i < count; i++) {
      rows.add(List.of(Literal.ofLong(DataType.BIGINT, i)));
    }
    return new ValuesNode(NUMBERS, rows);
  }

  private static Expression greaterThan(long value) {
    return Call.of(
        ScalarFunction.GREATER, DataType.BOOLEAN, N, Literal.ofLong(DataType.BIGINT, value));
  }

  private TaskResponse run(Node root, StageOutput output, long inlineLimit, long memoryBytes) {
    return runner.run(
        Tasks.request(root, output, List.of(), "s3://test/x/1", inlineLimit, memoryBytes));
  }

  private static TaskResponse.Failed failure(TaskResponse response) {
    return (TaskResponse.Failed) response;
  }

  private List<List<@Nullable Object>> rows(Node root) {
    var response = run(root, new StageOutput.UnkeyedExchange(), 1 << 20, 1 << 26);
    assertThat(response).isInstanceOf(TaskResponse.Succeeded.class);
    var segment = ((TaskOutput.Segment) ((TaskResponse.Succeeded) response).output()).segment();
    var rows = new ArrayList<List<@Nullable Object>>();
    try (var batches = SegmentBatches.read(store, segment, root.schema())) {
      batches.forEachRemaining(batch -> rows.addAll(RowLists.of(batch)));
    }
    return rows;
  }
}
