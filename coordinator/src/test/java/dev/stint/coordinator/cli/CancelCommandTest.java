package dev.stint.coordinator.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.event.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CancelCommandTest {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));
  private Runs runs = new Runs("");
  private String query = "";

  @BeforeEach
  void open() throws IOException {
    cli = new Cli(folder.resolve("home"));
    runs = Runs.of(folder.resolve("home"));
    var many = IntStream.range(0, 5000).mapToObj(id -> id + "\n").collect(joining());
    Files.writeString(folder.resolve("many.csv"), "id\n" + many);
    Files.writeString(folder.resolve("t.csv"), "id,v\n1,a\n2,b\n3,a\n");
    query = "SELECT v, count(*) AS c FROM csv.`" + folder + "/t.csv` GROUP BY v ORDER BY v";
  }

  /// A query that takes minutes is ended by the first look at the flag.
  @ParameterizedTest
  @CsvSource({"out, home/work", "s3://lake/out, home/s3/stint-work"})
  void aRunThatGoesOnElsewhereEnds(String output, String workFolder) throws Exception {
    var table = "csv.`" + folder + "/many.csv`";
    var slow =
        "SELECT sum(x.id * y.id + z.id) AS s FROM %s x CROSS JOIN %s y CROSS JOIN %s z"
            .formatted(table, table, table);
    var path = output.contains(":") ? output : folder.resolve(output).toString();
    var running = new FutureTask<>(() -> cli.run("sql", slow, "--output", path));
    new Thread(running, "slow").start();
    var there = new Runs("file://" + folder.resolve(workFolder));
    while (there.ids().isEmpty() || there.events(there.ids().getFirst()).isEmpty()) {
      assertThat(running.isDone()).isFalse();
      Thread.onSpinWait();
    }
    var id = there.ids().getFirst();

    assertThat(cli.run("cancel", id))
        .isEqualTo(new Cli.Outcome(0, "", "run " + id + " is cancelled; nothing was written\n"));

    var outcome = running.get();
    assertThat(outcome.code()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(outcome.err()).contains("error: cancelled; nothing was written");
    assertThat(there.leftovers(id)).isEmpty();
    assertThat(cli.run("runs").out()).contains(id + "  cancelled  ");
  }

  @Test
  void aDeadRunIsEndedByWhoeverCancelsIt() {
    cli.csv(query, "--output", folder.resolve("out").toString());
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.AttemptStarted, A_MINUTE);
    runs.write(id, "segments/stage-0/task-0-0-0.segment");

    assertThat(cli.run("cancel", id))
        .isEqualTo(
            new Cli.Outcome(
                0,
                "",
                """
                The coordinator of run %1$s is gone; ending the run for it.
                run %1$s is cancelled; nothing was written
                """
                    .formatted(id)));

    assertThat(runs.leftovers(id)).isEmpty();
    assertThat(runs.events(id))
        .filteredOn(logged -> logged.event() instanceof RunEvent.AttemptStarted)
        .hasSize(1);
    assertThat(cli.run("cancel", id).err())
        .isEqualTo("run " + id + " has ended (cancelled); there is nothing to cancel\n");
    assertThat(cli.run("resume", id).err())
        .isEqualTo("error: run " + id + " was cancelled, and what has ended is not resumed\n");
  }

  @Test
  void aDeadRunWhoseFilesWereBecomingVisibleIsFinished() {
    cli.csv(query, "--output", folder.resolve("out").toString());
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.CommitStarted, A_MINUTE);

    assertThat(cli.run("cancel", "-q", id))
        .isEqualTo(
            new Cli.Outcome(
                0, "", "run " + id + " was past its end or its commit point: it succeeded\n"));
    assertThat(cli.csv("SELECT count(*) AS n FROM parquet.`" + folder + "/out`").out())
        .isEqualTo("n\n2\n");
  }

  @Test
  void whatIsNotThereCannotBeCancelled() {
    assertThat(cli.run("cancel", "abc").code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(cli.run("cancel").err()).contains("RUN");
    runs.write("abc", "segments/x");
    assertThat(cli.run("cancel", "abc").err())
        .isEqualTo("error: abc has no log: nothing of it was begun\n");
  }
}
