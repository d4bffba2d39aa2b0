package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.failure.StintException;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.View;
import dev.stint.sql.statement.Effect;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Statements that define names for those after them.
class StatementsTest {

  private final SqlPlanner planner = new SqlPlanner();

  private static PlanRequest request(Namespace names) {
    return PlanRequest.forResult(
            TestCatalog.standard(), ConstantExpressions::evaluate, "UTC", Instant.EPOCH)
        .withNames(names);
  }

  private Namespace after(String script) {
    var names = Namespace.EMPTY;
    for (var statement : planner.statements(script)) {
      names =
          switch (planner.effect(statement, request(names))) {
            case Effect.Named(var after) -> after;
            case Effect.Changed(var after, _) -> after;
            case Effect.Rows _, Effect.Assigned _ -> throw new AssertionError(statement);
          };
    }
    return names;
  }

  @Test
  void semicolonsInTextsNamesAndCommentsSeparateNothing() {
    assertThat(planner.statements("select ';', `;` -- ;\n; ; /* ; */ select 2;"))
        .extracting(String::strip)
        .containsExactly("select ';', `;` -- ;", "/* ; */ select 2");
  }

  @Test
  void errorsHaveThePlacesOfTheWholeText() {
    assertThatThrownBy(() -> planner.plan("declare x int;\n  select y", request(Namespace.EMPTY)))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("line 2, column 10");
  }

  @Test
  void aViewThatIsReplacedIsReadAsItIsNow() {
    var names =
        after(
            "create view a as select 1 as x; create view b with schema evolution as select x from"
                + " a; create or replace view a as select 'text' as x");

    var graph = ((Effect.Rows) planner.effect("select x from b", request(names))).graph();

    assertThat(graph.schema().type(0).toString()).isEqualTo("string");
  }

  @Test
  void aViewDoesNotSeeItself() {
    var names = Namespace.of(java.util.List.of(new View("region", "select * from region")));

    var graph = ((Effect.Rows) planner.effect("select * from region", request(names))).graph();

    assertThat(graph.schema().names()).contains("r_name");
  }

  private String types(String sql, Namespace names) {
    var graph = ((Effect.Rows) planner.effect(sql, request(names))).graph();
    return graph.schema().fields().stream()
        .map(field -> field.type().toString())
        .collect(Collectors.joining(", "));
  }

  @Test
  void settingsHoldForTheStatementsAfterThem() {
    var names =
        after("set spark.sql.ansi.enabled = false; set spark.sql.timestampType = TIMESTAMP_NTZ");

    assertThat(types("select '1' + 2, coalesce(1, 'a'), timestamp '2020-01-01'", names))
        .isEqualTo("double, string, timestamp_ntz");
    assertThat(types("select '1' + 2, timestamp '2020-01-01'", Namespace.EMPTY))
        .isEqualTo("bigint, timestamp");
  }

  @Test
  void aViewKeepsTheSettingsThatItWasMadeWith() {
    var names =
        after(
            "create view strict as select '1' + 2 as x; set spark.sql.ansi.enabled = false;"
                + " create view lenient as select '1' + 2 as x; set spark.sql.ansi.enabled = true");

    assertThat(types("select s.x, l.x from strict s, lenient l", names))
        .isEqualTo("bigint, double");
  }

  private static final String CHANGED =
      " as select * from a; create or replace view a as select bigint(2) as y, bigint(1) as x";

  @Test
  void aViewKeepsItsColumnsAndCastsThoseThatItsQueryHasNow() {
    var names = after("create view a as select 1 as x; create view b" + CHANGED);

    assertThat(types("select * from b", names)).isEqualTo("int");
  }

  @Test
  void aBoundViewRefusesATypeInWhichValuesMayBeLost() {
    var names =
        after("create view a as select 1 as x; create view b with schema binding" + CHANGED);

    assertThatThrownBy(() -> types("select * from b", names))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("gives 'x' as bigint, which the view has as int");
  }

  @Test
  void typesOfAViewEvolveAloneOrWithItsColumns() {
    var made = "create view a as select 1 as x; create view b with schema ";

    assertThat(types("select * from b", after(made + "type evolution" + CHANGED)))
        .isEqualTo("bigint");
    assertThat(types("select * from b", after(made + "evolution" + CHANGED)))
        .isEqualTo("bigint, bigint");
    assertThat(
            types(
                "select * from b",
                after(made + "binding" + CHANGED + "; alter view b with schema evolution")))
        .isEqualTo("bigint, bigint");
  }

  @Test
  void aViewSaysWhichOfItsColumnsIsGone() {
    var names =
        after(
            "create view a as select 1 as x; create view b as select * from a;"
                + " create or replace view a as select 1 as y");

    assertThatThrownBy(() -> types("select * from b", names))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("the view 'b'")
        .hasMessageContaining("has no column 'x'");
  }

  @Test
  void aSettingTellsWhichValuesItTakes() {
    assertThatThrownBy(() -> after("set spark.sql.timestampType = INSTANT"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("'spark.sql.timestampType' cannot be 'INSTANT'");
  }

  @Test
  void ifNotExistsKeepsWhatIsThere() {
    var names =
        after("create view a as select 1 as x; create view if not exists a as select 2 as y");

    assertThat(names.views()).extracting(View::sql).containsExactly("select 1 as x");
  }

  @Test
  void dropForgets() {
    var names =
        after(
            "create view a as select 1; create function f() returns int return 1; declare v int;"
                + " drop view a; drop function if exists f; drop temporary variable v;"
                + " drop view if exists a");

    assertThat(names).isEqualTo(Namespace.EMPTY);
  }

  @Test
  void aVariableKeepsItsTypeAndItsDefault() {
    var names =
        after(
            "declare x int default 5; set var x = '7'; declare y = x + 1;"
                + " set variable x = default");

    assertThat(names.variable("X").orElseThrow().value().text()).isEqualTo("5");
    assertThat(names.variable("y").orElseThrow().value().text()).isEqualTo("8");
  }

  @Test
  void aVariableTakesTheRowOfAQuery() {
    var names = after("declare x bigint");

    var effect = planner.effect("set var x = (select count(*) from nation)", request(names));

    assertThat(effect).isInstanceOf(Effect.Assigned.class);
    assertThat(((Effect.Assigned) effect).variables()).containsExactly("x");
  }

  @Test
  void aColumnHidesAVariable() {
    var names = after("declare n_name int default 5");

    var graph = ((Effect.Rows) planner.effect("select n_name from nation", request(names))).graph();

    assertThat(graph.schema().type(0).toString()).isEqualTo("string");
  }
}
