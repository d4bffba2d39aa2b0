package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownConditionsTest {

  private final Tables tables = new Tables();
  private final Column a = column("a");
  private final Column b = column("b");
  private final Column c = column("c");
  private final Column d = column("d");
  private final KnownConditions known =
      new KnownConditions(List.of(Tables.equal(b, a), isBelowFive(b), Tables.equal(b, c)));

  @Test
  void columnsThatAreEqualToAThirdAreEqual() {
    assertThat(known.say(Tables.equal(a, c))).isTrue();
    assertThat(known.areEqual(a.ref(), d.ref())).isFalse();
    assertThat(known.equalTo(c.id())).containsExactlyInAnyOrder(a.id(), b.id(), c.id());
  }

  @Test
  void whatIsKnownOfOneIsKnownOfAll() {
    assertThat(known.say(isBelowFive(c))).isTrue();
    assertThat(known.say(isBelowFive(d))).isFalse();
  }

  @Test
  void aColumnThatMayBeNullIsNotKnownToEqualItself() {
    assertThat(known.say(Tables.equal(d, d))).isFalse();
  }

  private static Expression isBelowFive(Column column) {
    return Call.of(
        ScalarFunction.LESS, DataType.BOOLEAN, column.ref(), Literal.ofLong(DataType.BIGINT, 5));
  }

  private Column column(String name) {
    return tables.ids.column(name, DataType.BIGINT, true);
  }
}
