package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.cli.runs.RunFinder;
import dev.stint.coordinator.event.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResumeCommandTest {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final String RESULT = "v,c\na,2\nb,1\n";

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));
  private Runs runs = new Runs("");
  private String query = "";

  @BeforeEach
  void open() throws IOException {
    cli = new Cli(folder.resolve("home"));
    runs = Runs.of(folder.resolve("home"));
    Files.writeString(folder.resolve("t.csv"), "id,v\n1,a\n2,b\n3,a\n");
    // What is read twice is a stage of its own.
    query =
        """
        WITH counted AS (SELECT v, count(*) AS c FROM csv.`%s/t.csv` GROUP BY v)
        SELECT a.v, b.c FROM counted AS a JOIN counted AS b ON a.v = b.v ORDER BY a.v
        """
            .formatted(folder);
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    cli.csv(query);
    var id = runs.ids().getFirst();
    runs.killAfter(
        id, event -> event instanceof RunEvent.StageFinished(int stage) && stage == 1, A_MINUTE);

    assertThat(cli.run("resume", "-q", "--format", "csv", id))
        .isEqualTo(new Cli.Outcome(0, RESULT, ""));

    assertThat(
            runs.events(id).stream()
                .filter(
                    logged ->
                        logged.event() instanceof RunEvent.AttemptStarted(var attempt, _, _)
                            && attempt.stageId() == 1))
        .hasSize(1);
    assertThat(runs.leftovers(id)).isEmpty();
    assertThat(runs.ids()).hasSize(1);
  }

  @Test
  void everyEntryMayBeTheLastOfACoordinator() {
    cli.csv(query);
    var first = runs.ids().getFirst();
    int count = runs.entries(first);
    runs.delete(first);
    for (int last = 1; last < count; last++) {
      cli.csv(query);
      var id = runs.ids().getFirst();
      if (runs.entries(id) > last) {
        runs.killAfterEntries(id, last, A_MINUTE);
        var outcome = cli.run("resume", "-q", "--format", "csv", id);
        assertThat(outcome).isIn(new Cli.Outcome(0, RESULT, ""), nothingToDo(id));
      }
      runs.delete(id);
    }
  }

  private static Cli.Outcome nothingToDo(String id) {
    return new Cli.Outcome(0, "", "run " + id + " has succeeded; there is nothing to do\n");
  }

  @Test
  void progressAndReportAreShownAsForAnyRun() {
    cli.csv(query, "--output", folder.resolve("out").toString());
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.CommitStarted, A_MINUTE);
    var outcome = cli.run("resume", id);

    assertThat(outcome.err())
        .contains("going on with the run, as its coordinator number 2\n")
        .containsPattern("wrote \\d files? to file://" + folder + "/out\n")
        .contains("Run " + id + " succeeded in ");
    assertThat(cli.csv("SELECT * FROM parquet.`" + folder + "/out` ORDER BY v").out())
        .isEqualTo(RESULT);
  }

  @Test
  void runsInS3AreResumed() {
    cli.csv(query, "--output", "s3://lake/out");
    var inS3 = new Runs("file://" + folder.resolve("home/s3/stint-work"));
    var id = inS3.ids().getFirst();
    inS3.killAfter(id, event -> event instanceof RunEvent.CommitStarted, A_MINUTE);

    assertThat(cli.run("resume", "-q", id)).isEqualTo(new Cli.Outcome(0, "", ""));
    assertThat(cli.csv("SELECT * FROM parquet.`s3://lake/out` ORDER BY v").out()).isEqualTo(RESULT);
  }

  @Test
  void aJobIsFinishedAsAWhole() throws IOException {
    var job = job();
    assertThat(cli.run("run", "-q", "--format", "csv", job).out()).isEqualTo("s\n6\n");
    var id = RunFinder.jobId(runs.ids().getFirst());
    assertThat(runs.ids()).containsExactly(id + "-1", id + "-2", id + "-3");
    runs.delete(id + "-3");
    runs.killAfter(id + "-2", event -> event instanceof RunEvent.CommitStarted, A_MINUTE);

    assertThat(cli.run("resume", "-q", "--format", "csv", id + "-2"))
        .isEqualTo(new Cli.Outcome(0, "s\n6\n", ""));

    assertThat(runs.events(id + "-1"))
        .filteredOn(logged -> logged.event() instanceof RunEvent.CoordinatorStarted)
        .hasSize(1);
    assertThat(cli.run("resume", id).err())
        .isEqualTo("job %s has succeeded; there is nothing to do\n".formatted(id));
  }

  @Test
  void aJobWhoseCoordinatorDiedBetweenItsStatementsGoesOnToo() throws IOException {
    var job = job();
    cli.run("run", "-q", job);
    var id = RunFinder.jobId(runs.ids().getFirst());
    runs.delete(id + "-3");

    var outcome = cli.run("resume", "--format", "csv", id);

    assertThat(outcome.out()).isEqualTo("s\n6\n");
    assertThat(outcome.err()).contains("statement statements[2] (3 of 3)\n");
  }

  private String job() throws IOException {
    return Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: steps
            inputs: {t: %1$s/t.csv}
            statements:
              - {name: a, sql: SELECT id FROM t, output: {path: %1$s/a}}
              - {name: b, sql: SELECT id FROM a, output: {path: %1$s/b}}
              - sql: SELECT sum(id) AS s FROM b
            limits: {maxCost: 5, maxDuration: 1h}
            """
                .formatted(folder))
        .toString();
  }

  @Test
  void aRunThatSeemsAliveIsTakenOverByForceOnly() {
    cli.csv(query);
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.AttemptStarted, Duration.ZERO);

    assertThat(cli.run("resume", id).err())
        .matches(
            "error: run %s seems to be alive: its coordinator was there \\d s ago; wait, or take it over with --force\n"
                .formatted(id));
    assertThat(cli.run("resume", "-q", "--force", "--format", "csv", id).out()).isEqualTo(RESULT);
  }

  @Test
  void whatHasEndedIsNotResumed() {
    cli.csv(query);
    var succeeded = runs.ids().getFirst();
    cli.csv("SELECT CAST(v AS int) FROM csv.`" + folder + "/t.csv`");
    var failed = runs.ids().stream().filter(id -> !id.equals(succeeded)).findFirst().orElseThrow();

    assertThat(cli.run("resume", succeeded))
        .isEqualTo(
            new Cli.Outcome(
                0, "", "run " + succeeded + " has succeeded; there is nothing to do\n"));
    var outcome = cli.run("resume", failed);
    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.err())
        .startsWith("error: run " + failed + " has failed, and what has ended is not resumed: ")
        .endsWith("See stint runs " + failed + "\n");
    assertThat(cli.run("resume").code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(cli.run("resume", "nothing").err()).startsWith("error: there is no run nothing");
  }
}
