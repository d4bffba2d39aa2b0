package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths mean the same wherever they stand, and S3 is there when one of them lies in it.
final class PathsTest {

  private static final String ONE = "SELECT 1 AS a";

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  @ParameterizedTest
  @CsvSource({
    "s3://lake/t, s3://lake/t",
    "s3a://lake/t/, s3://lake/t/",
    "s3n://lake/t, s3://lake/t",
    "S3://lake/t, s3://lake/t",
    "s3://lake, s3://lake/",
    "s3a://lake, s3://lake/",
    "s3a://lake/, s3://lake/",
    "file://FOLDER/t, file://FOLDER/t",
    "file:FOLDER/t, file://FOLDER/t",
    "FOLDER/t, file://FOLDER/t",
  })
  void everyFormIsWrittenAndReadWhereverItStands(String form, String absolute) throws IOException {
    var path = form.replace("FOLDER", folder.toString());
    var written = cli.run("sql", ONE, "--output", path);
    var row = new Cli.Outcome(0, "a\n1\n", "");

    assertThat(written.err())
        .contains("wrote 1 file to " + absolute.replace("FOLDER", folder.toString()) + "\n");
    assertThat(cli.csv("SELECT a FROM parquet.`" + path + "`")).isEqualTo(row);
    assertThat(cli.csv("--table", "t=" + path + ",format=parquet", "SELECT a FROM t"))
        .isEqualTo(row);
    assertThat(job("{path: '" + path + "', format: parquet}", "SELECT a FROM t")).isEqualTo(row);
    assertThat(cli.run("explain", "SELECT a FROM parquet.`" + path + "`").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a://lake/*", "s3n://lake/*/part-*", "s3://lake/p=*"})
  void globsStayGlobs(String glob) {
    cli.run("sql", ONE, "--output", "s3a://lake/p=7");

    assertThat(cli.csv("SELECT a, p FROM parquet.`" + glob + "`"))
        .isEqualTo(new Cli.Outcome(0, "a,p\n1,7\n", ""));
  }

  @Test
  void jobsWriteToEveryForm() throws IOException {
    var file = folder.resolve("job.yaml");
    Files.writeString(
        file,
        """
        name: paths
        statements:
          - {name: ones, sql: SELECT 1 AS a, output: {path: 's3n://lake'}}
          - {sql: 'SELECT o.a FROM ones o JOIN parquet.`s3a://lake` p ON o.a = p.a'}
        """);

    assertThat(cli.run("run", "-q", "--format", "csv", file.toString()))
        .isEqualTo(new Cli.Outcome(0, "a\n1\n", ""));
  }

  @Test
  void aRootIsNoPlaceForTwo() {
    cli.run("sql", ONE, "--output", "s3://lake");

    var second = cli.run("sql", "-q", ONE, "--output", "s3a://lake/");

    assertThat(second.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(second.err()).startsWith("error: s3://lake is there already. ");
    cli.run("sql", "SELECT 2 AS a", "--output", "s3n://lake", "--mode", "overwrite");
    assertThat(cli.csv("SELECT a FROM parquet.`s3://lake`"))
        .isEqualTo(new Cli.Outcome(0, "a\n2\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 's3://lake/t' AS a",
        "SELECT 1 AS a -- FROM parquet.`s3://lake/t`",
        "SELECT /* parquet.`s3a://lake/t` */ 1 AS a",
        "SELECT 1 AS `s3://lake/t`",
      })
  void s3InTextAndCommentsStartsNoServer(String sql) {
    assertThat(cli.csv(sql).code()).isZero();

    assertThat(folder.resolve("home/s3")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT a FROM parquet.`s3:/lake`| s3:/lake names no bucket: write s3://bucket/key",
        "SELECT a FROM csv.`s3a://`| s3a:// names no bucket: write s3://bucket/key",
        "SELECT a FROM json.`hdfs://x/y`| hdfs://x/y is not a path that Stint knows: write"
            + " s3://bucket/key or file:///folder/file",
        "SELECT a FROM csv.`file://x/y`| file://x/y is not an absolute path: write"
            + " file:///folder/file",
        "SELECT a FRM parquet.`s3://lake`| line 1, column 10: ",
      })
  void wrongPathsAndStatementsAreAnsweredWithoutAServer(String sql, String message) {
    var outcome = cli.csv(sql);

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.err()).startsWith("error: ").contains(message);
    assertThat(folder.resolve("home/s3")).doesNotExist();
  }

  @Test
  void wrongOutputsAreAnswered() {
    var outcome = cli.run("sql", "-q", ONE, "--output", "s3:lake/t");

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.err())
        .isEqualTo("error: s3:lake/t names no bucket: write s3://bucket/key\n");
  }

  private Cli.Outcome job(String input, String sql) throws IOException {
    var file = folder.resolve("job.yaml");
    Files.writeString(file, "name: paths\ninputs:\n  t: " + input + "\nsql: " + sql + "\n");
    return cli.run("run", "-q", "--format", "csv", file.toString());
  }
}
