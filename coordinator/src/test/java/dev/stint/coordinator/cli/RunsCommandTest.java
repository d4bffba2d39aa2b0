package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.event.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));
  private Runs runs = new Runs("");
  private String query = "";

  @BeforeEach
  void open() throws IOException {
    cli = new Cli(folder.resolve("home"));
    runs = Runs.of(folder.resolve("home"));
    Files.writeString(folder.resolve("t.csv"), "id,v\n1,a\n2,b\n3,a\n");
    query = "SELECT v, count(*) AS c FROM csv.`" + folder + "/t.csv` GROUP BY v ORDER BY v";
  }

  @Test
  void withoutRunsThereIsNothingToList() {
    assertThat(cli.run("runs")).isEqualTo(new Cli.Outcome(0, "", "no runs yet\n"));
    assertThat(cli.run("runs", "abc"))
        .isEqualTo(
            new Cli.Outcome(1, "", "error: there is no run abc: no run has been started yet\n"));
  }

  @Test
  void newestRunsComeFirst() {
    cli.csv(query);
    var first = runs.ids().getFirst();
    runs.age(first, Duration.ofDays(3));
    cli.csv("SELECT * FROM csv.`" + folder + "/none.csv`");
    cli.csv("SELECT CAST(v AS int) FROM csv.`" + folder + "/t.csv`");
    var outcome = cli.run("runs", "--time-zone", "UTC");

    var lines = outcome.out().lines().toList();
    assertThat(lines.getFirst())
        .matches("run +state +started +time +cost +rows +read +written +retries +last sign +job");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains(" failed ").doesNotContain(first);
    assertThat(lines.getLast())
        .startsWith(first + "  succeeded  20")
        .matches(".* \\$0\\.0000\\d+ +2 +\\S+ B +\\S+ k?B +0 +3 d ago");
    assertThat(outcome.code()).isZero();
    assertThat(cli.run("runs", "--limit", "1").out()).doesNotContain(first);
    assertThat(cli.run("runs", "--limit", "1").err())
        .isEqualTo("1 of 2 runs (--limit 0 lists all)\n");
    assertThat(cli.run("runs", "--state", "succeeded").out()).contains(first).hasLineCount(2);
    assertThat(cli.run("runs", "--state", "cancelled").err()).isEqualTo("no run is cancelled\n");
  }

  @Test
  void logsOfRunsThatAreNotListedAreNotRead() throws IOException {
    cli.csv(query);
    var old = runs.ids().getFirst();
    var entry =
        Files.writeString(
            folder.resolve("home/work/runs/" + old + "/journal/00000000.json"), "not an entry");
    // Runs that began in one moment are read together.
    Files.setLastModifiedTime(entry, FileTime.from(Instant.EPOCH));
    cli.csv("SELECT CAST(v AS int) FROM csv.`" + folder + "/t.csv`");

    assertThat(cli.run("runs", "--limit", "1").err())
        .isEqualTo("1 of 2 runs (--limit 0 lists all)\n");
    assertThat(cli.run("runs").err()).startsWith("warning: run " + old + " is left out: ");
  }

  @Test
  void programsGetOneObjectPerRun() throws IOException {
    cli.csv(query);
    var outcome = cli.run("runs", "--format", "json");

    var json = new ObjectMapper().readTree(outcome.out());
    assertThat(json.get("run").asText()).isEqualTo(runs.ids().getFirst());
    assertThat(json.get("state").asText()).isEqualTo("succeeded");
    assertThat(json.get("rows").asLong()).isEqualTo(2);
    assertThat(json.get("dollars").asDouble()).isPositive();
    assertThat(outcome.out()).hasLineCount(1);
  }

  @Test
  void aRunTellsItsStory() {
    cli.csv(query);
    var id = runs.ids().getFirst();
    var outcome = cli.run("runs", id.substring(0, 6));

    assertThat(outcome.out())
        .startsWith("Run " + id + " succeeded in ")
        .contains("stage 0 is done by the task of stage 1, which reads it")
        .contains("stage 2: does the work of stage 0 in the same task")
        .contains("At AWS's prices this costs $")
        .contains("the run succeeded")
        .contains("swept: ");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void aPageTakesThePlaceOfAnotherAsAWhole() throws IOException {
    cli.csv(query);
    var pages = Files.createDirectory(folder.resolve("pages"));
    var file = Files.writeString(pages.resolve("page.html"), "old");
    var sameFile = Files.createLink(folder.resolve("old.html"), file);
    var link = Files.createSymbolicLink(folder.resolve("link.html"), file);

    cli.run("runs", runs.ids().getFirst(), "--html", link.toString());

    assertThat(file).content().startsWith("<!doctype html>");
    assertThat(sameFile).as("what was written before").hasContent("old");
    assertThat(link).isSymbolicLink();
    assertThat(pages.toFile().list()).containsExactly("page.html");
  }

  @Test
  void aPageThatCannotBeWrittenSaysWhy() {
    cli.csv(query);
    var file = folder.resolve("none").resolve("page.html");

    assertThat(cli.run("runs", runs.ids().getFirst(), "--html", file.toString()))
        .isEqualTo(
            new Cli.Outcome(
                1,
                "",
                "error: cannot write " + file + ": its folder does not exist; make it first\n"));
    assertThat(cli.run("runs", runs.ids().getFirst(), "--html", folder.toString()).err())
        .isEqualTo("error: cannot write " + folder + ": it is a folder; name a file in it\n");

    assertThat(cli.run("runs", "--html", "page.html").err())
        .isEqualTo("error: --html needs the id of a run: stint runs RUN --html FILE\n");
  }

  @Test
  void failuresAreShownWithTheirCause() {
    cli.csv("SELECT CAST(v AS int) FROM csv.`" + folder + "/t.csv`");

    assertThat(cli.run("runs", runs.ids().getFirst()).out())
        .contains(" failed after ")
        .contains("attempt 0.0.0 failed and ends the run: ")
        .contains("the run failed: [CAST_INVALID_INPUT] ");
  }

  @Test
  void interruptedRunsSayHowToGoOn() {
    cli.csv(query);
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.AttemptStarted, TEN_MINUTES);

    assertThat(cli.run("runs").out()).contains(id + "  interrupted  ").contains("10 min ago");
    assertThat(cli.run("runs", id).out())
        .contains("has not ended after ")
        .endsWith(
            """
            It was interrupted: its coordinator was last there 10 min ago.
              To finish it:  stint resume %s
              To give it up: stint cancel %s
            """
                .formatted(id, id));
  }

  @Test
  void aSignOfLifeTellsARunFromAnInterruptedOne() {
    cli.csv(query);
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.AttemptStarted, TEN_MINUTES);
    runs.write(id, "alive");

    assertThat(cli.run("runs").out()).contains(id + "  running  ");
    assertThat(cli.run("runs", id).out())
        .contains("It is running: its coordinator was there ")
        .endsWith("To end it: stint cancel " + id + "\n");
  }

  @Test
  void idsMayBeShortButNotAmbiguous() {
    runs.write("abc1", "journal/00000001.json");
    runs.write("abd2", "journal/00000001.json");

    assertThat(cli.run("runs", "ab").err())
        .isEqualTo("error: ab is the beginning of several runs' ids: abc1, abd2\n");
    assertThat(cli.run("runs", "abx1").err())
        .isEqualTo("error: there is no run abx1; did you mean abc1?\n");
    assertThat(cli.run("runs", "hello").err())
        .isEqualTo("error: there is no run hello; 'stint runs' lists those there are\n");
    assertThat(cli.run("runs", "abc").err())
        .startsWith("error: abc1 has no log: its coordinator died before it began; 'stint gc'");
  }

  @Test
  void aLogThatCannotBeReadHidesNoOther() {
    cli.csv(query);
    runs.write("broken", "journal/00000000.json");

    assertThat(cli.run("runs").out()).hasLineCount(2);
    assertThat(cli.run("runs").err()).startsWith("warning: run broken is left out: ");
  }

  @Test
  void runsInS3AreListedWhileAnotherCommandHasTheServer() {
    cli.csv(query, "--output", "s3://lake/out");
    cli.csv(query);
    try (var _ = EmbeddedS3.start(folder.resolve("home/s3"))) {
      assertThat(cli.run("runs").out()).hasLineCount(3);
    }
  }

  @Test
  void whatIsAskedWronglyIsRefused() {
    assertThat(cli.run("runs", "--limit", "-1").err()).contains("'-1' is not a number of runs");
    assertThat(cli.run("runs", "--state", "dead").err())
        .contains("--state")
        .containsIgnoringCase("interrupted");
    assertThat(cli.run("runs", "--format", "csv").code()).isEqualTo(ExitCode.USER_ERROR);
  }
}
