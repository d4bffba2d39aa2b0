package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() throws IOException {
    cli = new Cli(folder.resolve("home"));
    Files.writeString(folder.resolve("t.csv"), "id,v\n1,a\n2,b\n3,c\n");
  }

  @Test
  void laterStatementsUseEarlierOnes() throws IOException {
    var job =
        job(
            """
            name: steps
            parameters: {least: 1}
            inputs:
              t: %s/t.csv
            statements:
              - name: larger
                sql: SELECT * FROM t WHERE id > ${least}
              - name: kept
                sql: WITH x AS (SELECT * FROM larger) SELECT id * 10 AS ten FROM x;
                output: {path: %s/kept, mode: overwrite}
              - sql: SELECT sum(ten) AS s FROM kept
            """
                .formatted(folder, folder));

    assertThat(cli.run("run", "-q", "--format", "csv", job))
        .isEqualTo(new Cli.Outcome(0, "s\n50\n", ""));
    assertThat(cli.run("run", "-q", "--format", "csv", job, "--param", "least=2"))
        .isEqualTo(new Cli.Outcome(0, "s\n30\n", ""));
    assertThat(cli.run("run", job).err())
        .contains("statement kept (2 of 3)\n")
        .contains("statement statements[2] (3 of 3)\n");
  }

  @Test
  void whatAStatementWroteIsReadAsItWasWritten() throws IOException {
    var job =
        job(
            """
            name: steps
            statements:
              - name: kept
                sql: SELECT 1 AS a, 'x' AS b
                output: {path: %s/kept, format: csv, options: {sep: ";", header: false}}
              - sql: SELECT * FROM kept
            """
                .formatted(folder));

    assertThat(cli.run("run", "-q", "--format", "csv", job))
        .isEqualTo(new Cli.Outcome(0, "a,b\n1,x\n", ""));
  }

  @Test
  void filesAreAddedToAnOutputWhoseBucketIsNotThereYet() throws IOException {
    var job =
        job(
            """
            name: adding
            sql: SELECT 1 AS a
            output: {path: "s3://new/out/", format: csv, mode: append}
            """);

    assertThat(cli.run("run", "-q", job).err()).isEmpty();
    assertThat(cli.run("run", "-q", job).err()).isEmpty();

    assertThat(cli.csv("SELECT * FROM csv.`s3://new/out/*.csv`").out()).isEqualTo("a\n1\n1\n");
  }

  @Test
  void inputsOfAJobHaveSchemasAndOptions() throws IOException {
    Files.writeString(folder.resolve("raw.txt"), "007;NA\n8;b\n9\n");
    var job =
        """
        name: raw
        inputs:
          t:
            path: %s/raw.txt
            format: csv
            schema: id %s, v string, _corrupt_record string
            options: {header: false, sep: ";", %s: NA}
        sql: SELECT * FROM t
        """;

    assertThat(
            cli.run("run", "-q", "--format", "csv", job(job.formatted(folder, "int", "nullValue"))))
        .isEqualTo(new Cli.Outcome(0, "id,v,_corrupt_record\n7,,\n8,b,\n9,,9\n", ""));
    assertThat(cli.run("run", "-q", job(job.formatted(folder, "itn", "nullValue"))).err())
        .startsWith("error: inputs.t.schema: ")
        .contains("itn");
    assertThat(cli.run("run", "-q", job(job.formatted(folder, "int", "nulValue"))).err())
        .startsWith("error: csv has no option 'nulValue'; did you mean 'nullValue'?");
  }

  @Test
  void errorsShowTheTextOfTheirOwnStatement() throws IOException {
    var job =
        """
        name: steps
        inputs:
          t: %s/t.csv
        statements:
          - name: larger
            sql: |
              SELECT *
              FROM t WHERE %s > 1;
          - name: pairs
            sql: SELECT a.id FROM larger a SEMI JOIN larger b ON a.id = b.id -- the last line
          - sql: |
              -- what is asked
              WITH x AS (SELECT * FROM pairs)
              SELECT %s FROM x
        """;

    assertThat(cli.run("run", "-q", "--format", "csv", job(job.formatted(folder, "id", "id"))))
        .isEqualTo(new Cli.Outcome(0, "id\n2\n3\n", ""));
    assertThat(cli.run("run", "-q", job(job.formatted(folder, "id", "idd"))).err())
        .isEqualTo(
            """
            error: line 3, column 8: no column is called 'idd'; did you mean 'id'?
              3 | SELECT idd FROM x
                         ^^^
            """);
    assertThat(cli.run("run", "-q", job(job.formatted(folder, "idd", "id"))).err())
        .isEqualTo(
            """
            error: statement larger, line 2, column 14: no column is called 'idd'; did you mean 'id'?
              2 | FROM t WHERE idd > 1;
                               ^^^
            """);
    assertThat(cli.run("run", "-q", job(job.formatted(folder, "(id", "id"))).err())
        .startsWith("error: statement larger, line 2, column ");
  }

  @Test
  void theFirstFailureEndsTheJob() throws IOException {
    var job =
        job(
            """
            name: fails
            statements:
              - sql: SELECT no FROM parquet.`/no/such`
                output: {path: %s/a}
              - sql: SELECT 1 AS one
            """
                .formatted(folder));
    var outcome = cli.run("run", job);

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("/no/such");
  }

  @Test
  void itSaysHowTriggersAreServed() throws IOException {
    var job =
        job(
            """
            name: daily
            sql: SELECT 1 AS one
            triggers: [{schedule: {expression: rate(1 day)}}]
            """);

    assertThat(cli.run("run", job).err())
        .startsWith("The job runs once, now; for its triggers register it: stint jobs put ");
  }

  @Test
  void aJobThatCostsTooMuchIsNotStarted() throws IOException {
    var job =
        job(
            """
            name: dear
            inputs: {t: %s/t.csv}
            sql: SELECT v, count(*) FROM t GROUP BY v ORDER BY v
            limits: {maxCost: 0.000000001, maxParallelism: 1}
            """
                .formatted(folder));
    var outcome = cli.run("run", "-q", job);

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("error: the run was not started: it is estimated to cost $")
        .contains("limits.maxCost leaves it $0.000000001");
  }

  @Test
  void limitsOfTheCommandLineTakeThePlaceOfTheJobs() throws IOException {
    var job =
        job(
            """
            name: cheap
            inputs: {t: %s/t.csv}
            sql: SELECT v, count(*) AS c FROM t GROUP BY v ORDER BY v
            limits: {maxCost: 0.000000001, maxDuration: 1s}
            """
                .formatted(folder));
    var statement = "SELECT v, count(*) FROM csv.`" + folder + "/t.csv` GROUP BY v";

    assertThat(
            cli.run("run", "-q", "--format", "csv", "--max-cost", "1", "--max-duration", "1h", job))
        .isEqualTo(new Cli.Outcome(0, "v,c\na,1\nb,1\nc,1\n", ""));
    assertThat(cli.run("sql", "-q", "--max-cost", "0.000000001", statement).code())
        .isEqualTo(ExitCode.USER_ERROR);
  }

  private String job(String text) throws IOException {
    return Files.writeString(folder.resolve("job.yaml"), text).toString();
  }
}
