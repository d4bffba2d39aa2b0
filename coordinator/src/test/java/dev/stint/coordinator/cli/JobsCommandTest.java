package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsCommandTest {

  private static final String JOB =
      """
      name: daily
      inputs:
        trips: {path: "s3://lake/raw/", format: csv}
      sql: SELECT id, count(*) AS n, '${run_date}' AS day FROM trips GROUP BY id
      output: {path: "s3://lake/out/", mode: append, format: csv}
      triggers:
        - s3Upload: {bucket: lake, prefix: raw/, suffix: .csv}
        - schedule: {expression: "cron(0 4 * * ? *)", timeZone: Europe/Berlin}
      """;

  @TempDir private Path folder;
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void home() {
    cli = new Cli(folder);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("job.yaml"), text).toString();
  }

  private Cli.Outcome put(String text) throws IOException {
    return cli.run("jobs", "put", file(text));
  }

  @Test
  void aJobIsPutListedShownPausedResumedAndRemoved() throws IOException {
    var put = put(JOB);
    assertThat(put.code()).as(put.err()).isZero();
    assertThat(put.err())
        .startsWith("job daily is registered\n")
        .contains("uploads to s3://lake/raw/*.csv: served while 'stint watch' runs")
        .contains("cron(0 4 * * ? *) in Europe/Berlin: served while 'stint schedule' runs");

    assertThat(cli.run("jobs", "list").out())
        .contains("daily  active  uploads to s3://lake/raw/*.csv, cron(0 4 * * ? *)")
        .contains("04:00:00 ");
    assertThat(cli.run("jobs", "show", "daily").out())
        .startsWith("job daily is active\n")
        .contains("none yet");
    assertThat(cli.run("jobs", "show", "daily", "--yaml").out()).isEqualTo(JOB);
    assertThat(cli.run("jobs", "pause", "daily").err())
        .isEqualTo("job daily is paused; what runs goes on\n");
    assertThat(cli.run("jobs", "list").out()).contains("daily  paused").endsWith("paused\n");
    assertThat(put(JOB).err()).startsWith("job daily is registered, and paused\n");
    assertThat(cli.run("jobs", "resume", "daily").err()).isEqualTo("job daily is active\n");
    assertThat(cli.run("jobs", "remove", "daily").err()).isEqualTo("job daily is removed\n");
    assertThat(cli.run("jobs", "list").err()).contains("no job is registered");
  }

  @Test
  void anUnknownJobIsNamedWithTheNearest() throws IOException {
    put(JOB);

    var outcome = cli.run("jobs", "pause", "dialy");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("error: there is no registered job 'dialy'; did you mean 'daily'?\n");
    assertThat(cli.run("jobs", "show", "../x").err()).contains("there is no registered job '../x'");
  }

  @Test
  void whatCannotRunWithoutAUserIsRefused() throws IOException {
    assertThat(put(JOB.replace("name: daily", "name: my job")).err())
        .contains("name is 'my job'; a registered job's name has");
    assertThat(put(JOB.replace("s3://lake/raw/", "raw/")).err())
        .contains("'raw/' is taken from the folder in which a command is started");
    assertThat(put(JOB.replace("FROM trips", "FROM csv.`x/*.csv`")).err())
        .contains("'x/*.csv' is taken from the folder");
    assertThat(put(JOB.replaceFirst("output:.*\n", "")).err())
        .contains("the last statement has no output");
    assertThat(put(JOB.substring(0, JOB.indexOf("triggers:"))).err())
        .contains("the job has no triggers");
    assertThat(put(JOB.replace("${run_date}", "${previous_run_time}")).err())
        .contains("previous_run_time, which only the executions of a schedule have");
    assertThat(put(JOB.replace("s3://lake/out/", "s3://lake/raw/out/")).err())
        .contains("starts the job again");
    assertThat(cli.run("jobs", "put", "nowhere.yaml").err())
        .isEqualTo("error: there is no job file nowhere.yaml\n");
    assertThat(cli.run("jobs").err()).contains("say what to do: put, list");
    assertThat(cli.run("jobs", "list").err()).contains("no job is registered");
  }

  @Test
  void sqlThatCannotBeParsedIsRefusedAtItsPlace() throws IOException {
    assertThat(put(JOB.replace("GROUP BY id", "GRUOP BY id")).err())
        .startsWith("error: " + folder.resolve("job.yaml") + ": sql cannot be parsed: ")
        .contains("GRUOP");
    var second =
        """
        name: daily
        statements:
          - {name: a, sql: SELECT 1 AS id}
          - {sql: SELECT id FORM a, output: {path: "s3://lake/out/"}}
        triggers:
          - schedule: {expression: rate(1 day)}
        """;
    assertThat(put(second).err()).contains("job.yaml: statements[1].sql cannot be parsed: ");
    assertThat(put(JOB.replace("GROUP BY id", "WHERE " + "(".repeat(50_000))).err())
        .contains("nested too deeply");
    assertThat(cli.run("jobs", "list").err()).contains("no job is registered");
  }

  @Test
  void uploadsAreExecutedOnceEachAlsoThoughTheCommandIsStartedAgain() throws IOException {
    put(JOB);
    var raw = Files.createDirectories(folder.resolve("s3/lake/raw"));
    Files.writeString(raw.resolve("a b+ü.csv"), "id\n1\n2\n1\n");
    Files.writeString(raw.resolve("broken.csv"), "x\n1\n");
    Files.writeString(raw.resolve("_hidden.csv"), "id\n7\n");
    var watch = cli.run("watch", "--once");
    assertThat(watch.err())
        .contains("job daily takes uploads to s3://lake/raw/*.csv")
        .contains("s3://lake/raw/a b+ü.csv starts execution ")
        .contains("names that begin with _ or . are hidden")
        .contains("  To do: mend what the reason names")
        .doesNotContain("secret");
    assertThat(watch.code()).isEqualTo(1);
    assertThat(folder.resolve("watch-credentials")).doesNotExist();

    var again = cli.run("watch", "--once");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("starts execution");
    var rows = cli.csv("SELECT id, n FROM csv.`s3://lake/out/*.csv` ORDER BY id");
    assertThat(rows.out()).isEqualTo("id,n\n1,2\n2,1\n");
    assertThat(cli.run("jobs", "show", "daily").out())
        .contains("succeeded  for ")
        .contains("failed  for ")
        .contains(", by s3 of 1 file");
  }

  @Test
  void aFolderStandsForABucket() throws IOException {
    put(JOB);
    var raw = Files.createDirectories(folder.resolve("inbox/raw"));
    Files.writeString(raw.resolve("a.csv"), "id\n5\n");

    var watch = cli.run("watch", folder.resolve("inbox").toString(), "--once");

    assertThat(watch.code()).as(watch.err()).isZero();
    assertThat(cli.csv("SELECT id FROM csv.`s3://lake/out/*.csv`").out()).isEqualTo("id\n5\n");
    assertThat(cli.run("watch", "/no/such", "--once").err())
        .contains("there is no folder /no/such");
    assertThat(cli.run("watch", "--bucket", "lake").err()).contains("name a folder too");
  }

  @Test
  void backfillExecutesARangeOnceAndSaysWhatItWould() throws IOException {
    put(JOB.replace("FROM trips", "FROM (VALUES (1)) AS t(id)"));
    var range = new String[] {"--from", "2026-01-30", "--to", "2026-02-01"};

    var plan = cli.run("backfill", "daily", range[0], range[1], range[2], range[3], "--dry-run");
    var first = cli.run("backfill", "daily", "-q", range[0], range[1], range[2], range[3]);
    var second = cli.run("backfill", "daily", range[0], range[1], range[2], range[3]);

    assertThat(plan.out())
        .isEqualTo(
            "2026-01-30T04:00+01:00  to be executed\n2026-01-31T04:00+01:00  to be executed\n");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err()).contains("2026-01-31T03:00:00Z was executed before, by ");
    assertThat(cli.csv("SELECT day FROM csv.`s3://lake/out/*.csv` ORDER BY day").out())
        .isEqualTo("day\n2026-01-30\n2026-01-31\n");
  }

  @Test
  void backfillRefusesRangesThatMakeNoSense() throws IOException {
    put(JOB);
    assertThat(cli.run("backfill", "daily", "--from", "x", "--to", "2026-01-01").err())
        .contains("--from is 'x'; write 2026-01-31");
    assertThat(cli.run("backfill", "daily", "--from", "2026-01-02", "--to", "2026-01-01").err())
        .contains("--from 2026-01-02 is not before --to 2026-01-01");
    assertThat(cli.run("backfill", "daily", "--from", "2026-01-02", "--to", "9999-01-01").err())
        .contains("--to 9999-01-01 has not come yet");
    assertThat(cli.run("backfill", "daily", "--from", "1990-01-01", "--to", "2026-01-01").err())
        .contains("there are more than 1000 scheduled times");
  }

  @Test
  void whatWasMissedOfAScheduleIsMadeUpFor() throws IOException {
    var everyMinute =
        JOB.replace("cron(0 4 * * ? *)", "rate(1 minute)")
            .replace("FROM trips", "FROM (VALUES (1)) AS t(id)");
    put(everyMinute);
    // As if it had been put an hour ago.
    var state = folder.resolve("s3/stint-work/registry/daily/state.json");
    var hourAgo = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS).toString();
    Files.writeString(
        state,
        Files.readString(state).replaceAll("(registered|since)\":\"[^\"]*", "$1\":\"" + hourAgo));

    var outcome = cli.run("schedule", "--once");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).containsOnlyOnce("starts execution");
    assertThat(cli.run("jobs", "show", "daily").out()).containsOnlyOnce(", by schedule");
  }

  @Test
  void theDemoShowsAnUploadBecomingAResult() {
    var demo = cli.run("demo", "--trigger", "--rows", "3000", "--format", "csv");

    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out()).startsWith("hour,trips,revenue\n0,");
    assertThat(demo.err())
        .contains("Uploaded s3://stint-demo/uploads/")
        .contains("starts execution ")
        .contains("stint jobs show taxi-uploads");
  }
}
