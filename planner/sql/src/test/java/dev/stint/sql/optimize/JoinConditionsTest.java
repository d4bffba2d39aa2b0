package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinConditionsTest {

  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 4;

  private final Tables tables = new Tables();
  private final Scan a = tables.table("a", 10, 10);
  private final Scan b = tables.table("b", 10, 10);
  private final Scan c = tables.table("c", 10, 10);

  private static Column k(Scan scan) {
    return scan.columns().getFirst();
  }

  private static Column v(Scan scan) {
    return scan.columns().getLast();
  }

  private JoinConditions of(Expression... conditions) {
    return new JoinConditions(List.of(a, b, c), List.of(conditions));
  }

  @Test
  void inputsWhoseColumnsEqualAThirdOneAreConnected() {
    var conditions = of(Tables.equal(k(a), k(b)), Tables.equal(k(b), k(c)));

    assertThat(conditions.areConnected(A, C)).isTrue();
    assertThat(conditions.between(A, C)).containsExactly(Tables.equal(k(a), k(c)));
  }

  @Test
  void ofManyEqualitiesBetweenTwoSidesOneIsCompared() {
    var all = of(Tables.equal(k(a), k(b)), Tables.equal(k(b), k(c)), Tables.equal(k(c), k(a)));

    assertThat(all.between(A | B, C)).containsExactly(Tables.equal(k(b), k(c)));
    assertThat(all.between(A, B)).containsExactly(Tables.equal(k(a), k(b)));
  }

  @Test
  void columnsOfOneInputThatEqualTheSameColumnAreComparedInIt() {
    var conditions = of(Tables.equal(k(a), k(b)), Tables.equal(k(b), v(a)));

    assertThat(conditions.inputs()).containsExactly(new Filter(a, Tables.equal(k(a), v(a))), b, c);
    assertThat(conditions.between(A, B)).containsExactly(Tables.equal(k(a), k(b)));
  }

  @Test
  void otherConditionsAreCheckedWhenAllThatTheyNeedIsThere() {
    var sum = Call.of(ScalarFunction.ADD, DataType.BIGINT, v(a).ref(), v(b).ref());
    Expression condition = Call.of(ScalarFunction.LESS, DataType.BOOLEAN, sum, v(c).ref());
    var conditions = of(condition);

    assertThat(conditions.areConnected(A, B)).isFalse();
    assertThat(conditions.between(A | B, C)).containsExactly(condition);
    assertThat(conditions.between(A | C, B)).containsExactly(condition);
  }

  @Test
  void conditionsOfOneInputAreOfNoJoin() {
    Expression condition = Call.of(ScalarFunction.LESS, DataType.BOOLEAN, k(a).ref(), v(a).ref());

    assertThat(of(condition).ofNoJoin()).containsExactly(condition);
    assertThat(of(condition).areConnected(A, B | C)).isFalse();
  }

  @Test
  void nullSafeEqualityMakesNoClass() {
    Expression condition =
        Call.of(ScalarFunction.NULL_SAFE_EQUAL, DataType.BOOLEAN, k(a).ref(), k(b).ref());
    var conditions = of(condition, Tables.equal(k(b), k(c)));

    assertThat(conditions.areConnected(A, C)).isFalse();
    assertThat(conditions.between(A, B)).containsExactly(condition);
  }
}
