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

class UsageTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  @Test
  void helpIsAResult() {
    for (var command : new String[] {"sql", "run", "explain", "demo"}) {
      var outcome = cli.run(command, "--help");

      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).startsWith("Usage: stint " + command);
      assertThat(outcome.err()).isEmpty();
    }
    assertThat(cli.run("--help").out()).contains("Exit codes:").contains("stint demo");
    assertThat(cli.run("--version").out()).startsWith("stint ");
  }

  @Test
  void everyCommandIsFoundByItsNameAndListed() {
    var help = cli.run("--help").out();
    for (var subcommand : Stint.SUBCOMMANDS) {
      var name = subcommand.name();

      assertThat(cli.run(name, "--help").out()).startsWith("Usage: stint " + name + " ");
      assertThat(help).containsPattern("(?m)^  " + name + "  ");
    }
  }

  @Test
  void wrongUsageIsTheUsersErrorAndNothingElse() {
    fails("error: Missing required subcommand\nSee stint --help\n");
    fails(
        "error: Unmatched argument at index 0: 'slq'\nDid you mean sql?\nSee stint --help\n",
        "slq");
    fails(
        "error: Unknown option: '--fromat=csv'\nDid you mean --format?\nSee stint sql --help\n",
        "sql",
        "SELECT 1",
        "--fromat=csv");
    fails(
        "error: Invalid value for option '--memory': a function has 128MiB to 10GiB, not"
            + " 1MiB\nSee stint sql --help\n",
        "sql",
        "--memory",
        "1MiB",
        "SELECT 1");
    fails(
        "error: Invalid value for option '--table' (NAME=PATH[,KEY=VALUE...]): 't' is no table;"
            + " write name=path\nSee stint sql --help\n",
        "sql",
        "--table",
        "t",
        "SELECT 1");
  }

  @Test
  void deployedTargetsSayWhatIsMissingBeforeAnythingStarts() {
    fails(
        "error: the target localstack needs to know where the emulator is: set AWS_ENDPOINT_URL,"
            + " such as AWS_ENDPOINT_URL=http://127.0.0.1:4566\n",
        "sql",
        "--target",
        "localstack",
        "SELECT 1");
    fails(
        "error: --data-dir is for the local target, not for --target localstack\n",
        "sql",
        "--target",
        "localstack",
        "--data-dir",
        "s3",
        "SELECT 1");
    fails(
        "error: the local target needs no deployment: write --target aws or --target localstack\n",
        "deploy",
        "--target",
        "local");
    fails(
        "error: TaskMemoryMb is 256, but must be from 512 to 10239\n",
        "deploy",
        "--target",
        "localstack",
        "--memory",
        "256MiB");
    fails(
        "error: LogRetentionDays is 8, but must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150,"
            + " 180, 365, 400, 545, 731, 1096, 1827, 3653\n",
        "deploy",
        "--synth",
        "templates",
        "--log-retention",
        "8");
    fails(
        "error: --memory is for runs that this command coordinates; functions of detached ones are"
            + " as large as 'stint deploy --memory' has made them\n",
        "resume",
        "--target",
        "localstack",
        "--detach",
        "--memory",
        "2GiB",
        "e5d322be");
    fails(
        "error: this command works on the local target only, not with --target aws\n",
        "demo",
        "--target",
        "aws");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --target azure       | '--target': expected one of [LOCAL, LOCALSTACK, AWS]
          --functions pods     | '--functions': expected one of [THREADS, PROCESSES]
          --format xml         | '--format': expected one of [TABLE, CSV, JSON]
          --mode merge         | '--mode': expected one of [APPEND, OVERWRITE, ERRORIFEXISTS, IGNORE]
          --time-zone Mars     | '--time-zone': 'Mars' is not a time zone
          --target-file-size x | '--target-file-size': 'x' is not a size
          --parallelism x      | '--parallelism': 'x' is not an int
          --max-rows x         | '--max-rows': 'x' is not a long
          --max-cost free      | '--max-cost': 'free' is not an amount of dollars, such as 0.50
          --max-cost 0         | '--max-cost': '0' is not an amount of dollars, such as 0.50
          --max-duration 30    | '--max-duration': '30' is not a duration; write one such as 90s, 30m, 2h or 1h30m
          --max-parallelism 0  | '--max-parallelism': '0' is not a number from 1 to 999999
          """)
  void wrongValuesOfOptionsAreNamed(String option, String message) {
    var outcome = cli.run(("sql SELECT " + option).split(" ", -1));

    assertThat(outcome.err()).startsWith("error: Invalid value for option " + message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
  }

  @Test
  void aStatementIsTypedOrInAFile() {
    fails(
        "error: no statement; write it in quotes, as in stint sql \"SELECT 1\", or give --file"
            + " q.sql\n",
        "sql");
    fails(
        "error: a statement and --file q.sql: give one of them\n",
        "sql",
        "SELECT 1",
        "--file",
        "q.sql");
    fails("error: there is no file no.sql\n", "sql", "--file", "no.sql");
    fails("error: the statement is empty\n", "sql", " ");
  }

  @Test
  void jobFilesAreReadStrictly() throws IOException {
    fails("error: there is no job file no.yaml\n", "run", "no.yaml");
    var job = Files.writeString(folder.resolve("job.yaml"), "name: a\nsql: SELECT 1\nlimit: 3\n");
    fails(
        "error: " + job + ":3:1: limit: unknown key; did you mean 'limits'?\n",
        "run",
        job.toString());
    Files.writeString(job, "name: a\nparameters: {d: }\nsql: SELECT ${d}\n");
    fails(
        "error: "
            + job
            + ":3:6: sql needs parameter 'd', which has no default; give it with --param d=…\n",
        "run",
        job.toString());
    fails(
        "error: " + job + ": unknown parameter 'zone'; the file declares d\n",
        "run",
        job.toString(),
        "--param",
        "zone=1");
    fails(
        "error: Value for option option '--param' (NAME=VALUE) should be in KEY=VALUE format but"
            + " was d\n"
            + "See stint run --help\n",
        "run",
        job.toString(),
        "--param",
        "d");
  }

  @Test
  void nothingIsLeftByWhatNeverRan() {
    cli.run("sql", "--target", "aws", "SELECT 1");

    assertThat(folder).isEmptyDirectory();
  }

  private void fails(String message, String... arguments) {
    var outcome = cli.run(arguments);

    assertThat(outcome.err()).isEqualTo(message);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
  }
}
