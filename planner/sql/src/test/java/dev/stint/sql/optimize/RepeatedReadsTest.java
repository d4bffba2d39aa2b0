package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.BroadcastLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ten rows of `few` are joined to a million of `large`, of which a subquery groups a copy.
class RepeatedReadsTest {

  private static final BroadcastLimits BROADCASTS = new BroadcastLimits(1_000_000, 1_000_000);

  private final Tables tables = new Tables();
  private final Scan large = tables.table("large", 1_000_000, 10_000);
  private final Scan copy = (Scan) RelationCopy.of(large, tables.ids);
  private final Scan few = tables.table("few", 10, 10);
  private final Join rows = inner(few, large, Tables.equal(key(few), key(large)));

  @Test
  void anAggregateOfRowsThatAreReadAnywayIsAWindowOverThem() {
    var groups = grouped(AggregateFunction.MAX, copy);
    var largest = groups.columns().getLast();
    var isLargest = Tables.equal(value(large), largest);
    var query = inner(rows, groups, Tables.equal(key(few), key(copy)), isLargest);

    var applied = (Project) applied(query);

    assertThat(applied.columns()).isEqualTo(query.columns());
    var call =
        new AggregateCall(
            AggregateFunction.MAX, value(large).id(), null, DataType.BIGINT, DataType.BIGINT);
    var window =
        new Window(
            rows,
            List.of(key(large)),
            List.of(),
            List.of(
                new Relation.Windowed(largest, new WindowCall.Aggregate(call, Frame.PARTITION))));
    assertThat(applied.input()).isEqualTo(new Filter(window, isLargest));
  }

  @Test
  void theSidesMayBeTheOtherWayRound() {
    var groups = grouped(AggregateFunction.MAX, copy);
    var query = inner(groups, rows, Tables.equal(key(copy), key(large)));

    assertThat(applied(query).columns()).isEqualTo(query.columns());
    assertThat(windows(applied(query))).isOne();
  }

  /// Each row of a group may come as often as another table has its key.
  @ParameterizedTest
  @EnumSource(
      value = AggregateFunction.class,
      names = {"MIN", "MAX", "AVG", "SUM", "COUNT", "COUNT_ALL"})
  void whatRepeatedRowsChangeIsNotComputedOfThem(AggregateFunction function) {
    boolean isSame =
        function == AggregateFunction.MIN
            || function == AggregateFunction.MAX
            || function == AggregateFunction.AVG;

    assertThat(windows(applied(byKey(rows, grouped(function, copy))))).isEqualTo(isSame ? 1 : 0);
  }

  @Test
  void ofOneTableAnythingMayBeAdded() {
    var one = new Filter(large, isFive(key(large)));
    var groups = grouped(AggregateFunction.SUM, new Filter(copy, isFive(key(copy))));

    assertThat(windows(applied(byKey(one, groups)))).isOne();
  }

  @Test
  void aConditionOnTheGroupsKeyDropsWholeGroups() {
    var one = new Filter(rows, isFive(key(large)));

    assertThat(windows(applied(byKey(one, grouped(AggregateFunction.MAX, copy))))).isOne();
  }

  @Test
  void aConditionOnARowOfTheGroupDropsSomeOfIts() {
    assertUnchanged(
        byKey(new Filter(rows, isFive(value(large))), grouped(AggregateFunction.MAX, copy)));
  }

  @Test
  void aConditionOfTheSubqueryAloneLeavesOutRows() {
    var groups = grouped(AggregateFunction.MAX, new Filter(copy, isFive(value(copy))));

    assertUnchanged(byKey(rows, groups));
  }

  @Test
  void conditionsOfBothAreNoMatter() {
    var groups = grouped(AggregateFunction.MAX, new Filter(copy, isFive(value(copy))));

    assertThat(windows(applied(byKey(new Filter(rows, isFive(value(large))), groups)))).isOne();
  }

  @Test
  void anotherColumnThanTheGroupsKeySaysNothingOfTheGroup() {
    var joined = inner(few, large, Tables.equal(key(few), value(large)));
    var groups = grouped(AggregateFunction.MAX, copy);

    assertUnchanged(inner(joined, groups, Tables.equal(key(few), key(copy))));
  }

  @Test
  void groupsThatAreNotJoinedByTheirKeyStay() {
    var groups = grouped(AggregateFunction.MAX, copy);

    assertUnchanged(inner(rows, groups, Tables.equal(value(large), groups.columns().getLast())));
    assertUnchanged(inner(rows, groups, Tables.equal(key(few), key(large))));
  }

  @Test
  void aKeyThatIsNullHasNoGroup() {
    var five = new Filter(large, isFive(value(large)));
    var groups = grouped(AggregateFunction.MAX, new Filter(copy, isFive(value(copy))));

    var applied = (Project) applied(byKey(five, groups));

    assertThat(((Filter) applied.input()).condition())
        .isEqualTo(Expressions.isNotNull(key(large).ref()));
  }

  @Test
  void aTableThatIsReadTwiceMayBeEither() {
    var again = (Scan) RelationCopy.of(large, tables.ids);
    var twice = inner(rows, again, Tables.equal(key(few), key(again)));

    assertUnchanged(byKey(twice, grouped(AggregateFunction.MAX, copy)));
  }

  @Test
  void whatSplitsLeaveOutIsMissing() {
    var split = new Split("file", 10, 0, 10, Map.of());
    var one = new Scan(copy.table(), copy.columns(), List.of(), List.of(), List.of(split));

    assertUnchanged(byKey(rows, grouped(AggregateFunction.MAX, one)));
  }

  @Test
  void manyRowsAreGroupedSoonerThanSorted() {
    assertUnchanged(byKey(large, grouped(AggregateFunction.MAX, copy)));
  }

  @Test
  void otherJoinsThanInnerOnesKeepTheirGroups() {
    var groups = grouped(AggregateFunction.MAX, copy);

    assertUnchanged(
        new Join(rows, groups, JoinKind.LEFT, List.of(Tables.equal(key(few), key(copy)))));
  }

  @ParameterizedTest
  @EnumSource(
      value = AggregateFunction.class,
      names = {"MIN", "SUM", "COUNT", "COUNT_ALL"})
  void aTotalBesideTheTotalsOfGroupsIsMadeOfThem(AggregateFunction function) {
    var groups = grouped(function, large);
    var query = new Join(groups, total(function, copy), JoinKind.INNER, List.of());

    var applied = (Join) applied(query);

    assertThat(applied.columns()).isEqualTo(query.columns());
    assertThat(applied.left()).isEqualTo(groups);
    var total = (Aggregate) applied.right();
    var again = (Aggregate) total.input();
    assertThat(again.input()).isInstanceOf(Scan.class);
    assertThat(total.aggregations())
        .containsExactly(
            new Aggregation(
                query.columns().getLast(),
                function.isCount() ? AggregateFunction.SUM : function,
                again.columns().getLast(),
                false,
                null));
  }

  @Test
  void averagesDoNotAddUp() {
    assertUnchanged(
        new Join(
            grouped(AggregateFunction.AVG, large),
            total(AggregateFunction.AVG, copy),
            JoinKind.INNER,
            List.of()));
  }

  @Test
  void aTotalOfOtherRowsOrColumnsIsComputedAlone() {
    var groups = grouped(AggregateFunction.SUM, large);
    var ofFive = total(AggregateFunction.SUM, new Filter(copy, isFive(key(copy))));
    var ofFew = total(AggregateFunction.SUM, few);
    var largest = total(AggregateFunction.MAX, copy);

    for (var total : List.of(ofFive, ofFew, largest)) {
      assertUnchanged(new Join(groups, total, JoinKind.INNER, List.of()));
    }
  }

  @Test
  void groupsWithAnAggregateMoreWouldBeComputedTwice() {
    var sums = grouped(AggregateFunction.SUM, large);
    var more = new ArrayList<>(sums.aggregations());
    more.addAll(grouped(AggregateFunction.MIN, large).aggregations());

    assertUnchanged(
        new Join(
            new Aggregate(large, sums.groups(), more),
            total(AggregateFunction.SUM, copy),
            JoinKind.INNER,
            List.of()));
  }

  private Aggregate grouped(AggregateFunction function, Relation input) {
    return new Aggregate(input, List.of(key(input)), List.of(aggregation(function, value(input))));
  }

  private Aggregate total(AggregateFunction function, Relation input) {
    return new Aggregate(input, List.of(), List.of(aggregation(function, value(input))));
  }

  private Aggregation aggregation(AggregateFunction function, Column argument) {
    var output = tables.ids.column("a", DataType.BIGINT, true);
    boolean hasNone = function == AggregateFunction.COUNT_ALL;
    return new Aggregation(output, function, hasNone ? null : argument, false, null);
  }

  /// The rows of `large` with the groups of their keys.
  private Join byKey(Relation rowsOfLarge, Aggregate groups) {
    return inner(rowsOfLarge, groups, Tables.equal(key(large), groups.columns().getFirst()));
  }

  private static Join inner(Relation left, Relation right, Expression... conditions) {
    return new Join(left, right, JoinKind.INNER, List.of(conditions));
  }

  private static Expression isFive(Column column) {
    return Call.of(
        ScalarFunction.EQUAL, DataType.BOOLEAN, column.ref(), Literal.ofLong(DataType.BIGINT, 5));
  }

  private static Column key(Relation relation) {
    return relation.columns().getFirst();
  }

  private static Column value(Relation relation) {
    return relation.columns().get(1);
  }

  private static int windows(Relation relation) {
    int below = relation.inputs().stream().mapToInt(RepeatedReadsTest::windows).sum();
    return below + (relation instanceof Window ? 1 : 0);
  }

  private Relation applied(Relation relation) {
    assertThat(Relations.freeIds(relation)).isEmpty();
    return new RepeatedReads(tables.ids, new Estimates(), BROADCASTS).apply(relation);
  }

  private void assertUnchanged(Relation relation) {
    assertThat(applied(relation)).isSameAs(relation);
  }
}
