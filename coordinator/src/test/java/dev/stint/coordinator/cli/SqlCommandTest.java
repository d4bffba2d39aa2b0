package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {

  private static final String TRIPS =
      """
      id,city,fare,day
      1,Oslo,10.50,2020-01-31
      2,Rome,,2020-02-01
      3,"Oslo, N",7.25,2020-02-02
      4,,-1.00,2020-02-03
      """;

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));
  private String trips = "";

  @BeforeEach
  void writeTrips() throws IOException {
    cli = new Cli(folder.resolve("home"));
    trips = Files.writeString(folder.resolve("trips.csv"), TRIPS).toString();
  }

  @Test
  void csvGoesToStandardOutputAndAllElseToStandardError() {
    var outcome =
        cli.run(
            "sql",
            "--table",
            "trips=" + trips,
            "--format",
            "csv",
            "SELECT * FROM trips ORDER BY id");

    assertThat(outcome.out())
        .isEqualTo(
            """
            id,city,fare,day
            1,Oslo,10.5,2020-01-31
            2,Rome,,2020-02-01
            3,"Oslo, N",7.25,2020-02-02
            4,,-1.0,2020-02-03
            """);
    assertThat(outcome.err()).contains("Run ").contains("At AWS's prices this costs $");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void quietSaysNothing() {
    var outcome = cli.csv("SELECT 1 AS one");

    assertThat(outcome).isEqualTo(new Cli.Outcome(0, "one\n1\n", ""));
  }

  @Test
  void tablesStandInPlaceToo() {
    var outcome =
        cli.run("sql", "-q", "--format", "json", "SELECT max(fare) AS m FROM csv.`" + trips + "`");

    assertThat(outcome).isEqualTo(new Cli.Outcome(0, "{\"m\":10.5}\n", ""));
  }

  @Test
  void optionsReachTheReader() {
    var table =
        "t=" + trips + ",header=false,schema=\"id string, city string, fare string, day string\"";
    var outcome = cli.csv("--table", table, "SELECT count(*) AS n FROM t");

    assertThat(outcome).isEqualTo(new Cli.Outcome(0, "n\n5\n", ""));
  }

  @Test
  void statementsComeFromFiles() throws IOException {
    var file = Files.writeString(folder.resolve("q.sql"), "SELECT 2 AS two;\n");

    assertThat(cli.csv("--file", file.toString())).isEqualTo(new Cli.Outcome(0, "two\n2\n", ""));
  }

  @Test
  void rowsGoIntoFilesAndComeBack() {
    var out = folder.resolve("out").toString();
    var written =
        cli.run(
            "sql",
            "--table",
            "trips=" + trips,
            "SELECT id, fare, year(day) AS year, month(day) AS month FROM trips",
            "--output",
            out,
            "--partition-by",
            "year,month");

    assertThat(written.code()).isZero();
    assertThat(written.out()).isEmpty();
    assertThat(written.err()).contains("wrote 2 files to file://" + out);
    assertThat(folder.resolve("out/year=2020/month=1")).isDirectory();
    assertThat(
            cli.csv("SELECT id, month FROM parquet.`" + out + "` WHERE month = 2 ORDER BY id")
                .out())
        .isEqualTo("id,month\n2,2\n3,2\n4,2\n");
    fails("error: ", "is there", "SELECT 1 AS a", "--output", out);
    assertThat(cli.run("sql", "SELECT 1 AS a", "--output", out, "--mode", "ignore").err())
        .contains("nothing written: ");
  }

  @Test
  void badSqlIsUnderlined() {
    var outcome =
        fails("", "line 1, column 8", "SELECT cty FROM trips", "--table", "trips=" + trips);

    assertThat(outcome.err()).contains("SELECT cty FROM trips\n").contains("^^^").contains("city");
    assertThat(fails("", "line 2", "SELECT 1\nFORM t").err()).contains("^");
    assertThat(fails("", "", "SELECT * FROM tripz", "--table", "trips=" + trips).err())
        .contains("tripz")
        .contains("trips");
  }

  @Test
  void whatIsMissingIsNamed() {
    fails("error: ", "there is no file or folder at /no/such", "SELECT * FROM parquet.`/no/such`");
    fails("error: ", "orc", "SELECT * FROM t", "--table", "t=" + trips + ",format=orc");
    fails(
        "error: ",
        "csv has no option 'hedaer'",
        "SELECT * FROM t",
        "--table",
        "t=" + trips + ",hedaer=true");
  }

  @Test
  void bucketsAndKeysThatAreNotThereAreNamedAndNotMade() {
    fails("error: ", "s3://nobody/x", "SELECT * FROM parquet.`s3://nobody/x`");
    cli.run("sql", "SELECT 1 AS a", "--output", "s3://somebody/a");
    fails("error: ", "s3://somebody/b", "SELECT * FROM parquet.`s3://somebody/b`");

    assertThat(folder.resolve("home/s3/nobody")).doesNotExist();
    assertThat(folder.resolve("home/s3/somebody")).isDirectory();
  }

  @Test
  void s3IsWrittenAndRead() {
    var written =
        cli.run(
            "sql",
            "--table",
            "trips=" + trips,
            "SELECT * FROM trips",
            "--output",
            "s3://lake/trips",
            "--output-format",
            "json");

    assertThat(written.err()).contains("wrote 1 file to s3://lake/trips");
    assertThat(cli.csv("SELECT count(*) AS n FROM json.`s3://lake/trips`"))
        .isEqualTo(new Cli.Outcome(0, "n\n4\n", ""));
  }

  @Test
  void corruptFilesAreNamed() throws IOException {
    var file = folder.resolve("bad.parquet");
    Files.write(file, "PAR1 this is none PAR1".getBytes(StandardCharsets.US_ASCII));

    fails("error: ", file.toString(), "SELECT * FROM parquet.`" + file + "`");
  }

  @Test
  void badRecordsAreNamedWhenTheyMustNotBe() {
    var table = "t=" + trips + ",mode=FAILFAST,schema=\"id int, city string, fare int, day date\"";
    var outcome = fails("", trips, "SELECT sum(fare) FROM t", "--table", table);

    assertThat(outcome.err()).contains("10.50").contains("fare");
  }

  @Test
  void overflowIsTheUsersError() {
    fails("", "overflow", "SELECT id + 9223372036854775807 FROM t", "--table", "t=" + trips);
  }

  @Test
  void stackTracesNeedDebug() {
    assertThat(cli.run("sql", "SELECT * FROM parquet.`/no/such`").err()).doesNotContain("\tat ");
    assertThat(cli.run("sql", "--debug", "SELECT * FROM parquet.`/no/such`").err())
        .contains("\tat ");
  }

  @Test
  void explainPrintsStages() {
    var outcome =
        cli.run(
            "explain",
            "--table",
            "trips=" + trips,
            "SELECT city, sum(fare) FROM trips GROUP BY city");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).containsIgnoringCase("stage 0").containsIgnoringCase("stage 1");
    assertThat(outcome.err()).isEmpty();
  }

  private Cli.Outcome fails(String start, String part, String sql, String... more) {
    var arguments = new java.util.ArrayList<>(java.util.List.of("sql", "-q", sql));
    arguments.addAll(java.util.List.of(more));
    var outcome = cli.run(arguments.toArray(String[]::new));

    assertThat(outcome.err()).startsWith(start).contains(part).doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    return outcome;
  }
}
