package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyJoinsTest {

  @ParameterizedTest
  @ValueSource(ints = {9, 12, 40})
  void everyTableOfALongChainIsJoined(int count) {
    String tables =
        IntStream.range(0, count).mapToObj(i -> "nation n" + i).collect(Collectors.joining(", "));
    // No two read the same rows: those that do are read once.
    String conditions =
        IntStream.range(1, count)
            .mapToObj(
                i ->
                    "n%d.n_nationkey = n%d.n_regionkey and n%d.n_name <> 'name %d'"
                        .formatted(i - 1, i, i, i))
            .collect(Collectors.joining(" and "));

    var graph =
        new SqlPlanner()
            .plan(
                "select count(*) from " + tables + " where " + conditions,
                PlanRequest.forResult(
                    TestCatalog.standard(),
                    ConstantExpressions::evaluate,
                    "UTC",
                    Instant.parse("2024-05-06T07:08:09Z")));

    long scans =
        graph.stages().stream()
            .flatMap(stage -> StageGraph.nodes(stage.fragment().root()))
            .filter(ScanNode.class::isInstance)
            .count();
    assertThat(scans).isEqualTo(count);
  }
}
