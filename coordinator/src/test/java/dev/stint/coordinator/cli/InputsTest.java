package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files are a table, in each format and wherever they lie.
class InputsTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  @ParameterizedTest
  @CsvSource({
    "parquet, file",
    "csv, file",
    "json, file",
    "parquet, s3",
    "csv, s3",
    "json, s3",
  })
  void aTableIsNamedOrWrittenInPlace(String format, String scheme) {
    var root = scheme.equals("s3") ? "s3://lake" : "file://" + folder + "/lake";
    write("(VALUES (1, 'a'), (2, CAST(NULL AS STRING))) AS t(id, v)", format, root + "/t");
    write("(VALUES (2, 'z')) AS t(id, w)", format, root + "/u");
    var sql = "SELECT a.id, a.v, b.w FROM %s a LEFT JOIN %s b ON a.id = b.id ORDER BY a.id";
    var rows = "id,v,w\n1,a,\n2,,z\n";

    assertThat(
            cli.csv(
                "--table",
                "t=" + root + "/t",
                "--table",
                "u=" + root + "/u/",
                sql.formatted("t", "u")))
        .isEqualTo(new Cli.Outcome(0, rows, ""));
    assertThat(rows(sql.formatted(place(format, root + "/t"), place(format, root + "/u/part-*"))))
        .isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "json"})
  void whatIsHiddenOrHasNoBytesIsPassedOver(String format) throws IOException {
    write("(VALUES (1), (2)) AS t(id)", format, folder + "/t");
    for (var name : new String[] {"_x", ".x", "_temporary/x", "sub/.hidden/x"}) {
      text("t/" + name + "." + format, "nonsense");
    }
    text("t/zero." + format, "");

    assertThat(rows("SELECT id FROM " + place(format, folder + "/t") + " ORDER BY id"))
        .isEqualTo("id\n1\n2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          in             | 15
          in/a           | 3
          in/a/1.csv     | 1
          in/*/1.csv     | 5
          in/a/[13].csv  | 1
          in/{a,b}/?.csv | 7
          in/a/*         | 3
          i*             | 15
          """)
  void filesFoldersAndGlobsAreTables(String path, int sum) throws IOException {
    text("in/a/1.csv", "id\n1\n");
    text("in/a/2.csv", "id\n2\n");
    text("in/b/1.csv", "id\n4\n");
    text("in/c/deep/3.csv", "id\n8\n");

    assertThat(rows("SELECT sum(id) AS s FROM csv.`" + folder + "/" + path + "`"))
        .isEqualTo("s\n" + sum + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "json"})
  void partitionFoldersAreTypedColumnsAndPruneSplits(String format) {
    var path = folder + "/t";
    var outcome =
        cli.run(
            "sql",
            "SELECT * FROM (VALUES (1, DATE '2024-01-01', 'a b'), (2, DATE '2024-01-02', NULL))"
                + " AS t(id, day, tag)",
            "--output",
            path,
            "--output-format",
            format,
            "--partition-by",
            "day,tag");
    assertThat(outcome.code()).as(outcome.err()).isZero();

    var sql = "SELECT id, day + 1 AS next, tag FROM " + place(format, path);
    assertThat(rows(sql + " ORDER BY id"))
        .isEqualTo("id,next,tag\n1,2024-01-02,a b\n2,2024-01-03,\n");
    assertThat(cli.run("explain", sql + " WHERE day > DATE '2024-01-01'").out())
        .contains("splits 1 of 2");
    assertThat(rows(sql + " WHERE day > DATE '2024-01-01'"))
        .isEqualTo("id,next,tag\n2,2024-01-03,\n");
    assertThat(cli.run("explain", sql + " WHERE tag = 'a b'").out()).contains("splits 1 of 2");
  }

  @Test
  void aSchemaIsSampledOrGiven() throws IOException {
    text("t.csv", "id,day,x,flag,at,note\n1,2024-01-31,1.5,true,2024-01-31 10:00:00,\n");
    text("t.json", "{\"id\":1,\"x\":1.5,\"flag\":true,\"day\":\"2024-01-31\",\"s\":\"1\"}\n");
    var types = "SELECT id / 2 AS h, add_months(day, 1) AS m, x + 1 AS x, NOT flag AS n FROM %s";

    assertThat(rows(types.formatted(place("csv", folder + "/t.csv"))))
        .isEqualTo("h,m,x,n\n0.5,2024-02-29,2.5,false\n");
    assertThat(rows(types.formatted(place("json", folder + "/t.json"))))
        .isEqualTo("h,m,x,n\n0.5,2024-02-29,2.5,false\n");
    // CSV by place, JSON by name.
    var csv = "id string, no date, x decimal(4,2), f boolean, t timestamp, s string";
    assertThat(cli.csv("-t", table("t.csv", csv), "SELECT id || 'x' AS i, x, no FROM t").out())
        .isEqualTo("i,x,no\n1x,1.50,2024-01-31\n");
    var json = "id string, x decimal(4,2), no date";
    assertThat(cli.csv("-t", table("t.json", json), "SELECT id || 'x' AS i, x, no FROM t"))
        .isEqualTo(new Cli.Outcome(0, "i,x,no\n1x,1.50,\n", ""));
  }

  private String table(String file, String schema) {
    return "t=%s/%s,schema=\"%s\"".formatted(folder, file, schema);
  }

  @Test
  void parquetFilesThatDifferAreMergedByNameOrRefused() {
    write("(VALUES (1, 'a')) AS t(id, v)", "parquet", folder + "/t/one");
    write("(VALUES (1.5D, CAST(2 AS BIGINT))) AS t(fare, ID)", "parquet", folder + "/t/two");

    assertThat(rows("SELECT * FROM " + place("parquet", folder + "/t") + " ORDER BY id"))
        .isEqualTo("id,v,fare\n1,a,\n2,,1.5\n");

    write("(VALUES ('x')) AS t(id)", "parquet", folder + "/t/zed");
    var refused = cli.run("sql", "-q", "SELECT * FROM " + place("parquet", folder + "/t"));
    assertThat(refused.err())
        .startsWith("error: line 1, column 8: column id is bigint in file://" + folder)
        .contains("/t/one/part-")
        .contains(" but string in file://" + folder + "/t/zed/part-");
    assertThat(refused.code()).isEqualTo(ExitCode.USER_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void aBadRecordIsKeptDroppedOrFatal(String format) throws IOException {
    var isCsv = format.equals("csv");
    var bad = isCsv ? "x,b" : "{\"id\":\"x\",\"v\":\"b\"}";
    text(
        "t." + format,
        isCsv ? "id,v\n1,a\n" + bad + "\n" : "{\"id\":1,\"v\":\"a\"}\n" + bad + "\n");
    var table =
        "t=" + folder + "/t." + format + ",schema=\"id int, v string, _corrupt_record string\"";
    var quoted = "\"" + bad.replace("\"", "\"\"") + "\"";

    assertThat(rows(table, "")).isEqualTo("id,v,_corrupt_record\n1,a,\n,b," + quoted + "\n");
    var dropped = cli.csv("-t", table + ",mode=DROPMALFORMED", "SELECT * FROM t");
    assertThat(dropped.out()).isEqualTo("id,v,_corrupt_record\n1,a,\n");
    assertThat(dropped.err()).contains("1 record of table t did not fit and was left out", bad);
    var failed = cli.run("sql", "-q", "-t", table + ",mode=FAILFAST", "SELECT * FROM t");
    assertThat(failed.err())
        .startsWith("error: file://" + folder + "/t." + format + ", line ")
        .contains("column 'id': 'x' is no int");
    assertThat(failed.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(failed.out()).isEmpty();
  }

  /// More than a split, of which the second does not begin where a record does.
  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void splitsAreCutAtRecordsAndCompressedFilesNotAtAll(String format) throws IOException {
    var text = new StringBuilder(format.equals("csv") ? "id,v\n" : "");
    var filler = "x".repeat(997);
    for (int id = 0; id < 40_000; id++) {
      text.append(
          format.equals("csv")
              ? id + "," + filler + "\n"
              : "{\"id\":" + id + ",\"v\":\"" + filler + "\"}\n");
    }
    text("t." + format, text.toString());
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("z." + format + ".gz"), zipped.toByteArray());
    var sql = "SELECT count(*) AS n, sum(id) AS s, min(length(v)) AS l FROM ";

    var plain = place(format, folder + "/t." + format);
    assertThat(rows(sql + plain)).isEqualTo("n,s,l\n40000,799980000,997\n");
    assertThat(cli.run("explain", sql + plain).out()).contains("splits 2");
    var compressed = place(format, folder + "/z." + format + ".gz");
    assertThat(rows(sql + compressed)).isEqualTo("n,s,l\n40000,799980000,997\n");
    assertThat(cli.run("explain", sql + compressed).out()).contains("splits 1");
  }

  private String rows(String table, String options) {
    var outcome = cli.csv("-t", table + options, "SELECT * FROM t");
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private String rows(String sql) {
    var outcome = cli.csv(sql);
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private void write(String from, String format, String path) {
    var outcome =
        cli.run("sql", "-q", "SELECT * FROM " + from, "--output", path, "--output-format", format);
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  private static String place(String format, String path) {
    return format + ".`" + path + "`";
  }

  private void text(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
