package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `CACHE TABLE`: rows that a command keeps for its later statements.
class KeptRowsCommandTest extends HomeTest {

  private String file = "";

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "id,v\n1,a\n2,b\n3,a\n");
    file = "csv.`" + folder + "/t.csv`";
  }

  /// What kept rows left in the work folder.
  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(path -> path.toString().contains("/runs/kept-"))
          .toList();
    }
  }

  @Test
  void rowsAreComputedOnce() throws IOException {
    // Rows of a query that has others each time.
    assertThat(
            rows(
                "CACHE TABLE v AS SELECT id, rand() AS r FROM range(3); CREATE TEMPORARY VIEW first"
                    + " AS SELECT * FROM v; CACHE TABLE first; SELECT count(*) AS n FROM v JOIN"
                    + " first USING (id, r)"))
        .isEqualTo("n\n3\n");
    assertThat(left()).isEmpty();
  }

  @Test
  void typesAndNamesAreThoseOfTheQuery() {
    var query =
        "SELECT INTERVAL '1-2' YEAR TO MONTH AS a, INTERVAL '1' DAY AS `b c`, TIME '10:00:00.5' AS"
            + " t, TIMESTAMP '2020-01-01 00:00:00' AS s, TIMESTAMP_NTZ '2020-01-01 00:00:00' AS z,"
            + " DATE '2020-01-01' AS d, 1.50 AS m, 1Y AS y, X'0aff' AS x, CAST(1 AS FLOAT) AS f,"
            + " TRUE AS o, CAST('2' AS TIME(0)) AS `ä`"
                .replace("CAST('2' AS TIME(0))", "CAST('02:00' AS TIME(0))");
    var plain = rows("CREATE TEMPORARY VIEW v AS " + query + "; SELECT * FROM v; DESCRIBE v");

    assertThat(rows("CACHE TABLE v AS " + query + "; SELECT * FROM v; DESCRIBE v"))
        .isEqualTo(plain);
    assertThat(
            rows(
                "CACHE TABLE v AS SELECT * FROM (%s) WHERE `b c` IS NULL; SELECT * FROM v; SELECT"
                        .formatted(query)
                    + " count(*) AS n FROM v; DESCRIBE QUERY SELECT * FROM v"))
        .isEqualTo(
            plain.lines().findFirst().orElseThrow()
                + "\nn\n0\n"
                + plain.substring(plain.indexOf("col_name")));
  }

  @Test
  void aColumnOfNothingButNullsIsKeptToo() {
    assertThat(rows("CACHE TABLE v AS SELECT NULL AS a, 1 AS b; SELECT * FROM v; DESCRIBE v"))
        .isEqualTo("a,b\n,1\ncol_name,data_type,comment\na,void,\nb,int,\n");
  }

  @Test
  void filesThatChangeAreNotReadAgain() {
    var place = folder.resolve("out");
    rows("INSERT OVERWRITE DIRECTORY '%s' USING csv SELECT 1 AS a".formatted(place));
    var table = "csv.`%s`".formatted(place);

    // Written by another session.
    assertThat(rows("CACHE LAZY TABLE v AS SELECT * FROM %s; SELECT * FROM v".formatted(table)))
        .isEqualTo("a\n1\n");
    // Written by the session itself.
    assertThat(
            rows(
                ("CACHE TABLE v AS SELECT * FROM %s; INSERT OVERWRITE DIRECTORY '%s' USING csv"
                        + " SELECT 2 AS a; SELECT * FROM v")
                    .formatted(table, place)))
        .isEqualTo("a\n2\n");
  }

  @Test
  void insertedRowsAreSeen() {
    assertThat(
            rows(
                "CREATE TABLE t (a INT, p STRING) PARTITIONED BY (p); CACHE TABLE t; CACHE TABLE s"
                    + " AS SELECT sum(a) AS s FROM t; INSERT INTO t VALUES (1, 'x'); TABLE t; TABLE"
                    + " s; INSERT INTO t SELECT a + 1, p FROM t; TABLE s; UNCACHE TABLE t; TABLE s;"
                    + " DROP TABLE t"))
        .isEqualTo("a,p\n1,x\ns\n1\ns\n3\ns\n3\n");
  }

  @Test
  void whatIsDroppedOrReplacedIsNotKept() {
    assertThat(
            rows(
                "CREATE TABLE t AS SELECT 1 AS a; CACHE TABLE v AS SELECT a FROM t; DROP TABLE t;"
                    + " CREATE TABLE t AS SELECT 2 AS a; TABLE v; CREATE OR REPLACE TEMPORARY VIEW"
                    + " v AS SELECT 3 AS a; TABLE v; DROP TABLE t"))
        .isEqualTo("a\n2\na\n3\n");
    assertThat(
            rows(
                "CREATE TEMPORARY VIEW u AS SELECT 1 AS a; CACHE TABLE v AS SELECT a FROM u; CREATE"
                    + " OR REPLACE TEMPORARY VIEW u AS SELECT 2 AS a; TABLE v"))
        .isEqualTo("a\n2\n");
    assertThat(
            rows(
                "CREATE TEMPORARY FUNCTION f() RETURNS INT RETURN 1; DECLARE x INT DEFAULT 5; CACHE"
                    + " TABLE v AS SELECT f() AS a, x AS b; SET VAR x = 6; TABLE v; CREATE OR"
                    + " REPLACE TEMPORARY FUNCTION f() RETURNS INT RETURN 2; TABLE v"))
        .isEqualTo("a,b\n1,6\na,b\n2,6\n");
  }

  @Test
  void aRepeatedStatementComputesAnew() {
    assertThat(
            rows(
                "CACHE TABLE v AS SELECT 1 AS a; CACHE TABLE v AS SELECT 2 AS b; TABLE v; UNCACHE"
                    + " TABLE v; TABLE v; CLEAR CACHE; TABLE v; CACHE TABLE v; CACHE TABLE v; TABLE"
                    + " v"))
        .isEqualTo("b\n2\nb\n2\nb\n2\nb\n2\n");
  }

  @Test
  void aTableMayBeShadowedByItsOwnKeptRows() {
    assertThat(
            rows(
                "CREATE TABLE t AS SELECT 1 AS a; CACHE TABLE t AS SELECT a + 10 AS b FROM t; TABLE"
                    + " t; INSERT INTO t VALUES (2); SELECT * FROM t ORDER BY b; DROP TABLE t"))
        .isEqualTo("b\n11\nb\n11\n12\n");
  }

  @Test
  void theEndOfTheCommandDeletesThem() throws IOException {
    assertThat(error("CACHE TABLE v AS SELECT 1 AS a; SELECT 1 / 0")).contains("DIVIDE_BY_ZERO");
    assertThat(left()).isEmpty();
    assertThat(error("CACHE TABLE v AS SELECT 1 / 0 AS a; SELECT 1")).contains("DIVIDE_BY_ZERO");
    assertThat(left()).isEmpty();
    assertThat(error("SELECT * FROM v")).contains("no table is called 'v'");
  }

  @Test
  void whatAKilledSessionLeftIsClearedAway() throws IOException {
    var kept = folder.resolve("home/work/runs/kept-01234567/0/part-00000.parquet");
    cli.csv("SELECT 1");
    Files.createDirectories(kept.getParent());
    Files.write(kept, new byte[10]);
    Files.setLastModifiedTime(kept, FileTime.from(Instant.now().minus(Duration.ofHours(20))));
    assertThat(cli.run("gc").out()).isEqualTo("nothing to clear away\n");
    assertThat(cli.run("runs").code()).isZero();

    Files.setLastModifiedTime(kept, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    assertThat(cli.run("gc").out()).isEqualTo("1 object deleted, 10 B\n");

    assertThat(kept).doesNotExist();
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(error("CACHE TABLE nope")).contains("no table is called 'nope'");
    assertThat(error("CACHE LAZY TABLE nope")).contains("no table is called 'nope'");
    assertThat(error("UNCACHE TABLE nope")).contains("no table is called 'nope'");
    assertThat(rows("UNCACHE TABLE IF EXISTS nope")).isEmpty();
    assertThat(error("CREATE TEMPORARY VIEW v AS SELECT 1 AS a; CACHE TABLE v AS SELECT 2 AS b"))
        .contains("there is a temporary view called 'v' already");
    assertThat(error("CACHE TABLE v OPTIONS ('storageLevel' 'ATTIC') AS SELECT 1 AS a"))
        .contains("there is no storage level 'ATTIC'");
    assertThat(error("CACHE TABLE db.v AS SELECT 1 AS a")).contains("its name has one part");
    assertThat(error("CACHE TABLE v AS SELECT b FROM " + file)).contains("no column is called 'b'");
    assertThat(rows("CACHE TABLE v OPTIONS ('storageLevel' 'disk_only') AS SELECT 1 AS a; TABLE v"))
        .isEqualTo("a\n1\n");
  }

  @Test
  void inAPlanItIsAView() {
    var outcome = cli.run("explain", "CACHE TABLE v AS SELECT 1 AS a; SELECT * FROM v");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }
}
