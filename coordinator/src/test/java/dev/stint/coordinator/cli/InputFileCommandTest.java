package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `input_file_name()` and its like; the answers are Spark's.
class InputFileCommandTest extends HomeTest {

  private String table = "";

  @BeforeEach
  void writeFiles() throws IOException {
    for (var part : List.of("p=1/a.csv:1\n2\n", "p=2/b c.csv:3\n")) {
      var file = folder.resolve("t").resolve(part.substring(0, part.indexOf(':')));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "id\n" + part.substring(part.indexOf(':') + 1));
    }
    table = "csv.`" + folder + "/t`";
  }

  private String path(String name) {
    return "file://" + folder + "/t/" + name;
  }

  @Test
  void eachClauseKnowsIt() {
    var a = path("p=1/a.csv");
    var b = path("p=2/b%20c.csv");
    assertThat(rows("SELECT *, input_file_name() AS f FROM %s ORDER BY id".formatted(table)))
        .isEqualTo("id,p,f\n1,1,%s\n2,1,%s\n3,2,%s\n".formatted(a, a, b));
    assertThat(
            rows(
                "SELECT input_file_name(), count(*) FROM %s GROUP BY input_file_name() ORDER BY 1"
                    .formatted(table)))
        .isEqualTo("input_file_name(),count(1)\n%s,2\n%s,1\n".formatted(a, b));
    assertThat(
            rows(
                "SELECT id FROM %s WHERE input_file_name() LIKE '%%p=2%%' OR Input_File_Name() = ''"
                    .formatted(table)))
        .isEqualTo("id\n3\n");
    assertThat(
            rows(
                "SELECT id, row_number() OVER (PARTITION BY input_file_name() ORDER BY id) AS n"
                    + " FROM"
                    + " %s ORDER BY input_file_name() DESC, n".formatted(table)))
        .isEqualTo("id,n\n3,1\n1,1\n2,2\n");
    assertThat(
            rows(
                "SELECT input_file_block_start() AS s, input_file_block_length() AS l, typeof("
                    + "input_file_block_start()) AS t FROM %s WHERE id = 3".formatted(table)))
        .isEqualTo("s,l,t\n0,5,bigint\n");
  }

  @Test
  void queriesInsideHandItOn() {
    var a = path("p=1/a.csv");
    rows(
        "CREATE VIEW v AS SELECT id, input_file_name() AS f FROM %s; CREATE VIEW w AS SELECT id + 1"
                .formatted(table)
            + " AS id FROM v");
    assertThat(rows("SELECT f, input_file_name() AS g FROM v WHERE id = 1"))
        .isEqualTo("f,g\n%s,%s\n".formatted(a, a));
    assertThat(rows("SELECT input_file_name() AS g FROM w WHERE id = 2"))
        .isEqualTo("g\n" + a + "\n");
    assertThat(
            rows(
                "SELECT id, input_file_name() AS f FROM (SELECT id FROM %s UNION ALL SELECT 9) AS u"
                        .formatted(table)
                    + " WHERE id IN (1, 9) ORDER BY id"))
        .isEqualTo("id,f\n1,%s\n9,\"\"\n".formatted(a));
    assertThat(
            rows(
                "SELECT n, input_file_name() AS f FROM %s RIGHT JOIN VALUES (1), (7) AS v(n) ON id ="
                        .formatted(table)
                    + " n ORDER BY n"))
        .isEqualTo("n,f\n1,%s\n7,\"\"\n".formatted(a));
    assertThat(
            rows(
                "FROM %s |> WHERE id = 1 |> EXTEND input_file_name() AS f |> SELECT f"
                    .formatted(table)))
        .isEqualTo("f\n" + a + "\n");
  }

  @Test
  void rowsOfNoFileHaveNoName() {
    assertThat(rows("SELECT input_file_name() AS f, input_file_block_start() AS s"))
        .isEqualTo("f,s\n\"\",-1\n");
    assertThat(rows("SELECT input_file_name() AS f, input_file_block_length() AS s FROM range(1)"))
        .isEqualTo("f,s\n\"\",-1\n");
    assertThat(rows("SELECT input_file_name() AS f FROM (SELECT max(id) FROM %s)".formatted(table)))
        .isEqualTo("f\n\"\"\n");
  }

  @Test
  void joinsOfFilesAreRefused() {
    assertThat(error("SELECT input_file_name() FROM %s AS a JOIN %s AS b".formatted(table, table)))
        .contains("MULTI_SOURCES_UNSUPPORTED_FOR_EXPRESSION")
        .contains("take it in a subquery of each");
    assertThat(
            rows(
                "SELECT count(*) AS n FROM (SELECT *, input_file_name() AS f FROM %s) AS a JOIN"
                        .formatted(table)
                    + " (SELECT *, input_file_name() AS f FROM %s) AS b USING (id, f)"
                        .formatted(table)))
        .isEqualTo("n\n3\n");
    assertThat(
            error(
                "SELECT * FROM %s AS a JOIN range(2) AS b ON input_file_name() = ''"
                    .formatted(table)))
        .contains("may stand only in the clauses of a SELECT");
    assertThat(error("SELECT input_file_name(1) FROM " + table)).contains("input_file_name");
    assertThat(error("SELECT input_file_name(), max(id) FROM %s GROUP BY p".formatted(table)))
        .contains("GROUP BY");
  }

  @Test
  void allFormatsKnowIt() {
    rows(
        "CREATE TABLE t (id INT, `input_file_name()` STRING, p INT) USING parquet PARTITIONED BY"
            + " (p); INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2); CREATE TABLE j USING json AS"
            + " SELECT id FROM t");

    assertThat(
            rows(
                "SELECT id, `input_file_name()` AS c, input_file_name() LIKE"
                    + " 'file:///%/catalog/data/t/p=2/part-%.parquet' AS f FROM t WHERE p = 2"))
        .isEqualTo("id,c,f\n2,y,true\n");
    assertThat(
            rows("SELECT count(*) AS n FROM j WHERE input_file_name() LIKE '%/data/j/part-%.json'"))
        .isEqualTo("n\n2\n");
    assertThat(rows("SELECT count(DISTINCT input_file_name()) AS n FROM t")).isEqualTo("n\n2\n");
  }

  @Test
  void objectsOfS3HaveTheirPaths() {
    var s3 = "s3://lake/t/";
    rows("INSERT OVERWRITE DIRECTORY '%s' USING parquet SELECT 1 AS id".formatted(s3));
    assertThat(
            rows(
                "SELECT count(*) AS n FROM parquet.`s3a://lake/t/` WHERE input_file_name() LIKE"
                    + " 's3://lake/t/part-%.parquet'"))
        .isEqualTo("n\n1\n");
  }
}
