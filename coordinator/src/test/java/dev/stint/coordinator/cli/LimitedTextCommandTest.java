package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Columns of `char(n)` and `varchar(n)`; the answers are Spark's.
class LimitedTextCommandTest extends HomeTest {

  @Test
  void whatIsWrittenIsPaddedAndCutOfBlanks() {
    rows(
        "CREATE TABLE t (c CHAR(5), v VARCHAR(5), s STRING); INSERT INTO t VALUES ('ab', 'ab',"
            + " 'ab'), ('abc       ', 'abc       ', NULL), (NULL, NULL, NULL); INSERT INTO t VALUES"
            + " (12, 12345, 1)");

    assertThat(rows("SELECT concat(c, '|') AS c, concat(v, '|') AS v FROM t ORDER BY c, v"))
        .isEqualTo("c,v\n,\n12   |,12345|\nab   |,ab|\nabc  |,abc  |\n");
    assertThat(rows("DESCRIBE t"))
        .isEqualTo("col_name,data_type,comment\nc,char(5),\nv,varchar(5),\ns,string,\n");
    assertThat(rows("SELECT typeof(c) AS c, typeof(v) AS v FROM t LIMIT 1"))
        .isEqualTo("c,v\nstring,string\n");
  }

  @Test
  void whatIsTooLongIsAnError() {
    rows("CREATE TABLE t (c CHAR(3), v VARCHAR(3))");

    assertThat(error("INSERT INTO t VALUES ('abcd', 'x')"))
        .contains("[EXCEED_LIMIT_LENGTH] Exceeds char/varchar type length limitation: 3.");
    assertThat(error("INSERT INTO t (v) VALUES ('ab d')")).contains("[EXCEED_LIMIT_LENGTH]");
    assertThat(error("INSERT INTO t BY NAME SELECT 1000 AS v")).contains("[EXCEED_LIMIT_LENGTH]");
    assertThat(error("INSERT OVERWRITE t SELECT id + 998, 'x' FROM range(3)"))
        .contains("[EXCEED_LIMIT_LENGTH]");
    assertThat(rows("INSERT INTO t VALUES ('é€😀', 'é€😀'); SELECT c, length(v) AS n FROM t"))
        .isEqualTo("c,n\né€😀,3\n");
  }

  @Test
  void comparisonsOfPaddedColumnsLookPastBlanks() {
    rows(
        "CREATE TABLE t (c CHAR(5), d CHAR(3), v VARCHAR(5)); INSERT INTO t VALUES ('ab', 'ab',"
            + " 'ab')");

    assertThat(
            rows(
                "SELECT c = 'ab' AS a, 'ab ' = c AS b, c = 'ab      ' AS c, c <=> 'ab' AS d, c IN"
                    + " ('x', 'ab') AS e, c = d AS f, c BETWEEN 'ab' AND 'ab' AS g, CASE c WHEN"
                    + " 'ab' THEN 1 END AS h FROM t"))
        .isEqualTo("a,b,c,d,e,f,g,h\ntrue,true,true,true,true,true,true,1\n");
    assertThat(
            rows(
                "SELECT v = 'ab ' AS a, c = v AS b, c LIKE 'ab' AS c, c || 'x' = 'abx' AS d, c ="
                    + " concat('a', v) AS e, c = NULL AS f, c != 'ab' AS g FROM t"))
        .isEqualTo("a,b,c,d,e,f,g\nfalse,false,false,false,false,,false\n");
    assertThat(
            rows(
                "CREATE TEMPORARY VIEW w AS SELECT c, d AS e FROM t; SELECT count(*) AS n FROM w"
                    + " JOIN t ON w.e = t.c WHERE w.c = 'ab'; DESCRIBE w"))
        .isEqualTo("n\n1\ncol_name,data_type,comment\nc,char(5),\ne,char(3),\n");
  }

  @Test
  void filesOfOthersArePaddedWhenTheyAreRead() {
    var place = folder.resolve("files");
    rows("INSERT OVERWRITE DIRECTORY '%s' USING csv SELECT 'a' AS c, 1 AS n".formatted(place));
    rows("CREATE TABLE t (c CHAR(3), n INT) USING csv LOCATION '%s'".formatted(place));

    assertThat(rows("SELECT concat(c, '|') AS c, c = 'a' AS d FROM t"))
        .isEqualTo("c,d\na  |,true\n");
  }

  @Test
  void tablesViewsAndKeptRowsOfThemAreLimitedToo() {
    rows(
        "CREATE TABLE t (c CHAR(5), v VARCHAR(5)); INSERT INTO t VALUES ('ab', 'ab'); CREATE TABLE"
            + " t2 AS SELECT c AS d, v FROM t; CREATE VIEW w AS SELECT * FROM t2");

    assertThat(rows("DESCRIBE t2; DESCRIBE w; DESCRIBE QUERY SELECT d FROM w"))
        .isEqualTo(
            "col_name,data_type,comment\nd,char(5),\nv,varchar(5),\n".repeat(2)
                + "col_name,data_type,comment\nd,string,\n");
    assertThat(error("INSERT INTO t2 VALUES ('abcdef', 'x')")).contains("[EXCEED_LIMIT_LENGTH]");
    assertThat(
            rows(
                "CACHE TABLE t2; SELECT count(*) AS n FROM t2 WHERE d = 'ab'; SELECT count(*) AS n"
                    + " FROM w WHERE d = 'ab'; CACHE TABLE x AS SELECT d FROM t2; SELECT count(*)"
                    + " AS n FROM x WHERE d = 'ab'; DESCRIBE x"))
        .isEqualTo("n\n1\nn\n1\nn\n1\ncol_name,data_type,comment\nd,char(5),\n");
  }

  @Test
  void theyMayBeFolders() {
    rows(
        "CREATE TABLE t (a INT, c CHAR(3)) PARTITIONED BY (c); INSERT INTO t VALUES (1, 'a'), (2,"
            + " 'b')");

    assertThat(rows("SELECT a, concat(c, '|') AS c FROM t WHERE c = 'a'"))
        .isEqualTo("a,c\n1,a  |\n");
  }

  @Test
  void aCastIsOneToString() {
    assertThat(rows("SELECT CAST('abcdef' AS CHAR(3)) AS a, CAST(1234 AS VARCHAR(2)) AS b"))
        .isEqualTo("a,b\nabcdef,1234\n");
    assertThat(error("SELECT CAST(1 AS CHAR)")).contains("needs a length");
    assertThat(error("CREATE TABLE t (c VARCHAR)")).contains("needs a length");
    rows("CREATE TABLE t (c CHAR(0)); INSERT INTO t VALUES ('  ')");
    assertThat(rows("SELECT concat(c, '|') AS c FROM t")).isEqualTo("c\n|\n");
    assertThat(error("INSERT INTO t VALUES ('a')")).contains("[EXCEED_LIMIT_LENGTH]");
  }

  @Test
  void tablesOfQueriesKeepLimitsAndFilesTellNone() {
    rows(
        "CREATE TABLE a (c CHAR(5), v VARCHAR(4)); INSERT INTO a VALUES ('ab', 'ab'); CREATE TABLE"
            + " b AS SELECT * FROM a");

    assertThat(rows("DESCRIBE b"))
        .isEqualTo("col_name,data_type,comment\nc,char(5),\nv,varchar(4),\n");
    var place = folder.resolve("home/catalog/data/a");
    assertThat(
            rows(
                "SELECT concat(c, '|') AS c, c = 'ab' AS e FROM parquet.`%s`; DESCRIBE QUERY SELECT"
                        .formatted(place)
                    + " * FROM parquet.`%s`".formatted(place)))
        .isEqualTo("c,e\nab   |,false\ncol_name,data_type,comment\nc,string,\nv,string,\n");
  }

  /// As in Spark: what is compared with a column in words is padded, but not what IN looks for.
  @Test
  void rowsOfSubqueriesAreNotPadded() {
    rows(
        "CREATE TABLE a (c CHAR(5), d CHAR(3), v VARCHAR(5), s STRING); INSERT INTO a VALUES ('ab',"
            + " 'ab', 'ab', 'ab'), ('x', 'x', 'x', 'x'); CREATE TABLE b (c CHAR(5), d CHAR(3), s"
            + " STRING); INSERT INTO b VALUES ('ab', 'ab', 'ab')");

    for (var condition :
        new String[] {
          "d IN (SELECT c FROM b)",
          "c IN (SELECT d FROM b)",
          "s IN (SELECT d FROM b)",
          "d IN (SELECT s FROM b)",
          "(d, v) IN (SELECT c, s FROM b)",
          "d = (SELECT c FROM b)",
          "d = (SELECT max(c) FROM b)",
          "d IN (SELECT 'ab   ' FROM b)"
        }) {
      assertThat(rows("SELECT count(*) AS n FROM a WHERE " + condition))
          .as(condition)
          .isEqualTo("n\n0\n");
    }
    assertThat(rows("SELECT count(*) AS n FROM a WHERE d NOT IN (SELECT c FROM b)"))
        .isEqualTo("n\n2\n");
    assertThat(
            rows(
                "SELECT s FROM a WHERE EXISTS (SELECT 1 FROM b WHERE a.d = b.c); SELECT s FROM a"
                    + " WHERE d IN (SELECT c FROM b UNION ALL SELECT d FROM b)"))
        .isEqualTo("s\nab\ns\nab\n");
  }
}
