package dev.stint.executor.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.expression.RowFilter;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private static final long AMPLE = 1 << 28;

  /// Too little for the build side.
  private static final long TIGHT = 1_500_000;

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void aBuildSideOfManyKeysIsJoinedInParts(JoinType type) {
    for (int seed = 0; seed < 2; seed++) {
      var probe = new RandomRows(seed, 9000).batches(SIDE, 6000, 1500);
      var build = new RandomRows(seed + 99, 9000).batches(SIDE, 16_000, 1500);
      var keys = seed == 0 ? List.of(0) : List.of(1, 0);

      assertTightIsAmple(type, keys, probe, build, seed % 2 == 0 ? null : residual());
    }
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void oneKeyOfMostBuildRowsIsJoinedTableByTable(JoinType type) {
    var probe = new ArrayList<>(new RandomRows(1, 9000).batches(SIDE, 3000, 1500));
    probe.addAll(new RandomRows(2, 1).batches(SIDE, 3, 1500));
    var build = new ArrayList<>(new RandomRows(3, 9000).batches(SIDE, 3000, 1500));
    build.addAll(new RandomRows(4, 1).batches(SIDE, 16_000, 1500));

    assertTightIsAmple(type, List.of(0), probe, build, null);
    assertTightIsAmple(type, List.of(0), probe, build, residual());
  }

  @ParameterizedTest
  @EnumSource(value = JoinType.class, mode = EnumSource.Mode.EXCLUDE, names = "SINGLE")
  void withoutKeysItIsJoinedTableByTable(JoinType type) {
    var probe = new RandomRows(1, 9000).batches(SIDE, 3, 2);
    var build = new RandomRows(3, 9000).batches(SIDE, 16_000, 1500);

    assertTightIsAmple(type, List.of(), probe, build, residual());
    assertTightIsAmple(type, List.of(), probe, List.of(), residual());
  }

  private static void assertTightIsAmple(
      JoinType type,
      List<Integer> keys,
      List<Batch> probe,
      List<Batch> build,
      @Nullable RowFilter residual) {
    var expected = join(type, keys, probe, build, residual, new MemoryBudget(AMPLE));
    var tight = new MemoryBudget(TIGHT);

    var rows = join(type, keys, probe, build, residual, tight);

    assertThat(rows).isEqualTo(expected);
    assertThat(tight.reservedBytes()).isZero();
  }

  /// How many rows there are, and a sum over them.
  private record Rows(int count, long sum) {}

  private static Rows join(
      JoinType type,
      List<Integer> keys,
      List<Batch> probe,
      List<Batch> build,
      @Nullable RowFilter residual,
      MemoryBudget budget) {
    var side = InputNode.of(SIDE);
    var node = new HashJoinNode(side, side, type, keys, keys, null, SIDE);
    var operator =
        new HashJoinOperator(
            new ListOperator(probe), new ListOperator(build), node, residual, budget);
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
