package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpchPlanTest {

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
  void everyQueryIsPlannedAndSurvivesJson(int number) throws IOException {
    var request =
        PlanRequest.forResult(TestCatalog.standard(), "UTC", Instant.parse("2024-05-06T07:08:09Z"));

    var graph = new SqlPlanner().plan(sql(number), request);

    assertThat(PlanJson.read(PlanJson.write(graph), StageGraph.class)).isEqualTo(graph);
  }

  private static String sql(int number) throws IOException {
    try (var file = TpchPlanTest.class.getResourceAsStream("tpch/q%02d.sql".formatted(number))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
