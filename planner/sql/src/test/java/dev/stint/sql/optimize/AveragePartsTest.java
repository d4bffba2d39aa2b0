package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Values;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AveragePartsTest {

  private static final DataType PRICE = DataType.decimal(12, 2);

  private final Tables tables = new Tables();
  private final Column key = tables.ids.column("k", DataType.BIGINT, false);
  private final Column price = tables.ids.column("price", PRICE, false);
  private final Column rebate = tables.ids.column("rebate", PRICE, true);
  private final Column weight = tables.ids.column("weight", DataType.DOUBLE, false);
  private final Column isPaid = tables.ids.column("paid", DataType.BOOLEAN, false);

  @Test
  void aSumAndACountThatAreThereAreShared() {
    var sum = one(AggregateFunction.SUM, price, DataType.decimal(22, 2));
    var average = one(AggregateFunction.AVG, price, DataType.decimal(16, 6));
    var count = one(AggregateFunction.COUNT_ALL, null, DataType.BIGINT);

    var divided = divided(average, sum, count);

    assertThat(divided.columns()).isEqualTo(grouping(average, sum, count).columns());
    assertThat(parts(divided)).containsExactly(sum, count);
    assertThat(divided.expressions())
        .containsExactly(
            key.ref(),
            Call.of(
                ScalarFunction.DIVIDE,
                DataType.decimal(16, 6),
                sum.output().ref(),
                Call.of(ScalarFunction.CAST, DataType.decimal(20, 0), count.output().ref())),
            sum.output().ref(),
            count.output().ref());
  }

  @Test
  void averagesShareTheCountThatTheyNeed() {
    var divided =
        divided(
            one(AggregateFunction.AVG, price, DataType.decimal(16, 6)),
            one(AggregateFunction.AVG, weight, DataType.DOUBLE));

    assertThat(parts(divided))
        .extracting(Aggregation::function)
        .containsExactly(AggregateFunction.SUM, AggregateFunction.COUNT_ALL, AggregateFunction.SUM);
  }

  @Test
  void valuesThatMayBeNullAreCountedByThemselves() {
    var divided =
        divided(
            one(AggregateFunction.COUNT_ALL, null, DataType.BIGINT),
            one(AggregateFunction.AVG, rebate, DataType.decimal(16, 6)));

    assertThat(parts(divided).getLast())
        .satisfies(
            count -> {
              assertThat(count.function()).isEqualTo(AggregateFunction.COUNT);
              assertThat(count.argument()).isEqualTo(rebate);
            });
  }

  @Test
  void whatIsFilteredIsSharedWithItsEqualAlone() {
    var all = one(AggregateFunction.SUM, price, DataType.decimal(22, 2));
    var average = one(AggregateFunction.AVG, price, DataType.decimal(16, 6));
    var ofPaid =
        new Aggregation(average.output(), average.function(), average.argument(), false, isPaid);

    var parts = parts(divided(all, ofPaid));

    assertThat(parts).hasSize(3).contains(all);
    assertThat(parts.subList(1, 3)).extracting(Aggregation::filter).containsOnly(isPaid);
  }

  @Test
  void averagesOfIntervalsStayWhole() {
    var took = tables.ids.column("took", DataType.DAY_TO_SECOND, false);
    var grouping = grouping(one(AggregateFunction.AVG, took, DataType.DAY_TO_SECOND));

    assertThat(new AverageParts(tables.ids).apply(grouping)).isSameAs(grouping);
  }

  @Test
  void averagesAreFoundBeneathOthers() {
    var inner = grouping(one(AggregateFunction.AVG, weight, DataType.DOUBLE));
    var outer = new Aggregate(inner, inner.groups(), List.of());

    var applied = new AverageParts(tables.ids).apply(outer);

    assertThat(applied.inputs().getFirst()).isInstanceOf(Project.class);
  }

  private Aggregation one(AggregateFunction function, @Nullable Column argument, DataType type) {
    var name = function.name();
    return new Aggregation(tables.ids.column(name, type, true), function, argument, false, null);
  }

  private Aggregate grouping(Aggregation... aggregations) {
    Relation rows = new Values(List.of(key, price, rebate, weight, isPaid), List.of());
    return new Aggregate(rows, List.of(key), Arrays.asList(aggregations));
  }

  private Project divided(Aggregation... aggregations) {
    return (Project) new AverageParts(tables.ids).apply(grouping(aggregations));
  }

  private static List<Aggregation> parts(Project divided) {
    return ((Aggregate) divided.input()).aggregations();
  }
}
