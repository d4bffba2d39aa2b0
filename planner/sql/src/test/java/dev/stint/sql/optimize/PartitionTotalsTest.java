package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relation.Windowed;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.BroadcastLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTotalsTest {

  private static final BroadcastLimits BROADCASTS = new BroadcastLimits(1_000_000, 1_000_000);

  private final Tables tables = new Tables();
  private final Scan table = tables.table("large", 1_000_000, 10_000);
  private final Column key = table.columns().getFirst();
  private final Column value = table.columns().getLast();

  @Test
  void totalsOfFewPartitionsAreGroupedAndJoined() {
    var window = total(table, List.of(key));

    var applied = applied(window);

    assertThat(applied.columns()).isEqualTo(window.columns());
    var join = (Join) applied.inputs().getFirst();
    assertThat(join.kind()).isEqualTo(JoinKind.INNER);
    assertThat(join.left()).isSameAs(table);
    var totals = (Aggregate) join.right();
    assertThat(totals.aggregations().getFirst().output())
        .isEqualTo(window.calls().getFirst().output());
    assertThat(join.conditions())
        .containsExactly(
            Call.of(
                ScalarFunction.NULL_SAFE_EQUAL,
                DataType.BOOLEAN,
                key.ref(),
                totals.groups().getFirst().ref()));
  }

  @Test
  void whatIsGroupedIsACopyUnderIdsOfItsOwn() {
    var join = (Join) applied(total(table, List.of(key))).inputs().getFirst();

    var copy = ((Aggregate) join.right()).input();
    assertThat(((Scan) copy).table()).isSameAs(table.table());
    assertThat(Relations.ids(copy.columns()))
        .doesNotContainAnyElementsOf(Relations.ids(table.columns()));
  }

  @Test
  void withoutPartitionsTheTotalIsOneRowForAll() {
    var join = (Join) applied(total(table, List.of()));

    assertThat(join.conditions()).isEmpty();
    assertThat(((Aggregate) join.right()).groups()).isEmpty();
  }

  @Test
  void severalPartitionsAreJoinedOneByOne() {
    var both = total(total(table, List.of(key)), List.of());

    var applied = applied(both);

    assertThat(applied.columns()).isEqualTo(both.columns());
    assertThat(windows(applied)).isZero();
  }

  @Test
  void manyPartitionsAreSorted() {
    var fine = tables.table("fine", 1_000_000, 200_000);

    assertUnchanged(total(fine, List.of(fine.columns().getFirst())));
  }

  @Test
  void fewRowsAreSorted() {
    assertUnchanged(total(tables.table("small", 50_000, 10), List.of()));
  }

  @Test
  void rowsThatAreNotReadTwiceAreSorted() {
    assertUnchanged(total(new Limit(table, 500_000, 0), List.of(key)));
    assertUnchanged(total(new Filter(table, random()), List.of(key)));
  }

  @Test
  void aTotalBesideAWindowOfOrderedRowsIsComputedWithIt() {
    var ranked =
        new Window(
            table,
            List.of(key),
            List.of(SortKey.ascending(value.id())),
            List.of(windowed(new WindowCall.Rank(WindowCall.Ranking.RANK))));

    assertUnchanged(total(ranked, List.of(key)));
  }

  @Test
  void aFrameThatEndsAtARowIsNoTotal() {
    var running =
        new Window(
            table,
            List.of(key),
            List.of(SortKey.ascending(value.id())),
            List.of(windowed(sum(Frame.RUNNING_PEERS))));

    assertUnchanged(running);
  }

  private static Call random() {
    return Call.of(
        ScalarFunction.LESS,
        DataType.BOOLEAN,
        Call.of(ScalarFunction.RAND, DataType.DOUBLE, Literal.ofLong(DataType.BIGINT, 1)),
        new Literal(DataType.DOUBLE, "0.5"));
  }

  private Window total(Relation input, List<Column> partition) {
    var summed = input.columns().get(1);
    var call = sum(Frame.PARTITION).withColumns(_ -> summed.id());
    return new Window(input, partition, List.of(), List.of(windowed(call)));
  }

  private WindowCall sum(Frame frame) {
    return new WindowCall.Aggregate(
        new AggregateCall(
            AggregateFunction.SUM, value.id(), null, DataType.BIGINT, DataType.BIGINT),
        frame);
  }

  private Windowed windowed(WindowCall call) {
    return new Windowed(tables.ids.column("x", call.type(), true), call);
  }

  private static int windows(Relation relation) {
    int here = relation instanceof Window ? 1 : 0;
    return here + relation.inputs().stream().mapToInt(PartitionTotalsTest::windows).sum();
  }

  private void assertUnchanged(Relation relation) {
    assertThat(applied(relation)).isEqualTo(relation);
  }

  private Relation applied(Relation relation) {
    return new PartitionTotals(tables.ids, new Estimates(), BROADCASTS).apply(relation);
  }
}
