package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.request.BroadcastLimits;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JoinOrderTest {

  private static final BroadcastLimits BROADCASTS = new BroadcastLimits(1_000_000, 1_000_000);

  private final Tables tables = new Tables();
  private final Scan rows = tables.table("rows", 1_000_000, 100_000);
  private final Scan few = tables.table("few", 100, 100);

  @Test
  void anAntiJoinWaitsForAnInnerJoinThatLeavesFewerRows() {
    var others = tables.table("others", 1_000_000, 100_000);
    var filtered = join(rows, others, JoinKind.ANTI);

    var result = (Join) ordered(join(filtered, few, JoinKind.INNER));

    assertThat(result.kind()).isEqualTo(JoinKind.ANTI);
    assertThat(result.left().inputs()).containsExactlyInAnyOrder(rows, few);
  }

  @Test
  void aSemiJoinThatKeepsMostRowsWaitsToo() {
    var others = tables.table("others", 1_000_000, 100_000);
    var filtered = join(rows, others, JoinKind.SEMI);

    var result = (Join) ordered(join(filtered, few, JoinKind.INNER));

    assertThat(result.kind()).isEqualTo(JoinKind.SEMI);
  }

  @Test
  void aSemiJoinThatKeepsFewRowsComesFirst() {
    var filtered = join(rows, few, JoinKind.SEMI);
    var others = tables.table("others", 1_000_000, 100_000);

    var result = (Join) ordered(join(filtered, others, JoinKind.INNER));

    assertThat(result.kind()).isEqualTo(JoinKind.INNER);
    assertThat(result.left()).isEqualTo(filtered);
  }

  @Test
  void anAntiJoinStaysBelowAJoinThatMultipliesRows() {
    var many = tables.table("many", 1_000_000, 10);
    var filtered = join(few, rows, JoinKind.ANTI);
    var matched = Tables.equal(few.columns().getFirst(), many.columns().getFirst());

    var result = (Join) ordered(new Join(filtered, many, JoinKind.INNER, List.of(matched)));

    assertThat(result.kind()).isEqualTo(JoinKind.INNER);
    assertThat(result.left()).isEqualTo(filtered);
  }

  @Test
  void aReducerOfColumnsOfTwoInputsStandsOnBoth() {
    var other = tables.table("other", 1000, 1000);
    var checked = tables.table("checked", 1000, 1000);
    var inner = join(rows, other, JoinKind.INNER);
    var sum =
        Call.of(
            ScalarFunction.ADD,
            DataType.BIGINT,
            rows.columns().getLast().ref(),
            other.columns().getLast().ref());
    Expression condition =
        Call.of(ScalarFunction.EQUAL, DataType.BOOLEAN, sum, checked.columns().getFirst().ref());
    var filtered = new Join(inner, checked, JoinKind.SEMI, List.of(condition));

    assertThat(ordered(filtered)).isEqualTo(filtered);
  }

  @Test
  void allInputsAndConditionsAreStillThere() {
    var others = tables.table("others", 1_000_000, 100_000);
    var third = tables.table("third", 10_000, 10_000);
    var filtered = join(join(rows, others, JoinKind.ANTI), third, JoinKind.INNER);

    var result = ordered(join(filtered, few, JoinKind.INNER));

    assertThat(leaves(result)).containsExactlyInAnyOrder(rows, others, third, few);
    assertThat(conditions(result)).hasSize(3);
  }

  private static Join join(Relation left, Relation right, JoinKind kind) {
    var condition = Tables.equal(left.columns().getFirst(), right.columns().getFirst());
    return new Join(left, right, kind, List.of(condition));
  }

  private static Relation ordered(Relation relation) {
    return new JoinOrder(new Estimates(), BROADCASTS).apply(relation);
  }

  private static List<Relation> leaves(Relation relation) {
    return relation.inputs().isEmpty()
        ? List.of(relation)
        : relation.inputs().stream().flatMap(input -> leaves(input).stream()).toList();
  }

  private static List<Expression> conditions(Relation relation) {
    var own = relation instanceof Join join ? join.conditions().stream() : Stream.<Expression>of();
    return Stream.concat(
            own, relation.inputs().stream().flatMap(input -> conditions(input).stream()))
        .toList();
  }
}
