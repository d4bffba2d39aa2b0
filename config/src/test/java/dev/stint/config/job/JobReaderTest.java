package dev.stint.config.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.schedule.ScheduleExpression;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobReaderTest {

  private static final String WHOLE =
      """
      name: revenue
      parameters:
        month: 2020-01
        rate:
      inputs:
        zones: s3://lake/zones.csv
        trips:
          path: s3://lake/raw/${month}/
          format: csv
          options: {header: false, sep: ";", nullValue: }
          schema: id bigint, fare decimal(10,2)
      statements:
        - name: cleaned
          sql: SELECT * FROM trips WHERE note <> '$${x}'
        - name: ingested
          sql: |
            SELECT *, fare * ${rate} AS euros
            FROM cleaned
          output:
            path: s3://lake/trips
            mode: overwrite
            partitionBy: [month, zone]
            targetFileSize: 64MiB
            options: {compression: snappy}
        - sql: SELECT count(*) FROM ingested
      triggers:
        - s3Upload: {bucket: lake, prefix: raw/, input: trips}
        - schedule: {expression: "cron(0 3 * * ? *)", timeZone: Europe/Berlin}
      limits:
        maxCost: 0.50
        maxDuration: 1h30m
        maxParallelism: 20
      """;

  @Test
  void readsEverythingAJobCanSay() {
    var job = JobReader.parse("job.yaml", WHOLE, Map.of("rate", "1.1"));

    assertThat(job)
        .isEqualTo(
            new Job(
                "revenue",
                Map.of(
                    "zones",
                    new Input("s3://lake/zones.csv", null, Map.of(), null),
                    "trips",
                    new Input(
                        "s3://lake/raw/2020-01/",
                        "csv",
                        Map.of("header", "false", "sep", ";", "nullValue", ""),
                        "id bigint, fare decimal(10,2)")),
                List.of(
                    new Statement("cleaned", "SELECT * FROM trips WHERE note <> '${x}'", null),
                    new Statement(
                        "ingested",
                        "SELECT *, fare * 1.1 AS euros\nFROM cleaned\n",
                        new Output(
                            "s3://lake/trips",
                            "parquet",
                            Output.Mode.OVERWRITE,
                            List.of("month", "zone"),
                            DataSize.ofMebibytes(64),
                            Map.of("compression", "snappy"))),
                    new Statement(null, "SELECT count(*) FROM ingested", null)),
                List.of(
                    new Trigger.S3Upload("lake", "raw/", "", null, Duration.ZERO, "trips"),
                    new Trigger.Schedule(
                        ScheduleExpression.parse("cron(0 3 * * ? *)"),
                        ZoneId.of("Europe/Berlin"),
                        1,
                        Trigger.Overlap.SKIP)),
                new Limits(new BigDecimal("0.50"), Duration.ofMinutes(90), 20)));
    assertThat(job.inputs().keySet()).containsExactly("zones", "trips");
  }

  @Test
  void oneStatementNeedsNoList() {
    var job = JobReader.parse("j", "name: a\nsql: SELECT 1\noutput: {path: out}\n", Map.of());

    assertThat(job.statements())
        .containsExactly(
            new Statement(
                null,
                "SELECT 1",
                new Output(
                    "out",
                    "parquet",
                    Output.Mode.ERRORIFEXISTS,
                    List.of(),
                    Output.DEFAULT_TARGET_FILE_SIZE,
                    Map.of())));
    assertThat(job.limits()).isEqualTo(Limits.NONE);
  }

  @Test
  void unknownKeysAreRefusedWithTheNearestKnownOne() {
    refuses(
        "name: a\nsql: SELECT 1\nouput: {path: x}\n",
        "job.yaml:3:1: ouput: unknown key; did you mean 'output'?");
    refuses(
        """
        name: a
        sql: SELECT 1
        output:
          path: x
          partionBy: month
        """,
        "job.yaml:5:3: output.partionBy: unknown key; did you mean 'partitionBy'?");
    refuses(
        "name: a\nsql: SELECT 1\nlimits: {budget: 3}\n",
        "job.yaml:3:10: limits.budget: unknown key; known are maxCost, maxDuration,"
            + " maxParallelism");
  }

  @Test
  void missingKeysAreNamed() {
    refuses("sql: SELECT 1\n", "job.yaml:1:1: name is missing");
    refuses("name: a\n", "job.yaml:1:1: sql is missing; write sql: or a list of statements:");
    refuses(
        "name: a\nsql: SELECT 1\noutput:\n  format: csv\n", "job.yaml:4:3: output.path is missing");
  }

  @Test
  void valuesOfTheWrongKindAreRefused() {
    refuses("- a\n", "job.yaml:1:1: the file is a list; it should be a mapping (key: value)");
    refuses("name: [a]\nsql: SELECT 1\n", "job.yaml:1:7: name is a list; it should be a value");
    refuses(
        "name: a\nsql: SELECT 1\ninputs: trips\n",
        "job.yaml:3:9: inputs is 'trips'; it should be a mapping (key: value)");
    refuses(
        "name: a\nsql: SELECT 1\noutput: {path: x, mode: replace}\n",
        "job.yaml:3:25: output.mode is 'replace'; use append, overwrite, errorifexists, ignore");
    refuses(
        "name: a\nsql: SELECT 1\ninputs: {t: {path: x, format: orc}}\n",
        "job.yaml:3:31: inputs.t.format is 'orc'; use parquet, csv, json");
    refuses(
        "name: a\nsql: SELECT 1\noutput: {path: x, targetFileSize: big}\n",
        "job.yaml:3:35: output.targetFileSize: 'big' is not a size; write a number and a unit, such"
            + " as 128MiB or 1.5GB");
    refuses(
        "name: a\nsql: SELECT 1\nlimits: {maxCost: -1}\n",
        "job.yaml:3:19: limits.maxCost: '-1' is not an amount of dollars, such as 0.50");
    refuses(
        "name: a\nsql: SELECT 1\nlimits:\n  maxDuration: 30 minutes\n",
        "job.yaml:4:16: limits.maxDuration: '30 minutes' is not a duration; write one such as 90s,"
            + " 30m, 2h or 1h30m");
    refuses(
        "name: a\nsql: SELECT 1\nlimits: {maxParallelism: 0}\n",
        "job.yaml:3:26: limits.maxParallelism: '0' is not a number from 1 to 999999");
  }

  @Test
  void statementsMustLeadSomewhere() {
    refuses(
        "name: a\nstatements:\n  - sql: SELECT 1\n  - sql: SELECT 2\n",
        "job.yaml:3:5: statements[0] has neither name nor output, so nothing can come of it");
    refuses(
        "name: a\ninputs: {x: p}\nstatements:\n  - {name: X, sql: SELECT 1}\n",
        "job.yaml:4:6: an input or statement is named 'X' already");
    refuses(
        "name: a\nsql: SELECT 1\nstatements: [SELECT 2]\n",
        "job.yaml:2:1: sql stands beside statements; put it into the list");
    refuses("name: a\nstatements: []\n", "job.yaml:1:1: statements is empty; write at least one");
  }

  private static final String WITH_INPUTS = "name: a\nsql: SELECT 1\ninputs: {t: a, u: b}\n";

  @Test
  void triggersAreChecked() {
    refuses(
        "name: a\nsql: SELECT 1\ntriggers: [{schedule: {expression: daily}}]\n",
        "job.yaml:3:36: triggers[0].schedule.expression: 'daily' is not a schedule; write"
            + " cron(0 3 * * ? *), rate(1 hour) or at(2026-01-31T03:00:00)");
    refuses(
        "name: a\nsql: SELECT 1\ntriggers: [{}]\n",
        "job.yaml:3:12: triggers[0] should be either s3Upload or schedule");
    refuses(
        "name: a\nsql: SELECT 1\ntriggers: [{schedule: {expression: rate(1 day), catchUp: 101}}]\n",
        "job.yaml:3:58: triggers[0].schedule.catchUp: '101' is not a number of times from 0 to"
            + " 100");
    refuses(
        """
        name: a
        sql: SELECT 1
        triggers: [{schedule: {expression: rate(1 day), overlap: queue}}]
        """,
        "job.yaml:3:58: triggers[0].schedule.overlap is 'queue'; use skip, allow");
    refuses(
        WITH_INPUTS + "triggers: [{s3Upload: {bucket: s3://b}}]\n",
        "job.yaml:4:32: triggers[0].s3Upload.bucket: 's3://b' is not the name of a bucket; write it"
            + " without s3:// and without a path");
    refuses(
        WITH_INPUTS + "triggers: [{s3Upload: {bucket: b, input: t, window: 2d}}]\n",
        "job.yaml:4:53: triggers[0].s3Upload.window: '2d' is longer than a day, the longest"
            + " window");
  }

  @Test
  void anUploadIsOneOfTheInputs() {
    refuses(
        WITH_INPUTS + "triggers: [{s3Upload: {bucket: b}}]\n",
        "job.yaml:4:23: input is missing; say which of the job's inputs the uploaded files are: t,"
            + " u");
    refuses(
        WITH_INPUTS + "triggers: [{s3Upload: {bucket: b, input: tt}}]\n",
        "job.yaml:4:42: triggers[0].s3Upload.input: unknown input 'tt'; did you mean 't'?");
    refuses(
        "name: a\nsql: SELECT 1\ntriggers: [{s3Upload: {bucket: b}}]\n",
        "job.yaml:3:23: the job has no inputs, so an upload would start it and not be read; declare"
            + " one under inputs");
  }

  @Test
  void everyJobHasTheTimesOfItsExecution() {
    var zone = ZoneId.of("Europe/Berlin");
    var time = ZonedDateTime.of(2026, 1, 31, 0, 30, 0, 0, zone);
    var text = "name: a\nsql: SELECT '${run_date}', '${run_time}', '${previous_run_time}'\n";

    var job = JobReader.parse("job.yaml", text, Map.of(), new RunTimes(time, time.minusDays(1)));
    assertThat(job.statements().getFirst().sql())
        .isEqualTo("SELECT '2026-01-31', '2026-01-31T00:30:00+01:00', '2026-01-30T00:30:00+01:00'");

    var given =
        JobReader.parse(
            "job.yaml",
            text,
            Map.of("run_date", "2020-01-01", "previous_run_time", "never"),
            RunTimes.at(time));
    assertThat(given.statements().getFirst().sql())
        .isEqualTo("SELECT '2020-01-01', '2026-01-31T00:30:00+01:00', 'never'");

    var declared = "name: a\nparameters: {run_date: x}\nsql: SELECT '${run_date}'\n";
    assertThat(
            JobReader.parse("job.yaml", declared, Map.of(), RunTimes.at(time))
                .statements()
                .getFirst()
                .sql())
        .isEqualTo("SELECT 'x'");
    assertThatThrownBy(() -> JobReader.parse("job.yaml", text, Map.of(), RunTimes.at(time)))
        .hasMessage(
            "job.yaml:2:6: sql uses previous_run_time, which only the executions of a schedule"
                + " have; give it with --param previous_run_time=…, or a default under parameters");
  }

  @Test
  void triggersDoNotDependOnAnExecution() {
    refuses(
        WITH_INPUTS + "triggers: [{s3Upload: {bucket: b, input: t, prefix: \"x/${run_date}/\"}}]\n",
        "job.yaml:4:53: triggers[0].s3Upload.prefix depends on run_date, which is known only when"
            + " the job has been started; a trigger cannot");
  }

  @Test
  void parametersAreDeclaredAndFilled() {
    var text = "name: a\nparameters: {month: 2020-01, day: }\nsql: SELECT '${month}'\n";
    assertThat(sql(text, Map.of())).isEqualTo("SELECT '2020-01'");
    assertThat(sql(text, Map.of("month", "$1"))).isEqualTo("SELECT '$1'");
    assertThatThrownBy(() -> JobReader.parse("job.yaml", text, Map.of("moth", "1")))
        .isInstanceOf(JobException.class)
        .hasMessage("job.yaml: unknown parameter 'moth'; did you mean 'month'?");
    refuses(
        "name: a\nparameters: {day: }\nsql: SELECT ${day}\n",
        "job.yaml:3:6: sql needs parameter 'day', which has no default; give it with --param"
            + " day=…");
    refuses(
        "name: a\nsql: SELECT ${day}\n",
        "job.yaml:2:6: sql: unknown parameter 'day'; the file declares under parameters none");
  }

  @Test
  void yamlIsReadStrictly() {
    refuses("", "job.yaml:1:1: the file is empty");
    refuses("name: a\nname: b\n", "job.yaml:2:1: name is given twice");
    refuses(
        "name: &n a\nsql: *n\n",
        "job.yaml:2:6: anchors and aliases are not read; write the value out");
    refuses(
        "name: a\nsql: SELECT 1\n---\nname: b\n",
        "job.yaml:4:1: a second document; a job file has one");
    assertThatThrownBy(() -> JobReader.parse("job.yaml", "name: [a\nsql: b\n", Map.of()))
        .isInstanceOf(JobException.class)
        .hasMessage(
            "job.yaml:2:4: not YAML: while parsing a flow sequence: expected ',' or ']', but got"
                + " :");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> JobReader.read(Path.of("no/job.yaml"), Map.of()))
        .isInstanceOf(JobException.class)
        .hasMessage("there is no job file no/job.yaml");
  }

  private static String sql(String text, Map<String, String> parameters) {
    return JobReader.parse("job.yaml", text, parameters).statements().getFirst().sql();
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> JobReader.parse("job.yaml", text, Map.of()))
        .isInstanceOf(JobException.class)
        .hasMessage(message);
  }
}
