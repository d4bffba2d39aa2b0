package dev.stint.executor.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class BroadcastTablesTest {

  private static final Schema SIDE =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.required("k", DataType.BIGINT));

  private static final List<List<Integer>> KEYS =
      List.of(List.of(0), List.of(1), List.of(2), List.of(0, 1));

  private static final List<Integer> DOMAINS = List.of(40, 50_000, 1_000_000);

  private final BroadcastTables tables = new BroadcastTables();
  private final MemoryBudget budget = new MemoryBudget(1 << 28);

  @ParameterizedTest
  @EnumSource(
      value = JoinType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SINGLE", "BUILD_OUTER", "FULL_OUTER"})
  void joinsThatShareATableGiveWhatTheyWouldGiveAlone(JoinType type) throws Exception {
    for (int seed = 0; seed < 24; seed++) {
      // Whole numbers are found by place, by rank, by hash.
      int domain = DOMAINS.get(seed % DOMAINS.size());
      var node = node(type, KEYS.get(seed % KEYS.size()));
      var build = new RandomRows(seed, domain).batches(SIDE, 300, 90);
      var partition = partition("of seed " + seed);
      var operators = new ArrayList<ListOperator>();
      var joins = new ArrayList<Callable<List<List<@Nullable Object>>>>();
      var alone = new ArrayList<List<List<@Nullable Object>>>();
      for (int task = 0; task < 6; task++) {
        var probe = new RandomRows(seed + 100 + task % 3, domain).batches(SIDE, 400, 90);
        alone.add(rows(node, probe, new ListOperator(build), null));
        var operator = new ListOperator(build);
        operators.add(operator);
        joins.add(() -> rows(node, probe, operator, share(partition)));
      }

      assertThat(together(joins)).as("seed %d", seed).isEqualTo(alone);

      assertThat(operators).filteredOn(operator -> operator.pulls() > 0).hasSize(1);
    }
  }

  private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
    try (var threads = Executors.newFixedThreadPool(3)) {
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }

  private List<List<@Nullable Object>> rows(
      HashJoinNode node,
      List<Batch> probe,
      ListOperator build,
      BroadcastTables.@Nullable Share share) {
    var own = new MemoryBudget(1 << 28);
    var rows =
        RowLists.drain(
            new HashJoinOperator(new ListOperator(probe), build, node, null, null, share, own));
    assertThat(own.reservedBytes()).isZero();
    return rows;
  }

  @Test
  void aTableThatWasNotFinishedIsMadeByTheNext() throws Exception {
    assertThat(foundAfter(BroadcastTables.Share::close)).isNull();

    make("a");
    assertThat(isThere("a")).isTrue();
  }

  @Test
  void aTableThatIsTooLargeIsWaitedForOnce() throws Exception {
    assertThat(foundAfter(BroadcastTables.Share::tooLarge)).isNull();

    // What a join then makes is its own.
    make("a");
    assertThat(isThere("a")).isFalse();
  }

  @Test
  void aTableThatIsMadeIsWaitedFor() throws Exception {
    var table = table();

    assertThat(foundAfter(share -> share.made(table))).isSameAs(table);
  }

  /// What a second join finds that waited for a first, which then did `end`.
  private @Nullable BuildTable foundAfter(Consumer<BroadcastTables.Share> end) throws Exception {
    var partition = partition("a");
    var first = share(partition);
    assertThat(first.take()).isNull();
    try (var threads = Executors.newSingleThreadExecutor()) {
      var second =
          threads.submit(
              () -> {
                try (var share = share(partition)) {
                  return share.take();
                }
              });
      assertWaits(second);
      end.accept(first);
      return second.get();
    }
  }

  private static void assertWaits(Future<?> future) {
    assertThatThrownBy(() -> future.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void aMakerThatIsStuckKeepsNobodyForLong() {
    var impatient = new BroadcastTables(Duration.ofMillis(20));
    var partition = partition("a");
    var stuck = impatient.share(request(1), partition);
    assertThat(stuck).isNotNull();
    assertThat(stuck.take()).isNull();

    try (var share = impatient.share(request(1), partition)) {
      assertThat(share).isNotNull();
      assertThat(share.take()).isNull();
    }

    stuck.made(table());
    var share = impatient.share(request(1), partition);
    assertThat(share).isNotNull();
    assertThat(share.take()).isNotNull();
  }

  @Test
  void whoWaitsMayBeCancelled() {
    var partition = partition("a");
    assertThat(share(partition).take()).isNull();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> share(partition).take())
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aTableStaysUntilAnAttemptOfAnotherStageBeginsAloneOrAllIsForgotten() {
    var other = request(2);
    tables.enter(request(1));
    make("a");
    tables.enter(other);
    assertThat(isThere("a")).isTrue();
    tables.leave(other);
    tables.leave(request(1));
    assertThat(isThere("a")).isTrue();
    tables.enter(request(1));
    assertThat(isThere("a")).isTrue();
    tables.leave(request(1));

    tables.enter(other);

    assertThat(isThere("a")).isFalse();
    tables.leave(other);
    make("a");
    tables.forget();
    assertThat(isThere("a")).isFalse();
  }

  @Test
  void aReaderReservesWhatTheTableTakes() {
    make("a");
    var node = node(JoinType.INNER, List.of(0));
    var table = share(partition("a")).take();

    try (var reader = table.reader(new JoinShape(node, null), budget)) {
      assertThat(reader).isNotNull();
      assertThat(budget.reservedBytes()).isGreaterThan(3000 * 2 * Long.BYTES);
    }
    assertThat(budget.reservedBytes()).isZero();
    assertThat(table.reader(new JoinShape(node, null), new MemoryBudget(1 << 16))).isNull();
  }

  @Test
  void whatIsReadInPartIsNotShared() {
    var range = new KeyRange(SortableKey.ofBucket(0), SortableKey.ofBucket(1));

    assertThat(tables.share(request(1), new TaskInput.Partition(1, range, List.of()))).isNull();
  }

  private void make(String path) {
    try (var share = share(partition(path))) {
      assertThat(share.take()).isNull();
      share.made(table());
    }
  }

  private BuildTable table() {
    var node = node(JoinType.INNER, List.of(0));
    var table = new BuildTable(SIDE, List.of(0), new JoinShape(node, null), budget);
    new RandomRows(1, 1000).batches(SIDE, 3000, 500).forEach(table::add);
    table.end();
    table.close();
    return table;
  }

  private boolean isThere(String path) {
    try (var share = share(partition(path))) {
      return share.take() != null;
    }
  }

  private BroadcastTables.Share share(TaskInput.Partition partition) {
    var share = tables.share(request(1), partition);
    assertThat(share).isNotNull();
    return share;
  }

  private static TaskInput.Partition partition(String path) {
    return new TaskInput.Partition(
        1, KeyRange.ALL, List.of(new SegmentRef(path, null, 0, List.of())));
  }

  private static TaskRequest request(int stageId) {
    var fragment = new Fragment(InputNode.of(SIDE), new StageOutput.UnkeyedExchange(), "UTC");
    return new TaskRequest("run", stageId, 0, 0, fragment, List.of(), "s3://test/x", 0, 1 << 20);
  }

  private static HashJoinNode node(JoinType type, List<Integer> keys) {
    return new HashJoinNode(InputNode.of(SIDE), InputNode.of(SIDE), type, keys, keys, null, SIDE);
  }
}
