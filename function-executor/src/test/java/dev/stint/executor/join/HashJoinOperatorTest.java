package dev.stint.executor.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.expression.RowFilter;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashJoinOperatorTest {

  private static final Schema SIDE =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("d", DataType.DOUBLE),
          Field.nullable("w", DataType.decimal(30, 2)));

  private static final List<List<Integer>> KEYS =
      List.of(List.of(0), List.of(1), List.of(2), List.of(3), List.of(0, 1), List.of(1, 2, 3));

  private final MemoryBudget budget = new MemoryBudget(1 << 28);

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void agreesWithComparingEveryPair(JoinType type) {
    for (int seed = 0; seed < 24; seed++) {
      var random = new Random(seed);
      var probe = new RandomRows(seed, 40).batches(SIDE, random.nextInt(400), 90);
      var build = new RandomRows(seed + 99, 40).batches(SIDE, random.nextInt(300), 90);
      var keys = KEYS.get(seed % KEYS.size());
      boolean isFiltered = seed % 2 == 1;

      var joined = join(type, keys, probe, build, isFiltered ? residual() : null);

      assertThat(normal(joined))
          .as("seed %d", seed)
          .isEqualTo(
              normal(reference(type, keys, RowLists.of(probe), RowLists.of(build), isFiltered)));
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void nullEqualsNullInTheKeysThatSaySo(JoinType type) {
    for (int seed = 0; seed < 12; seed++) {
      var random = new Random(seed);
      var probe = RowLists.of(new RandomRows(seed, 40).batches(SIDE, random.nextInt(400), 90));
      var build = RowLists.of(new RandomRows(seed + 99, 40).batches(SIDE, 200, 90));
      var keys = KEYS.get(seed % KEYS.size());
      // The last alone, or all.
      var nullSafe = IntStream.range(seed < 6 ? keys.size() - 1 : 0, keys.size()).boxed().toList();
      var node =
          new HashJoinNode(
              InputNode.of(SIDE), InputNode.of(SIDE), type, keys, keys, nullSafe, null, SIDE);

      var joined = join(node, batches(probe), batches(build), null);

      assertThat(normal(joined))
          .as("seed %d", seed)
          .isEqualTo(normal(reference(node, probe, build, false)));
    }
  }

  private static List<Batch> batches(List<List<@Nullable Object>> rows) {
    return List.of(RowLists.batch(SIDE, rows));
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void withoutKeysTriesEveryPair(JoinType type) {
    for (int seed = 0; seed < 6; seed++) {
      var probe = new RandomRows(seed, 10).batches(SIDE, 70 * (seed % 3), 90);
      var build = new RandomRows(seed + 99, 10).batches(SIDE, seed % 2 == 0 ? 150 : 0, 90);
      boolean isFiltered = seed > 3;

      var joined = join(type, List.of(), probe, build, isFiltered ? residual() : null);

      assertThat(normal(joined))
          .isEqualTo(
              normal(
                  reference(type, List.of(), RowLists.of(probe), RowLists.of(build), isFiltered)));
    }
  }

  @Test
  void pairsOfOneHotKeyComeInBoundedBatches() {
    var probe = List.of(new RandomRows(1, 1).batches(SIDE, 3000, 3000).getFirst());
    var build = new RandomRows(2, 1).batches(SIDE, 40, 40);

    var joined = join(JoinType.INNER, List.of(0), probe, build, null);

    assertThat(joined).hasSizeGreaterThan(2 * Batch.MAX_ROWS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void singleIsAnOuterJoinUnlessAProbeRowMatchesSeveralBuildRows(boolean isFiltered) {
    int failures = 0;
    for (int seed = 0; seed < 60; seed++) {
      var probe = new RandomRows(seed, 40).batches(SIDE, 1 + seed % 7, 90);
      var build = new RandomRows(seed + 99, 40).batches(SIDE, 1 + seed % 5, 90);
      var residual = isFiltered ? residual() : null;
      var expected =
          reference(
              JoinType.PROBE_OUTER, List.of(0), RowLists.of(probe), RowLists.of(build), isFiltered);

      if (expected.size() == RowLists.of(probe).size()) {
        assertThat(normal(join(JoinType.SINGLE, List.of(0), probe, build, residual)))
            .isEqualTo(normal(expected));
      } else {
        failures++;
        assertThatThrownBy(() -> join(JoinType.SINGLE, List.of(0), probe, build, residual))
            .isInstanceOfSatisfying(
                StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER));
      }
    }
    assertThat(failures).isBetween(1, 59);
  }

  @Test
  void severalMatchesOfOneProbeRowAreSeenAcrossRounds() {
    var probe = List.of(new RandomRows(1, 1).batches(SIDE, 1, 1).getFirst());
    var build = new RandomRows(2, 1).batches(SIDE, 3 * Batch.MAX_ROWS, Batch.MAX_ROWS);
    RowFilter firstOfEachRound =
        (batch, rows, count, out) -> {
          out[0] = rows[0];
          return 1;
        };

    assertThatThrownBy(() -> join(JoinType.SINGLE, List.of(), probe, build, firstOfEachRound))
        .hasMessageContaining("more than one row");
  }

  @Test
  void emptyBuildSideOfAnInnerJoinDoesNotPullTheProbeSide() {
    var probe = new ListOperator(new RandomRows(1, 9).batches(SIDE, 100, 10));
    var operator =
        new HashJoinOperator(
            probe,
            new ListOperator(List.of()),
            node(JoinType.INNER, List.of(0)),
            null,
            null,
            null,
            budget);

    assertThat(operator.next()).isNull();
    assertThat(probe.pulls()).isZero();

    operator.close();
    assertThat(probe.isClosed()).isTrue();
  }

  @Test
  void buildSideBeyondTheBudgetIsAResourceFailure() {
    var small = new MemoryBudget(100_000);
    var build = new ListOperator(new RandomRows(1, 100_000).batches(SIDE, 20_000, 4096));
    try (var operator =
        new HashJoinOperator(
            new ListOperator(List.of()),
            build,
            node(JoinType.INNER, List.of(0)),
            null,
            null,
            null,
            small)) {
      assertThatThrownBy(operator::next)
          .isInstanceOfSatisfying(
              StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE));
    }
    assertThat(small.reservedBytes()).isZero();
  }

  @Test
  void joinThatKeepsNothingLooksWhetherItIsCancelled() {
    var probe = new RandomRows(1, 10).batches(SIDE, 4000, 4000);
    var build = new RandomRows(2, 10).batches(SIDE, 100, 100);
    RowFilter interrupted =
        (batch, rows, count, out) -> {
          Thread.currentThread().interrupt();
          return 0;
        };

    assertThatThrownBy(() -> join(JoinType.INNER, List.of(), probe, build, interrupted))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    assertThat(Thread.interrupted()).isTrue();
  }

  private List<List<@Nullable Object>> join(
      JoinType type,
      List<Integer> keys,
      List<Batch> probe,
      List<Batch> build,
      @Nullable RowFilter residual) {
    return join(node(type, keys), probe, build, residual);
  }

  private List<List<@Nullable Object>> join(
      HashJoinNode node, List<Batch> probe, List<Batch> build, @Nullable RowFilter residual) {
    return RowLists.drain(
        new HashJoinOperator(
            new ListOperator(probe), new ListOperator(build), node, residual, null, null, budget));
  }

  private static HashJoinNode node(JoinType type, List<Integer> keys) {
    return new HashJoinNode(InputNode.of(SIDE), InputNode.of(SIDE), type, keys, keys, null, SIDE);
  }

  /// The probe's number is not above the build's: not true when one is NULL.
  private static RowFilter residual() {
    return (batch, rows, count, out) -> {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        if (isKept(RowLists.of(batch.gather(new int[] {row}, 1)).getFirst())) {
          out[kept++] = row;
        }
      }
      return kept;
    };
  }

  private static boolean isKept(List<@Nullable Object> pair) {
    return pair.get(0) instanceof Long left
        && pair.get(SIDE.size()) instanceof Long right
        && left <= right;
  }

  private static List<List<@Nullable Object>> reference(
      JoinType type,
      List<Integer> keys,
      List<List<@Nullable Object>> probe,
      List<List<@Nullable Object>> build,
      boolean isFiltered) {
    return reference(node(type, keys), probe, build, isFiltered);
  }

  private static List<List<@Nullable Object>> reference(
      HashJoinNode node,
      List<List<@Nullable Object>> probe,
      List<List<@Nullable Object>> build,
      boolean isFiltered) {
    var type = node.joinType();
    var result = new ArrayList<List<@Nullable Object>>();
    boolean[] isBuildMatched = new boolean[build.size()];
    List<@Nullable Object> nothing = Collections.nCopies(SIDE.size(), null);
    for (var left : probe) {
      boolean isMatched = false;
      for (int i = 0; i < build.size(); i++) {
        var pair = concat(left, build.get(i));
        if (areEqual(left, build.get(i), node) && (!isFiltered || isKept(pair))) {
          isMatched = true;
          isBuildMatched[i] = true;
          if (type.givesBuildRows()) {
            result.add(pair);
          }
        }
      }
      if (type == JoinType.SEMI ? isMatched : type == JoinType.ANTI && !isMatched) {
        result.add(left);
      }
      if (type == JoinType.MARK) {
        result.add(concat(left, List.of(isMatched ? 1L : 0L)));
      }
      if (!isMatched && (type == JoinType.PROBE_OUTER || type == JoinType.FULL_OUTER)) {
        result.add(concat(left, nothing));
      }
    }
    if (type == JoinType.BUILD_OUTER || type == JoinType.FULL_OUTER) {
      for (int i = 0; i < build.size(); i++) {
        if (!isBuildMatched[i]) {
          result.add(concat(nothing, build.get(i)));
        }
      }
    }
    return result;
  }

  private static boolean areEqual(
      List<@Nullable Object> left, List<@Nullable Object> right, HashJoinNode node) {
    return IntStream.range(0, node.probeKeys().size())
        .allMatch(
            key -> {
              var value = positiveZero(left.get(node.probeKeys().get(key)));
              var other = positiveZero(right.get(node.buildKeys().get(key)));
              return value == null
                  ? other == null && node.nullSafeKeys().contains(key)
                  : value.equals(other);
            });
  }

  private static @Nullable Object positiveZero(@Nullable Object value) {
    return value instanceof Double number ? Double.valueOf(number + 0.0) : value;
  }

  private static List<@Nullable Object> concat(
      List<@Nullable Object> left, List<@Nullable Object> right) {
    var row = new ArrayList<>(left);
    row.addAll(right);
    return row;
  }

  private static List<String> normal(List<List<@Nullable Object>> rows) {
    return rows.stream().map(List::toString).sorted().toList();
  }
}
