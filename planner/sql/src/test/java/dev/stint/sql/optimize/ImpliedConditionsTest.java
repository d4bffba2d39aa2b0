package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ImpliedConditionsTest {

  private final Tables tables = new Tables();
  private final Scan a = tables.table("a", 1000, 1000);
  private final Scan b = tables.table("b", 1000, 1000);
  private final Scan c = tables.table("c", 1000, 1000);

  private static Column k(Scan scan) {
    return scan.columns().getFirst();
  }

  private static Column v(Scan scan) {
    return scan.columns().getLast();
  }

  private static Expression isFive(Column column) {
    return Expressions.equal(column.ref(), new Literal(DataType.BIGINT, "5"));
  }

  private static Join join(Relation left, Scan right, JoinKind kind, Column leftKey) {
    return new Join(left, right, kind, List.of(Tables.equal(leftKey, k(right))));
  }

  private static Relation applied(Relation relation) {
    return new ImpliedConditions().apply(relation);
  }

  @ParameterizedTest
  @EnumSource(
      value = JoinKind.class,
      mode = Mode.INCLUDE,
      names = {"INNER", "LEFT", "SEMI", "ANTI", "SINGLE"})
  void aConditionOnTheLeftKeyHoldsForTheRightRowsThatCanMatch(JoinKind kind) {
    var result = (Join) applied(join(new Filter(a, isFive(k(a))), b, kind, k(a)));

    assertThat(result.right()).isEqualTo(new Filter(b, isFive(k(b))));
    assertThat(result.left()).isEqualTo(new Filter(a, isFive(k(a))));
  }

  @ParameterizedTest
  @EnumSource(
      value = JoinKind.class,
      mode = Mode.INCLUDE,
      names = {"INNER", "RIGHT", "SEMI"})
  void aConditionOnTheRightKeyDropsLeftRowsThatCannotMatch(JoinKind kind) {
    var filtered = new Filter(b, isFive(k(b)));
    var result = (Join) applied(new Join(a, filtered, kind, List.of(Tables.equal(k(a), k(b)))));

    assertThat(result.left()).isEqualTo(new Filter(a, isFive(k(a))));
  }

  @ParameterizedTest
  @EnumSource(
      value = JoinKind.class,
      mode = Mode.INCLUDE,
      names = {"LEFT", "FULL", "ANTI", "SINGLE"})
  void leftRowsThatAreKeptWithoutAMatchAreNotDropped(JoinKind kind) {
    var join = new Join(a, new Filter(b, isFive(k(b))), kind, List.of(Tables.equal(k(a), k(b))));

    assertThat(applied(join)).isEqualTo(join);
  }

  @ParameterizedTest
  @EnumSource(
      value = JoinKind.class,
      mode = Mode.INCLUDE,
      names = {"RIGHT", "FULL"})
  void rightRowsThatAreKeptWithoutAMatchAreNotDropped(JoinKind kind) {
    var join = join(new Filter(a, isFive(k(a))), b, kind, k(a));

    assertThat(applied(join)).isEqualTo(join);
  }

  @Test
  void equalitiesOfAllJoinsBelowCount() {
    var inner = join(new Filter(a, isFive(k(a))), b, JoinKind.INNER, k(a));

    var result = (Join) applied(join(inner, c, JoinKind.INNER, k(b)));

    assertThat(result.right()).isEqualTo(new Filter(c, isFive(k(c))));
  }

  @Test
  void whatAnOuterJoinSaysOfRowsThatItMayFillWithNullIsNoFact() {
    var outer = join(a, b, JoinKind.LEFT, k(a));
    var join = join(outer, c, JoinKind.INNER, k(b));

    assertThat(applied(join)).isEqualTo(join);
  }

  @Test
  void anOnConditionOfAnOuterJoinNarrowsTheSideThatIsFilled() {
    var join = new Join(a, b, JoinKind.LEFT, List.of(Tables.equal(k(a), k(b)), isFive(k(a))));

    var result = (Join) applied(join);

    assertThat(result.left()).isEqualTo(a);
    assertThat(result.right()).isEqualTo(new Filter(b, isFive(k(b))));
  }

  @Test
  void columnsThatAreNoKeysImplyNothing() {
    var join = join(new Filter(a, isFive(v(a))), b, JoinKind.INNER, k(a));

    assertThat(applied(join)).isEqualTo(join);
  }

  @Test
  void whatMayFailIsNotHandedOver() {
    var quotient =
        Call.of(
            ScalarFunction.DIVIDE,
            DataType.DOUBLE,
            new Literal(DataType.DOUBLE, "1"),
            Call.of(ScalarFunction.CAST, DataType.DOUBLE, k(a).ref()));
    var condition = Expressions.equal(quotient, new Literal(DataType.DOUBLE, "1"));
    var join = join(new Filter(a, condition), b, JoinKind.INNER, k(a));

    assertThat(applied(join)).isEqualTo(join);
  }

  @Test
  void listsAndAlternativesAreHandedOver() {
    var list =
        new In(
            k(a).ref(),
            List.of(new Literal(DataType.BIGINT, "1"), new Literal(DataType.BIGINT, "2")));
    var join =
        join(new Filter(a, Expressions.or(List.of(list, isFive(k(a))))), b, JoinKind.INNER, k(a));

    var result = (Join) applied(join);

    assertThat(result.right())
        .isEqualTo(
            new Filter(
                b, Expressions.or(List.of(new In(k(b).ref(), list.options()), isFive(k(b))))));
  }
}
