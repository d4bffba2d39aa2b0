package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.job.JobReader;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.shuffle.store.FileObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcCommandTest {

  private static final Duration TWO_HOURS = Duration.ofHours(2);

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
  void withoutRunsThereIsNothingToDo() {
    assertThat(cli.run("gc")).isEqualTo(new Cli.Outcome(0, "nothing to clear away\n", ""));
    cli.csv(query);
    assertThat(cli.run("gc")).isEqualTo(new Cli.Outcome(0, "nothing to clear away\n", ""));
  }

  @Test
  void deadRunsAreEndedAndSweptWithTheirUploads() {
    cli.csv(query, "--output", folder.resolve("out").toString());
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.AttemptStarted, TWO_HOURS);
    runs.write(id, "segments/stage-0/task-0-0-0.segment");
    var store = new FileObjectStore();
    var out = "file://" + folder.resolve("out");
    store.startUpload(out + "/part-00000-0-" + id + "-0.parquet");
    store.startUpload(out + "/part-00000-0-another-0.parquet");
    store.startUpload(runs.path(id) + "segments/stage-0/task-1-0-0.segment");

    assertThat(cli.run("gc", "--dry-run"))
        .isEqualTo(
            new Cli.Outcome(
                0, "would be done: 1 dead run cancelled · 1 object deleted, 10 B\n", ""));
    assertThat(cli.run("gc"))
        .isEqualTo(
            new Cli.Outcome(
                0, "1 dead run cancelled · 2 open uploads dropped · 1 object deleted, 10 B\n", ""));

    assertThat(runs.leftovers(id)).isEmpty();
    assertThat(store.listUploads(out)).hasSize(1);
    assertThat(cli.run("runs").out()).contains(id + "  cancelled  ");
    assertThat(cli.run("gc").out()).isEqualTo("nothing to clear away\n");
  }

  @Test
  void whatCameAfterTheSweepGoes() {
    cli.csv(query, "--output", folder.resolve("out").toString());
    var id = runs.ids().getFirst();
    runs.write(id, "segments/stage-0/task-0-0-0.segment");
    runs.write(id, "alive");
    var store = new FileObjectStore();
    var out = "file://" + folder.resolve("out");
    store.startUpload(out + "/part-00000-7-" + id + "-0.parquet");
    store.startUpload(runs.path(id) + "segments/stage-0/task-1-0-0.segment");

    assertThat(cli.run("gc"))
        .isEqualTo(new Cli.Outcome(0, "2 open uploads dropped · 2 objects deleted, 20 B\n", ""));

    assertThat(runs.leftovers(id)).isEmpty();
    assertThat(store.listUploads(out + "/")).isEmpty();
    assertThat(cli.run("gc").out()).isEqualTo("nothing to clear away\n");
  }

  @Test
  void outputsThatCannotBeTidiedAreNamed() throws IOException {
    var out = folder.resolve("out");
    cli.csv(query, "--output", out.toString());
    Files.move(out.resolve("_SUCCESS"), folder.resolve("success"));
    Files.writeString(out.resolve("_stint_commit"), "of a version to come");

    assertThat(cli.run("gc"))
        .satisfies(outcome -> assertThat(outcome.out()).isEqualTo("nothing to clear away\n"))
        .satisfies(
            outcome ->
                assertThat(outcome.err())
                    .startsWith("warning: ")
                    .contains(out + " is left as it is: ", "is no record of a commit"));
  }

  @Test
  void deadRunsWhoseFilesWereBecomingVisibleAreFinished() {
    cli.csv(query, "--output", folder.resolve("out").toString());
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.CommitStarted, TWO_HOURS);

    assertThat(cli.run("gc").out()).startsWith("1 dead run finished · 0 objects deleted");
    assertThat(cli.run("runs").out()).contains(id + "  succeeded  ");
  }

  @Test
  void whatMayBeAliveIsLeftAlone() {
    cli.csv(query);
    var id = runs.ids().getFirst();
    runs.killAfter(id, event -> event instanceof RunEvent.AttemptStarted, Duration.ofMinutes(50));

    assertThat(cli.run("gc", "--older-than", "1s"))
        .isEqualTo(
            new Cli.Outcome(
                0,
                "nothing to clear away\n",
                "run %1$s is left alone: its coordinator was there 50 min ago; stint cancel %1$s ends it\n"
                    .formatted(id)));
    runs.age(id, TWO_HOURS);
    runs.write(id, "alive");
    assertThat(cli.run("gc", "--older-than", "1s").out()).isEqualTo("nothing to clear away\n");
  }

  @Test
  void oldRunsAreForgottenWithTheirJobs() throws IOException {
    var job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: steps
            statements:
              - {name: a, sql: SELECT 1 AS id, output: {path: %1$s/a}}
              - sql: SELECT * FROM a
            """
                .formatted(folder));
    cli.run("run", "-q", job.toString());
    var ids = runs.ids();
    assertThat(ids).hasSize(2);
    cli.csv(query);
    ids.forEach(id -> runs.age(id, Duration.ofDays(8)));

    assertThat(cli.run("gc").out()).isEqualTo("nothing to clear away\n");
    assertThat(cli.run("gc", "--older-than", "7d").out()).startsWith("2 logs forgotten · ");

    assertThat(runs.ids()).hasSize(1).doesNotContainAnyElementsOf(ids);
    assertThat(new FileObjectStore().list("file://" + folder.resolve("home/work/jobs/"))).isEmpty();
  }

  @Test
  void executionsThatMayStillBeginAreNotForgotten() throws IOException {
    begin("young", "one");
    begin("registered", "daily");
    begin("ended", "daily");
    begin("old", "one");
    for (var id : List.of("registered", "ended", "old")) {
      Files.setLastModifiedTime(
          home().resolve("work/jobs/" + id + "/job.json"),
          FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    }
    note("executions/2026-01/31T030000Z-registered.json");
    note("executions/2026-01/31T040000Z-ended.json");
    note("ends/ended.json");
    makeSomethingToDo();

    cli.run("gc");

    assertThat(new JobLog(new FileObjectStore(), workPath()).jobIds())
        .containsExactly("registered", "young");
  }

  /// In the registry of job `daily`.
  private void note(String path) throws IOException {
    var file = home().resolve("work/registry/daily/" + path);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"version":1,"outcome":"failed","reason":"it did","time":"2026-01-31T03:00:00Z"}
        """);
  }

  private void begin(String id, String job) {
    var text = "name: %s\nsql: SELECT 1 AS id\n".formatted(job);
    var request = JobReader.parse("job.yaml", text, Map.of());
    new JobLog(new FileObjectStore(), workPath())
        .begin(JobRequest.of(id, "schedule", request, request.limits()), ZoneOffset.UTC);
  }

  private void makeSomethingToDo() throws IOException {
    runs.write("lost", "segments/x");
    Files.setLastModifiedTime(
        home().resolve("work/runs/lost/segments/x"), FileTime.from(Instant.now().minus(TWO_HOURS)));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private String workPath() {
    return "file://" + home().resolve("work");
  }

  @Test
  void objectsWithoutALogAreSweptWhenTheyAreOld() throws IOException {
    runs.write("lost", "segments/x");
    assertThat(cli.run("gc").out()).isEqualTo("nothing to clear away\n");
    Files.setLastModifiedTime(
        folder.resolve("home/work/runs/lost/segments/x"),
        FileTime.from(Instant.now().minus(TWO_HOURS)));

    assertThat(cli.run("gc").out()).isEqualTo("1 object deleted, 10 B\n");
    assertThat(runs.isThere("lost")).isFalse();
  }

  @Test
  void deadRunsInS3AreClearedWhenTheServerIsFree() {
    cli.csv(query, "--output", "s3://lake/out");
    cli.csv(query);
    var inS3 = new Runs("file://" + folder.resolve("home/s3/stint-work"));
    var id = inS3.ids().getFirst();
    inS3.killAfter(id, event -> event instanceof RunEvent.AttemptStarted, TWO_HOURS);
    var onFiles = runs.ids().getFirst();
    runs.age(onFiles, Duration.ofDays(31));

    try (var _ = EmbeddedS3.start(folder.resolve("home/s3"))) {
      var outcome = cli.run("gc");
      assertThat(outcome.out()).startsWith("1 log forgotten · ");
      assertThat(outcome.err()).startsWith("error: another Stint serves the objects in ");
      assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    }
    assertThat(cli.run("gc").out()).startsWith("1 dead run cancelled · ");
  }

  @Test
  void agesAreDurations() {
    assertThat(cli.run("gc", "--older-than", "soon"))
        .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR))
        .satisfies(outcome -> assertThat(outcome.err()).contains("'soon' is not a duration"));
  }
}
