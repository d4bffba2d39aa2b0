package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Statements of one command after the other, and what is there for the next command.
class StatementsCommandTest extends HomeTest {

  @Test
  void eachQueryOfATextPrintsItsRows() {
    assertThat(rows("SELECT 1 AS a; SELECT 2 AS b;")).isEqualTo("a\n1\nb\n2\n");
  }

  @Test
  void theFirstFailureEndsTheText() {
    var outcome = cli.csv("SELECT 1 AS a;\nSELECT x;\nSELECT 3 AS c");

    assertThat(outcome.out()).isEqualTo("a\n1\n");
    assertThat(outcome.err()).contains("line 2, column 8").contains("no column is called 'x'");
  }

  @Test
  void aTableOutlastsItsCommand() {
    rows("CREATE TABLE trips (city STRING, id INT, fare DECIMAL(5,2)) PARTITIONED BY (city)");
    assertThat(rows("SELECT count(*) AS n FROM trips")).isEqualTo("n\n0\n");

    rows("INSERT INTO trips VALUES (1, 2.5, 'Oslo'), (2, 3, 'Rome')");
    rows("INSERT INTO trips (id, city) SELECT 3, 'Rome'; INSERT INTO trips BY NAME SELECT 4 AS id");

    assertThat(rows("SELECT * FROM trips ORDER BY id"))
        .isEqualTo("id,fare,city\n1,2.50,Oslo\n2,3.00,Rome\n3,,Rome\n4,,\n");
    assertThat(rows("DESCRIBE trips"))
        .isEqualTo(
            """
            col_name,data_type,comment
            id,int,
            fare,"decimal(5,2)",
            city,string,
            # Partition Information,"",""
            # col_name,data_type,comment
            city,string,
            """);
    assertThat(rows("SHOW TABLES"))
        .isEqualTo("namespace,tableName,isTemporary\ndefault,trips,false\n");
  }

  @Test
  void timesOfFewDigitsAreReadAsTheyWereWritten() {
    rows(
        "CREATE TABLE t (a TIME(0), b TIME(3)); INSERT INTO t VALUES (TIME '10:00:01.5', TIME"
            + " '10:00:01.5')");
    assertThat(rows("TABLE t")).isEqualTo("a,b\n10:00:01,10:00:01.5\n");

    var place = folder.resolve("home/catalog/data/t");
    rows(
        ("INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT TIME '10:00:01.5' AS a, TIME"
                + " '00:00:00' AS b")
            .formatted(place));
    assertThat(error("TABLE t")).contains("has more digits than the column's type");
  }

  @Test
  void optionsMayStandInQuotesWithoutEquals() {
    rows("CREATE TABLE t (a INT) USING csv OPTIONS ('header' 'false'); INSERT INTO t VALUES (1)");
    assertThat(rows("TABLE t")).isEqualTo("a\n1\n");
  }

  @Test
  void rowsGoIntoOnePartition() {
    rows(
        "CREATE TABLE t (a INT, p INT, q STRING) PARTITIONED BY (p, q); INSERT INTO t PARTITION (p"
            + " = 1, q = 'x') VALUES (5); INSERT INTO t PARTITION (P = 2, q) SELECT 6, 'y'; INSERT"
            + " INTO t PARTITION (p = NULL, q = 'z') (a) SELECT 7");
    assertThat(rows("SELECT * FROM t ORDER BY a")).isEqualTo("a,p,q\n5,1,x\n6,2,y\n7,,z\n");

    assertThat(error("INSERT INTO t PARTITION (a = 1) VALUES (1, 'x')"))
        .contains("the table is not partitioned by 'a'");
    assertThat(error("INSERT INTO t PARTITION (p = 1) (a, p, q) VALUES (1, 2, 'x')"))
        .contains("'p' is given by PARTITION and by the query");
    assertThat(error("INSERT INTO t PARTITION (p = 1, q = 'x') VALUES (1, 2)"))
        .contains("takes 1 columns here, and the query gives 2");
    assertThat(error("INSERT INTO t PARTITION (p = 'one', q = 'x') VALUES (1)"))
        .contains("CAST_INVALID_INPUT");
  }

  @Test
  void onePartitionIsReplaced() {
    rows(
        "CREATE TABLE t (a INT, p INT, q STRING) PARTITIONED BY (p, q); INSERT INTO t VALUES (1, 1,"
            + " 'x'), (2, 1, 'y'), (3, 2, 'x'), (4, NULL, 'x')");
    var all = "; SELECT * FROM t ORDER BY a";

    assertThat(rows("INSERT OVERWRITE t PARTITION (p = 1, q = 'x') VALUES (5)" + all))
        .isEqualTo("a,p,q\n2,1,y\n3,2,x\n4,,x\n5,1,x\n");
    assertThat(
            rows("CACHE TABLE t; INSERT OVERWRITE t PARTITION (P = '1', q) VALUES (6, 'z')" + all))
        .isEqualTo("a,p,q\n3,2,x\n4,,x\n6,1,z\n");
    assertThat(rows("INSERT OVERWRITE t PARTITION (p = 2, q = 'x') SELECT 8 WHERE false" + all))
        .isEqualTo("a,p,q\n4,,x\n6,1,z\n");
    assertThat(rows("INSERT OVERWRITE t PARTITION (p = NULL, q = 'x') SELECT 8" + all))
        .isEqualTo("a,p,q\n6,1,z\n8,,x\n");
    assertThat(rows("INSERT OVERWRITE t PARTITION (p, q) SELECT 9, 9, 'n'" + all))
        .isEqualTo("a,p,q\n9,9,n\n");
    assertThat(
            rows(
                "INSERT OVERWRITE t PARTITION (p = 9, q = 'a/b c=%') (a) VALUES (10); SHOW"
                    + " PARTITIONS t"
                    + all))
        .isEqualTo("partition\np=9/q=a%2Fb c%3D%25\np=9/q=n\na,p,q\n9,9,n\n10,9,a/b c=%\n");

    assertThat(error("INSERT OVERWRITE t PARTITION (q = 'x', p) VALUES (7, 9)"))
        .contains("those with a value must come first");
    assertThat(error("INSERT OVERWRITE t PARTITION (p = 'x', q = 'x') SELECT 8"))
        .contains("CAST_INVALID_INPUT");
    assertThat(error("INSERT OVERWRITE t PARTITION (p = 9, q = '') SELECT 8"))
        .contains("the value of 'q' is empty");
    assertThat(error("INSERT OVERWRITE t PARTITION (a = 9) SELECT 8"))
        .contains("not partitioned by 'a'");
    rows("CREATE TABLE d (a INT, p DATE) USING csv PARTITIONED BY (p)");
    assertThat(
            rows(
                "INSERT OVERWRITE d PARTITION (p = '2020-1-2') VALUES (1); INSERT OVERWRITE d"
                    + " PARTITION (p = DATE '2020-01-03') VALUES (2); SHOW PARTITIONS d; SELECT *"
                    + " FROM d ORDER BY a"))
        .isEqualTo("partition\np=2020-01-02\np=2020-01-03\na,p\n1,2020-01-02\n2,2020-01-03\n");
  }

  @Test
  void aTruncatedTableHasItsColumnsAndNoRows() {
    rows("CREATE TABLE t AS SELECT 1 AS a; CACHE TABLE t; TRUNCATE TABLE t");
    assertThat(rows("TABLE t; INSERT INTO t VALUES (2); TABLE t")).isEqualTo("a\na\n2\n");
    assertThat(rows("CACHE TABLE t; TRUNCATE TABLE t; TABLE t")).isEqualTo("a\n");
    assertThat(error("TRUNCATE TABLE nope")).contains("the catalog has no table 'nope'");

    var place = folder.resolve("mine");
    rows("CREATE TABLE u LOCATION '%s' AS SELECT 1 AS a".formatted(place));
    assertThat(error("TRUNCATE TABLE u")).contains("are in a place of their own");
    assertThat(rows("TABLE u")).isEqualTo("a\n1\n");
  }

  @Test
  void columnsAndSchemasAreTold() {
    rows("CREATE TABLE t (a INT, c CHAR(5))");

    assertThat(rows("DESCRIBE t C"))
        .isEqualTo("info_name,info_value\ncol_name,c\ndata_type,char(5)\ncomment,NULL\n");
    assertThat(rows("DESC FORMATTED t a")).contains("data_type,int\n").endsWith("histogram,NULL\n");
    assertThat(error("DESCRIBE t b")).contains("no column is called 'b'");
    assertThat(rows("SHOW DATABASES; SHOW SCHEMAS LIKE 'x*'; USE default; USE SCHEMA default"))
        .isEqualTo("namespace\ndefault\nnamespace\n");
    assertThat(error("USE other")).contains("schemas other than 'default'");
  }

  @Test
  void settingsAreTakenBack() {
    assertThat(
            rows(
                "SET spark.sql.ansi.enabled = false; RESET spark.sql.ansi.enabled; SET"
                    + " spark.sql.ansi.enabled; SET spark.sql.ansi.enabled = false; RESET; SET"
                    + " spark.sql.ansi.enabled"))
        .isEqualTo(
            "key,value\nspark.sql.ansi.enabled,false\nkey,value\nspark.sql.ansi.enabled,true\n"
                .repeat(2));
  }

  @Test
  void overwritingReplacesWhatIsThere() {
    rows("CREATE TABLE t USING json AS SELECT 1 AS a; INSERT OVERWRITE t SELECT 2");

    assertThat(rows("TABLE t")).isEqualTo("a\n2\n");
  }

  @Test
  void aTableOfAQueryGoesWithItsFiles() {
    rows("CREATE TABLE t AS SELECT id, 'x' AS note FROM range(3)");
    var files = folder.resolve("home/catalog/data/t");
    assertThat(rows("SELECT sum(id) AS s FROM t")).isEqualTo("s\n3\n");
    assertThat(files).isNotEmptyDirectory();

    rows("DROP TABLE t");

    assertThat(error("SELECT * FROM t")).contains("no table is called 't'");
    assertThat(files.toFile().list()).isNullOrEmpty();
  }

  @Test
  void filesWithAPlaceOfTheirOwnStay() {
    var place = folder.resolve("mine");
    rows("CREATE TABLE t USING csv LOCATION '%s' AS SELECT 1 AS a".formatted(place));

    rows("DROP TABLE t; DROP TABLE IF EXISTS t");

    assertThat(rows("SELECT * FROM csv.`" + place + "`")).isEqualTo("a\n1\n");
  }

  @Test
  void rowsGoIntoAFolder() {
    var place = folder.resolve("out");
    rows("INSERT OVERWRITE DIRECTORY '%s' USING json SELECT 1 AS a".formatted(place));

    assertThat(rows("SELECT * FROM json.`" + place + "`")).isEqualTo("a\n1\n");
  }

  @Test
  void viewsAndFunctionsLastUnlessTheyAreTemporary() {
    rows(
        "CREATE VIEW lasting AS SELECT 5 AS a; CREATE FUNCTION twice(x INT) RETURNS INT RETURN 2 *"
            + " x; CREATE TEMPORARY VIEW passing AS SELECT 6 AS a");

    assertThat(rows("SELECT twice(a) AS b FROM lasting")).isEqualTo("b\n10\n");
    assertThat(error("SELECT * FROM passing")).contains("no table is called 'passing'");

    rows("DROP VIEW lasting; DROP FUNCTION twice");

    assertThat(error("SELECT * FROM lasting")).contains("no table is called 'lasting'");
  }

  @Test
  void aVariableTakesTheRowOfAQuery() {
    assertThat(
            rows(
                "DECLARE most BIGINT; SET VAR most = (SELECT max(id) FROM range(7));"
                    + " SELECT most + 1 AS a; SET VAR most = (SELECT 1 WHERE false); SELECT most"))
        .isEqualTo("a\n7\nmost\n\n");
    assertThat(error("DECLARE x INT; SET VAR (x) = (SELECT id FROM range(2))"))
        .contains("a variable is set to one row");
  }

  @Test
  void whatDoesNotFitATableIsRefusedAtItsPlace() {
    rows("CREATE TABLE t (a INT, b STRING)");

    assertThat(error("CREATE TABLE t (a INT)")).contains("line 1, column 14: there is a table");
    assertThat(rows("CREATE TABLE IF NOT EXISTS t (a INT)")).isEmpty();
    assertThat(error("INSERT INTO t SELECT 1"))
        .contains("t takes 2 columns here, and the query gives 1");
    assertThat(error("INSERT INTO t (c, b) SELECT 1, 2")).contains("the table has no column 'c'");
    assertThat(error("INSERT INTO u SELECT 1")).contains("the catalog has no table 'u'");
    assertThat(error("DROP TABLE u")).contains("the catalog has no table 'u' to drop");
    assertThat(error("CREATE TABLE u")).contains("a table needs columns");
    assertThat(error("CREATE TABLE u (a INT) PARTITIONED BY (b)"))
        .contains("'b', which is no column");
    assertThat(error("CREATE TABLE a.b.c (x INT)")).contains("schemas other than 'default'");
  }

  @Test
  void parametersAreValuesAndNoText() {
    var outcome =
        cli.csv(
            "--param",
            "n=2",
            "--param",
            "city=O'Slo",
            "--param",
            "day=DATE '2020-01-31'",
            "--arg",
            "'01'",
            "SELECT id + :n AS a, :city AS b, year(:day) AS c, ? AS d FROM range(9) LIMIT :n");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo("a,b,c,d\n2,O'Slo,2020,01\n3,O'Slo,2020,01\n");
    assertThat(error("SELECT :n")).contains("no value is given for the parameter 'n'");
  }

  @Test
  void jobsAndExplainReadTheTablesOfTheCatalog() throws IOException {
    rows("CREATE TABLE t AS SELECT id FROM range(4)");
    var job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        """
        name: sums
        statements:
          - sql: DECLARE more INT DEFAULT 3; SELECT sum(id) + more AS s FROM t
        """);

    assertThat(cli.run("run", job.toString(), "-q", "--format", "csv").out()).isEqualTo("s\n9\n");
    assertThat(cli.run("explain", "SELECT id FROM t").out()).contains("Scan t (parquet)");
  }

  @Test
  void anotherFolderIsAnotherCatalog() {
    var other = folder.resolve("other").toString();
    cli.csv("--catalog", other, "CREATE TABLE t AS SELECT 1 AS a");

    assertThat(cli.csv("--catalog", other, "TABLE t").out()).isEqualTo("a\n1\n");
    assertThat(Files.exists(folder.resolve("other/tables/t.json"))).isTrue();
    assertThat(error("TABLE t")).contains("no table is called 't'");
  }
}
