package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compressed text, calendars of old, and names of any kind, in files that others made.
class OtherWritersTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  /// `small` by the formats' own tools, `hadoop` by Spark.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "small.csv.gz",
        "small.csv.bz2",
        "small.csv.zst",
        "small.csv.lz4",
        "hadoop.csv.lz4",
        "hadoop.csv.snappy",
        "hadoop.csv.deflate"
      })
  void textIsDecompressedByItsName(String name) throws IOException {
    var file = ParquetTypesTest.file(name);

    assertThat(cli.csv("SELECT * FROM csv.`" + file + "`"))
        .isEqualTo(new Cli.Outcome(0, "id,v\n1,x\n2,y\n", ""));

    byte[] bytes = Files.readAllBytes(Path.of(file));
    var cut = Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length - 9));
    var outcome = cli.csv("-t", "t=" + cut + ",schema=\"id int, v string\"", "SELECT * FROM t");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains(name, "the data is corrupt or truncated");
  }

  @ParameterizedTest
  @CsvSource({"csv.xz, xz", "json.zip, zip", "csv.br, Brotli", "csv.7z, 7-Zip"})
  void compressionThatIsNotReadIsNamed(String ending, String name) throws IOException {
    var file = Files.writeString(folder.resolve("t." + ending), "id\n1\n");

    assertThat(cli.csv("-t", "t=" + file + ",schema=id int", "SELECT * FROM t").err())
        .startsWith("error: ")
        .contains("t." + ending + ": " + name + " is not read; unpack it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark-2.4.8.parquet", "spark-3.5.1.parquet"})
  void oldCalendarIsTheFilesMatter(String name) {
    var file = ParquetTypesTest.file(name);

    assertThat(cli.csv("--time-zone", "UTC", "SELECT d, t FROM parquet.`" + file + "`").out())
        .isEqualTo("d,t\n0001-01-01,0001-01-01 00:00:00\n");
    assertThat(cli.csv("SELECT d FROM parquet.`" + file + "` WHERE d = DATE '0001-01-01'").out())
        .isEqualTo("d\n0001-01-01\n");
    assertThat(cli.csv("SELECT d FROM parquet.`" + file + "` WHERE d < DATE '1600-01-01'").out())
        .isEqualTo("d\n0001-01-01\n");
  }

  /// As Spark 4 gives them.
  @ParameterizedTest
  @ValueSource(strings = {"legacy-int96.parquet", "legacy-micros.parquet"})
  void timestampsAreRebasedInTheWritersZone(String name) {
    var file = ParquetTypesTest.file(name);

    var rows =
        cli.csv(
            "--time-zone",
            "America/Los_Angeles",
            "SELECT * FROM parquet.`" + file + "` ORDER BY id");

    assertThat(rows.out())
        .isEqualTo(
            """
            id,d,t,n
            1,0001-01-01,0000-12-31 16:07:02,0001-01-01 00:00:00
            2,1582-10-04,1582-10-04 04:41:58.789,1582-10-04 12:00:00
            3,1582-10-15,1582-10-14 16:07:02,1582-10-15 00:00:00
            4,1900-01-01,1889-12-31 16:00:00,
            5,2024-02-29,2024-02-29 04:00:00,
            """);
  }

  @Test
  void calendarOfAFileThatDoesNotTellIsTheUsers() {
    var out = folder.resolve("out").toString();
    cli.csv("SELECT DATE '1582-10-04' AS d, DATE '2024-01-01' AS e", "--output", out);

    assertThat(cli.csv("SELECT d FROM parquet.`" + out + "`").out()).isEqualTo("d\n1582-10-04\n");
    var legacy = "t=" + out + ",datetimeRebaseMode=LEGACY";
    assertThat(cli.csv("-t", legacy, "SELECT * FROM t").out())
        .isEqualTo("d,e\n1582-09-24,2024-01-01\n");
    var exception = "t=" + out + ",datetimeRebaseMode=EXCEPTION";
    assertThat(cli.csv("-t", exception, "SELECT e FROM t").out()).isEqualTo("e\n2024-01-01\n");
    assertThat(cli.csv("-t", exception, "SELECT d FROM t").err())
        .contains("column 'd': a date before 1582-10-15 may be of either calendar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/*.csv",
        "/2024*",
        "/2024-01-01T10:00:00.csv",
        "/{2024-01-01T10:00:00,x}.csv"
      })
  void colonsInNamesAreColons(String glob) throws IOException {
    Files.createDirectories(folder.resolve("lc"));
    Files.writeString(folder.resolve("lc/2024-01-01T10:00:00.csv"), "n\n1\n");

    assertThat(cli.csv("SELECT n FROM csv.`" + folder + "/lc" + glob + "`").out())
        .isEqualTo("n\n1\n");
  }

  @Test
  void hiddenFileIsSaidToBeHidden() throws IOException {
    var file = Files.writeString(folder.resolve("_t.csv"), "n\n1\n");

    assertThat(cli.csv("SELECT n FROM csv.`" + file + "`").err())
        .contains("_t.csv is hidden", "rename the file");
  }

  @ParameterizedTest
  @CsvSource({
    "https://lake.s3.eu-west-1.amazonaws.com/a/b.csv, write s3://lake/a/b.csv",
    "https://s3.amazonaws.com/lake/b.csv, write s3://lake/b.csv",
    "https://example.com/b.csv, nothing is read over HTTP",
    "gs://lake/b.csv, write s3://bucket/key",
  })
  void addressesThatAreNoPathsGetAHint(String path, String hint) {
    assertThat(cli.csv("SELECT * FROM csv.`" + path + "`").err()).contains(hint);
  }

  @Test
  void typesOfPartitionColumnsAreKept() {
    var out = folder.resolve("t").toString();
    cli.csv("SELECT '01234' AS zip, 1 AS n", "--output", out, "--partition-by", "zip");

    assertThat(cli.csv("SELECT zip FROM parquet.`" + out + "`").out()).isEqualTo("zip\n01234\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT 2 AS id, 'b' AS d           |     | is partitioned by d, and rows would be added that are partitioned by nothing
          SELECT 2 AS id, 'b' AS d           | id  | partitioned by d, and rows would be added that are partitioned by id
          SELECT 2 AS id, 7 AS x, 'b' AS d   | d   | have no column x
          SELECT 2 AS nr, 'b' AS d           | d   | have a column id
          SELECT 2L AS id, 'b' AS d          | d   | column id is int in the files
          """)
  void rowsAreNotAddedToFilesOfOtherColumns(String sql, String partition, String message) {
    var out = folder.resolve("t").toString();
    cli.csv("SELECT 1 AS id, 'a' AS d", "--output", out, "--partition-by", "d");

    var outcome =
        partition == null
            ? cli.csv(sql, "--output", out, "--mode", "append")
            : cli.csv(sql, "--output", out, "--mode", "append", "--partition-by", partition);

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains(message);
    assertThat(cli.csv("SELECT id, d FROM parquet.`" + out + "`").out()).isEqualTo("id,d\n1,a\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "json"})
  void laterStatementsReadWhatEarlierOnesWroteWithItsTypes(String format) throws IOException {
    var job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: types
            statements:
              - name: a
                sql: SELECT cast(0.10 AS decimal(10,2)) amt, '1e5' code, '007' agent, cast(NULL AS int) gone, '01' p
                output: {path: %s, mode: overwrite, format: %s, partitionBy: [p]}
              - name: none
                sql: SELECT * FROM a WHERE amt > 100
                output: {path: %s, mode: overwrite, format: %s, partitionBy: [p]}
              - sql: SELECT a.amt + 1 m, a.code || '!' c, agent || p x, gone + 1 g, (SELECT count(*) FROM none) n FROM a
            """
                .formatted(folder.resolve("a"), format, folder.resolve("none"), format));

    assertThat(cli.run("run", "-q", "--format", "csv", job.toString()))
        .isEqualTo(new Cli.Outcome(0, "m,c,x,g,n\n1.10,1e5!,00701,,0\n", ""));
  }
}
