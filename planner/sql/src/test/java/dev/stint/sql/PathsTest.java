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
        "CREATE TEMPORARY VIEW v AS SELECT * FROM parquet.`s3://lake/t`",
        "CREATE TABLE c AS SELECT * FROM parquet.`s3://lake/t`",
        "CREATE TEMPORARY FUNCTION f() RETURN (SELECT max(a) FROM parquet.`s3://lake/t`)",
        "CREATE FUNCTION f() RETURNS TABLE (a INT) RETURN SELECT a FROM parquet.`s3://lake/t`",
        "DECLARE x = (SELECT max(a) FROM parquet.`s3://lake/t`)",
        "SET VAR x = (SELECT max(a) FROM parquet.`s3://lake/t`)",
        "EXECUTE IMMEDIATE 'SELECT * FROM parquet.`s3://lake/t`'",
        "CACHE TABLE c AS SELECT * FROM parquet.`s3://lake/t`",
        "DESCRIBE TABLE parquet.`s3://lake/t`",
        "SHOW COLUMNS IN parquet.`s3://lake/t`",
        "INSERT INTO t SELECT * FROM parquet.`s3://lake/t`",
      })
  void whatStatementsDefineOrExecuteIsReadToo(String sql) {
    assertThat(planner.paths("SELECT 1; " + sql)).containsExactly("s3://lake/t");
  }

  @Test
  void textsThatDoNotParseHideNoOthers() {
    assertThat(planner.paths("EXECUTE IMMEDIATE 'SELEC 1'; SELECT * FROM csv.`x`"))
        .containsExactly("x");
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
