package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathsTest {

  private final SqlPlanner planner = new SqlPlanner();

  @Test
  void pathsAreFoundWhereverTablesMayStand() {
    var sql =
        """
        WITH w AS (SELECT * FROM PARQUET.`s3a://lake/w`)
        SELECT (SELECT max(a) FROM csv.`in/*.csv`), count(*)
        FROM w JOIN json.`/j` AS j USING (a), (SELECT * FROM parquet.`p`) AS p
        WHERE EXISTS (SELECT 1 FROM csv.`e` WHERE e.a = p.a)
        UNION ALL SELECT 1, 2 FROM csv.`order$`
        """;

    assertThat(planner.paths(sql))
        .containsExactlyInAnyOrder("s3a://lake/w", "in/*.csv", "/j", "p", "e", "order$");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 's3://lake/t', \"csv.`x`\" -- FROM parquet.`s3://lake/t`",
        "SELECT /* parquet.`s3://lake/t` */ t.a AS `s3://lake/t` FROM t",
        "SELECT * FROM lake.`s3://lake/t`",
        "VALUES (1)",
      })
  void whatIsNoTableIsNoPath(String sql) {
    assertThat(planner.paths(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "SELECT * FRM csv.`x`", "SELECT 'a", "DROP TABLE csv.`x`"})
  void statementsThatDoNotParseHaveNone(String sql) {
    assertThat(planner.paths(sql)).isEmpty();
  }

  @Test
  void statementsNestedTooDeeplyHaveNone() {
    assertThat(planner.paths("SELECT " + "(".repeat(100_000) + "1")).isEmpty();
  }
}
