package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.request.Parameters;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private static final Literal SEVEN = Literal.ofLong(DataType.INT, 7);
  private static final Literal QUOTE = Literal.ofString("x' OR '1' = '1");

  private static String plan(String sql, Parameters parameters) {
    var request =
        PlanRequest.forResult(
                TestCatalog.standard(), ConstantExpressions::evaluate, "UTC", Instant.EPOCH)
            .withParameters(parameters);
    return StageGraphText.print(new SqlPlanner().plan(sql, request));
  }

  private static Parameters named(Map<String, Literal> values) {
    return new Parameters(values, List.of());
  }

  @Test
  void namedValuesStandWhereConstantsMay() {
    var parameters = named(Map.of("key", SEVEN, "t", Literal.ofString("nation")));

    var plan =
        plan("SELECT n_name FROM IDENTIFIER(:t) WHERE n_nationkey = :KEY LIMIT :key", parameters);

    assertThat(plan)
        .isEqualTo(
            plan("SELECT n_name FROM nation WHERE n_nationkey = 7 LIMIT 7", Parameters.NONE));
  }

  @Test
  void positionalValuesComeInTheOrderOfTheText() {
    var parameters = new Parameters(Map.of(), List.of(Literal.ofString("FRANCE"), SEVEN));

    var plan = plan("SELECT n_name = ? AS b FROM nation WHERE n_nationkey = ?", parameters);

    assertThat(plan)
        .isEqualTo(
            plan(
                "SELECT n_name = 'FRANCE' AS b FROM nation WHERE n_nationkey = 7",
                Parameters.NONE));
  }

  @Test
  void textIsAValueWhateverStandsInIt() {
    var plan = plan("SELECT 1 FROM nation WHERE n_name = :name", named(Map.of("name", QUOTE)));

    assertThat(plan)
        .isEqualTo(
            plan("SELECT 1 FROM nation WHERE n_name = 'x\\' OR \\'1\\' = \\'1'", Parameters.NONE));
  }

  @Test
  void aMissingValueIsNamedWithItsPlace() {
    assertThatThrownBy(() -> plan("SELECT :kex", named(Map.of("key", SEVEN))))
        .hasMessageContaining("line 1, column 8")
        .hasMessageContaining("no value is given for the parameter 'kex'; did you mean 'key'?");
    assertThatThrownBy(() -> plan("SELECT :key", Parameters.NONE))
        .hasMessageContaining("none is given at all");
    assertThatThrownBy(() -> plan("SELECT ?, ?", new Parameters(Map.of(), List.of(SEVEN))))
        .hasMessageContaining("line 1, column 11")
        .hasMessageContaining("parameter 2 has no value; 1 are given");
  }

  @Test
  void aStatementIsParsedBeforeItsValuesAreKnown() {
    var planner = new SqlPlanner();

    planner.requireParsable("SELECT :day FROM nation LIMIT 1");

    assertThat(planner.paths("SELECT :day FROM parquet.`/data/a`")).containsExactly("/data/a");
  }

  @Test
  void twoValuesOfOneNameAreRefused() {
    assertThatThrownBy(() -> named(Map.of("day", SEVEN, "DAY", SEVEN)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
