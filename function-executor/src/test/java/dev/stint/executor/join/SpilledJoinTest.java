package dev.stint.executor.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.expression.RowFilter;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Joins in budgets without room for the build side, against the same joins with room.
class SpilledJoinTest {

  private static final Schema SIDE =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.required("id", DataType.BIGINT));

  private static final int BUILD_NUMBER = SIDE.size();
  private static final int BATCH_ROWS = 1500;
  private static final long AMPLE = 1 << 28;

  /// Too little for the build side.
  private static final long TIGHT = 1_500_000;

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void aBuildSideOfManyKeysIsJoinedInParts(JoinType type) {
    for (int seed = 0; seed < 2; seed++) {
      var probe = rows(seed, 9000, 6000);
      var build = rows(seed + 99, 9000, 40_000);
      var keys = seed == 0 ? List.of(0) : List.of(1, 0);

      assertTightIsAmple(type, keys, probe, build, seed % 2 == 0 ? null : residual());
    }
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void oneKeyOfMostBuildRowsIsJoinedTableByTable(JoinType type) {
    var probe = new ArrayList<>(rows(1, 9000, 3000));
    probe.addAll(rows(2, 1, 3));
    var build = new ArrayList<>(rows(3, 9000, 3000));
    build.addAll(rows(4, 1, 40_000));

    assertTightIsAmple(type, List.of(0), probe, build, null);
    assertTightIsAmple(type, List.of(0), probe, build, residual());
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void nullsThatAreEqualAreJoinedInParts(JoinType type) {
    var side = InputNode.of(SIDE);
    var keys = List.of(1, 0);
    var node = new HashJoinNode(side, side, type, keys, keys, List.of(1), null, SIDE);

    assertTightIsAmple(node, rows(5, 9000, 600), rows(6, 9000, 40_000), null);
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void withoutKeysItIsJoinedTableByTable(JoinType type) {
    var probe = rows(1, 9000, 3);
    var build = rows(3, 9000, 40_000);

    assertTightIsAmple(type, List.of(), probe, build, residual());
    assertTightIsAmple(type, List.of(), probe, List.of(), residual());
  }

  /// A million rows of one key against one, in 8 MB.
  @Test
  void aMillionRowsOfOneKeyAreJoinedInEightMegabytes() {
    var numbers = new LongVector(Batch.MAX_ROWS, new long[Batch.MAX_ROWS], null);
    var texts = Vector.nulls(PhysicalType.BYTES, Batch.MAX_ROWS);
    var batch = new Batch(Batch.MAX_ROWS, List.of(numbers, texts, numbers));
    var build = Collections.nCopies(1_000_000 / Batch.MAX_ROWS, batch);
    var probe = rows(7, 1, 1);
    var side = InputNode.of(SIDE);
    var key = List.of(2);
    var node = new HashJoinNode(side, side, JoinType.INNER, key, key, null, SIDE);
    var budget = new MemoryBudget(8 << 20);
    long joined = 0;
    try (var operator =
        new HashJoinOperator(
            new ListOperator(probe), new ListOperator(build), node, null, null, null, budget)) {
      for (var pairs = operator.next(); pairs != null; pairs = operator.next()) {
        joined += pairs.rowCount();
      }
    }

    assertThat(joined).isEqualTo((long) build.size() * Batch.MAX_ROWS);
    assertThat(budget.reservedBytes()).isZero();
  }

  private static void assertTightIsAmple(
      JoinType type,
      List<Integer> keys,
      List<Batch> probe,
      List<Batch> build,
      @Nullable RowFilter residual) {
    var side = InputNode.of(SIDE);
    var node = new HashJoinNode(side, side, type, keys, keys, null, SIDE);
    assertTightIsAmple(node, probe, build, residual);
  }

  private static void assertTightIsAmple(
      HashJoinNode node, List<Batch> probe, List<Batch> build, @Nullable RowFilter residual) {
    var type = node.joinType();
    var ample = new MemoryBudget(AMPLE);
    var expected = join(node, probe, build, residual, ample);
    var tight = new MemoryBudget(TIGHT);

    var rows = join(node, probe, build, residual, tight);

    assertThat(rows).isEqualTo(expected);
    if ((type.givesBuildRows() || residual != null) && !build.isEmpty()) {
      // Else the distinct keys are all that is kept.
      assertThat(ample.peakBytes()).isGreaterThan(TIGHT);
    }
    assertThat(tight.reservedBytes()).isZero();
  }

  /// Rows with keys below `domain`, some of them NULL; few enough alike that pairs stay few.
  private static List<Batch> rows(long seed, int domain, int rowCount) {
    var random = new Random(seed);
    var batches = new ArrayList<Batch>();
    for (int from = 0; from < rowCount; from += BATCH_ROWS) {
      var rows = new ArrayList<List<@Nullable Object>>();
      for (int id = from; id < Math.min(rowCount, from + BATCH_ROWS); id++) {
        var row = new ArrayList<@Nullable Object>();
        row.add(random.nextInt(20) == 0 ? null : (long) random.nextInt(domain));
        row.add(random.nextInt(20) == 0 ? null : "text " + random.nextInt(3));
        row.add((long) id);
        rows.add(row);
      }
      batches.add(RowLists.batch(SIDE, rows));
    }
    return batches;
  }

  /// How many rows there are, and a sum over them.
  private record Rows(int count, long sum) {}

  private static Rows join(
      HashJoinNode node,
      List<Batch> probe,
      List<Batch> build,
      @Nullable RowFilter residual,
      MemoryBudget budget) {
    var operator =
        new HashJoinOperator(
            new ListOperator(probe), new ListOperator(build), node, residual, null, null, budget);
    var rows = RowLists.drain(operator);
    long sum = rows.stream().mapToLong(row -> mixed(row.hashCode())).sum();
    return new Rows(rows.size(), sum);
  }

  private static long mixed(int hash) {
    long product = 0x9E3779B97F4A7C15L * hash;
    return (product ^ product >>> 29) * 0xBF58476D1CE4E5B9L;
  }

  /// Three of four pairs.
  private static RowFilter residual() {
    return (batch, rows, count, out) -> {
      int kept = 0;
      var left = batch.longs(SIDE.size() - 1);
      var right = batch.longs(BUILD_NUMBER + SIDE.size() - 1);
      for (int i = 0; i < count; i++) {
        out[kept] = rows[i];
        kept += ((left.values()[rows[i]] + right.values()[rows[i]]) & 3) == 0 ? 0 : 1;
      }
      return kept;
    };
  }
}
