package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tables of 1000 rows in 100 groups.
class HavingEstimatesTest {

  private static final double THIRD = 33;

  private final Tables tables = new Tables();
  private final Scan upToTen = tables.bounded("t", 1000, 100, 0, 10);

  @Test
  void noMoreGroupsReachACountThanThereAreRowsForIt() {
    assertThat(groups(upToTen, AggregateFunction.COUNT_ALL, ScalarFunction.GREATER, 40))
        .isEqualTo(10);
  }

  @Test
  void groupsAreTakenToDifferInSizeAsMuchAsTheirMean() {
    assertThat(groups(upToTen, AggregateFunction.COUNT_ALL, ScalarFunction.GREATER, 80))
        .isEqualTo(2);
  }

  @Test
  void sumsVaryAsSizesAndValuesDo() {
    double variance = 50 * 50 + 10 * 100 / 12.0;

    assertThat(groups(upToTen, AggregateFunction.SUM, ScalarFunction.GREATER_OR_EQUAL, 300))
        .isCloseTo(100 * variance / (variance + 250 * 250), within(1e-9));
  }

  @Test
  void whatMostGroupsMayReachSaysNothing() {
    assertThat(groups(upToTen, AggregateFunction.SUM, ScalarFunction.GREATER, 60)).isEqualTo(THIRD);
    assertThat(groups(upToTen, AggregateFunction.SUM, ScalarFunction.GREATER, -1)).isEqualTo(THIRD);
  }

  @Test
  void valuesBelowZeroSayNothing() {
    var below = tables.bounded("below", 1000, 100, -10, 10);

    assertThat(groups(below, AggregateFunction.SUM, ScalarFunction.GREATER, 500)).isEqualTo(THIRD);
  }

  @Test
  void anUpperBoundSaysNothing() {
    assertThat(groups(upToTen, AggregateFunction.SUM, ScalarFunction.LESS, 500)).isEqualTo(THIRD);
  }

  @Test
  void theGreatestValueSaysNothing() {
    assertThat(groups(upToTen, AggregateFunction.MAX, ScalarFunction.GREATER, 500))
        .isEqualTo(THIRD);
  }

  private double groups(
      Scan table, AggregateFunction function, ScalarFunction comparison, long constant) {
    var output = tables.ids.column("a", DataType.BIGINT, true);
    var argument = function == AggregateFunction.COUNT_ALL ? null : table.columns().getLast();
    var grouping =
        new Aggregate(
            table,
            List.of(table.columns().getFirst()),
            List.of(new Aggregation(output, function, argument, false, null)));
    var condition =
        Call.of(
            comparison, DataType.BOOLEAN, output.ref(), Literal.ofLong(DataType.BIGINT, constant));
    return new Estimates().rows(new Filter(grouping, condition));
  }
}
