package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Statements as programs write them: long lists, long chains and deep nests.
class LongStatementsTest {

  private static final String FROM = " FROM nation";

  static List<String> statements() {
    return List.of(
        "SELECT n_name FROM nation WHERE " + chain(1_000, "n_nationkey = %d", " OR "),
        "SELECT n_name FROM nation WHERE " + chain(1_000, "n_nationkey <> %d", " AND "),
        "SELECT " + chain(1_000, "n_name", " || ") + FROM,
        "SELECT " + chain(1_000, "n_nationkey", " + ") + FROM,
        "SELECT " + "abs(".repeat(600) + "n_nationkey" + ")".repeat(600) + FROM,
        "SELECT " + "(".repeat(900) + "n_nationkey" + ")".repeat(900) + FROM,
        "SELECT n_name FROM nation WHERE n_nationkey IN (" + chain(20_000, "%d", ", ") + ")",
        "SELECT CASE n_nationkey " + chain(3_000, "WHEN %d THEN 'x%<d'", " ") + " END" + FROM,
        "VALUES " + chain(5_000, "(%d, 'a')", ", "),
        chain(500, "SELECT %d AS x", " UNION ALL "),
        chain(500, "SELECT %d AS x", " UNION "),
        chain(200, "SELECT %d AS x", " EXCEPT "));
  }

  private static String chain(int count, String part, String between) {
    return IntStream.range(0, count)
        .mapToObj(index -> part.formatted(index))
        .collect(Collectors.joining(between));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("statements")
  void longStatementsArePlanned(String sql) {
    var request =
        PlanRequest.forResult(
            TestCatalog.standard(),
            ConstantExpressions::evaluate,
            "UTC",
            Instant.parse("2024-05-06T07:08:09Z"));

    var graph = new SqlPlanner().plan(sql, request);

    var json = PlanJson.write(graph);
    // Plans this deep are compared by their JSON: `equals` has no stack of its own.
    assertThat(PlanJson.write(PlanJson.read(json, StageGraph.class))).isEqualTo(json);
  }
}
