package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.json.PlanJson;
import dev.stint.sql.request.PlanRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What constants become when a statement is planned: what they would be in a row.
class ConstantsTest {

  private static final Instant NOW = Instant.parse("2024-03-10T20:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          -1.0D / 3                                             | -0.3333333333333333
          round(-2.5D)                                          | -3.0
          TIMESTAMP '2024-03-09 12:00:00' + INTERVAL 1 DAY      | 2024-03-10T16:00:00
          TIMESTAMP '2024-03-09 12:00:00' + INTERVAL 24 HOURS   | 2024-03-10T16:00:00
          dateadd(DAY, 1, TIMESTAMP '2024-03-09 12:00:00')      | 2024-03-10T16:00:00
          datediff(DAY, TIMESTAMP '2024-03-09 12:00:00', TIMESTAMP '2024-03-10 12:00:00')  | 1
          datediff(HOUR, TIMESTAMP '2024-03-09 12:00:00', TIMESTAMP '2024-03-10 12:00:00') | 24
          unix_timestamp(TIMESTAMP_NTZ '2020-01-01 00:00:01.9') | 1577836801
          unix_timestamp(TIMESTAMP_NTZ '1969-12-31 23:59:58.5') | -1
          unix_timestamp(TIMESTAMP '1969-12-31 18:59:59.5')     | 0
          DATE 'tomorrow'                                       | 2024-03-11
          """)
  void aConstantIsWhatARowWouldHave(String sql, String expected) {
    assertThat(json(sql)).contains("\"text\":\"%s\"".formatted(expected));
  }

  @Test
  void whatHasNoValueIsLeftForARowToMeet() {
    assertThat(json("cast('1e2' AS int)")).contains("\"text\":\"1e2\"");
  }

  @Test
  void aColumnMayBeCalledLikeAWordAndADollar() {
    String sql = "SELECT `row$`, `dat$` FROM (SELECT 1 AS `row$`, 2 AS `dat$`) AS t";

    assertThat(planned(sql)).contains("\"row$\"").contains("\"dat$\"");
  }

  private static String json(String expression) {
    return planned("SELECT " + expression + " AS c");
  }

  private static String planned(String sql) {
    byte[] json = PlanJson.write(new SqlPlanner().plan(sql, request()));
    return new String(json, StandardCharsets.UTF_8);
  }

  private static PlanRequest request() {
    return PlanRequest.forResult(
        TestCatalog.standard(), ConstantExpressions::evaluate, "America/New_York", NOW);
  }
}
