package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import org.junit.jupiter.api.Test;

final class ParsableTest {

  private final SqlPlanner planner = new SqlPlanner();

  @Test
  void statementIsParsableWhateverTablesThereAre() {
    assertThatCode(() -> planner.requireParsable("SELECT nothing FROM nowhere WHERE x = 1;"))
        .doesNotThrowAnyException();
  }

  @Test
  void whatCannotBeParsedIsRefusedAtItsPlace() {
    assertThatThrownBy(() -> planner.requireParsable("SELECT 1\nFRM t WHERE"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> planner.requireParsable("DROP TABLE t"))
        .isInstanceOf(StintException.class);
    assertThatThrownBy(() -> planner.requireParsable("SELECT " + "(".repeat(100_000) + "1"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("nested too deeply");
  }
}
