package dev.stint.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.AwsClients;
import dev.stint.tests.emulator.NeedsEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Everything a user does with a deployment, on one that `stint deploy` made.
@NeedsEmulator
class DeployedIT {

  private static final String JOB =
      """
      name: totals
      inputs:
        sales: {path: "s3://lake/in/sales/*.csv", format: csv, schema: "city STRING, amount INT", options: {header: "true"}}
      statements:
        - name: totals
          sql: SELECT city, sum(amount) AS total FROM sales GROUP BY city ORDER BY city
          output: {path: s3://lake/out/OUTPUT, format: csv, mode: overwrite}
      """;
  private static final String TOTALS = "city,total\nber,40\nlon,2\n";

  @TempDir static Path folder;
  private static Bed bed;

  @BeforeAll
  static void deploy() throws IOException, InterruptedException {
    bed = Bed.start(folder);
    bed.upload("in/sales/a.csv", "city,amount\nber,10\nlon,2\n");
    bed.upload("in/sales/b.csv", "city,amount\nber,30\n");
    bed.deploy("--concurrency", "4", "--coordinator-timeout", "20s");
  }

  @AfterAll
  static void end() {
    if (bed != null) {
      bed.close();
    }
  }

  @Test
  void jobRunsFromHere() throws IOException {
    var outcome = bed.onTarget("run", bed.file("here.yaml", job("here"))).succeeded();

    assertThat(bed.read("out/here")).isEqualTo(TOTALS);
    assertThat(outcome.err()).contains("wrote 1 file to s3://lake/out/here");
  }

  @Test
  void statementPrintsItsRows() {
    var outcome =
        bed.onTarget(
                "sql",
                "-q",
                "--format",
                "csv",
                "SELECT count(*) AS n FROM csv.`s3://lake/in/sales/*.csv`")
            .succeeded();

    assertThat(outcome.out()).isEqualTo("n\n3\n");
  }

  @Test
  void detachedJobRunsWhileNobodyWaits() throws IOException, InterruptedException {
    var outcome = bed.onTarget("run", "--detach", bed.file("detached.yaml", job("detached")));

    bed.awaitOutput("out/detached");
    assertThat(bed.read("out/detached")).isEqualTo(TOTALS);
    assertThat(states(outcome.succeeded().out().strip())).containsOnly("succeeded");
  }

  @Test
  void jobOutlivesItsCoordinators() throws IOException, InterruptedException {
    int statements = 60;
    var id =
        bed.onTarget(
                "run", "-q", "--detach", bed.file("lives.yaml", statements("lives", statements)))
            .succeeded()
            .out()
            .strip();

    var runs =
        bed.await(
            "the last statement",
            Duration.ofSeconds(240),
            () -> runs(id),
            states -> states.stream().filter("succeeded"::equals).count() == statements);

    assertThat(runs).hasSize(statements);
    assertThat(bed.read("out/lives59")).contains("ber,99", "lon,61");
    assertThat(coordinatorsOf(id)).isGreaterThan(1);
  }

  @Test
  void runEndsOnTheFunctionsItBeganWith() throws IOException, InterruptedException {
    var before = bed.deployment().taskFunctions();
    var id =
        bed.onTarget("run", "-q", "--detach", bed.file("while.yaml", statements("while", 15)))
            .succeeded()
            .out()
            .strip();

    bed.deploy("--task-timeout", "14m");

    assertThat(bed.deployment().taskFunctions().values())
        .doesNotContainAnyElementsOf(before.values());
    var _ =
        bed.await(
            "the last statement",
            Duration.ofSeconds(180),
            () -> runs(id),
            states -> states.stream().filter("succeeded"::equals).count() == 15);
    assertThat(bed.read("out/while14")).contains("ber,54");
  }

  @Test
  void cancelEndsWhatTheFunctionRuns() throws IOException, InterruptedException {
    bed.upload("in/slow/a.csv", "n\n" + numbers(2_000));
    var text =
        """
        name: slow
        inputs:
          n: {path: s3://lake/in/slow/a.csv, format: csv, schema: "n INT", options: {header: "true"}}
        statements:
          - sql: SELECT count(*) AS c FROM n a JOIN n b ON a.n <> b.n JOIN n c ON b.n < c.n
            output: {path: s3://lake/out/slow, format: csv}
        """;
    var id =
        bed.onTarget("run", "-q", "--detach", bed.file("slow.yaml", text))
            .succeeded()
            .out()
            .strip();
    var _ =
        bed.await("the run", Duration.ofSeconds(30), () -> runs(id), states -> !states.isEmpty());

    var outcome = bed.onTarget("cancel", id).succeeded();

    assertThat(outcome.err()).contains("is cancelled; nothing was written");
    assertThat(states(id)).containsExactly("cancelled");
    assertThat(bed.store().list("s3://lake/out/slow")).isEmpty();
  }

  @Test
  void uploadBecomesResult() throws IOException, InterruptedException {
    bed.register(
        """
        name: uploads
        inputs:
          sales: {path: "s3://lake/in/new/", format: csv, schema: "city STRING, amount INT", options: {header: "true"}}
        statements:
          - sql: SELECT city, amount FROM sales
            output: {path: s3://lake/out/uploads, format: csv, mode: append}
        triggers:
          - s3Upload: {bucket: lake, prefix: in/new/, suffix: .csv}
        """);

    bed.upload("in/new/a%20b%2Bc.csv", "city,amount\nrom,7\n");

    bed.awaitOutput("out/uploads");
    assertThat(bed.read("out/uploads")).isEqualTo("city,amount\nrom,7\n");
  }

  @Test
  void scheduledTimeBecomesResult() throws IOException, InterruptedException {
    var time =
        Instant.now()
            .plusSeconds(5)
            .atZone(ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
    bed.register(
        """
        name: nightly
        inputs:
          sales: {path: "s3://lake/in/sales/*.csv", format: csv, schema: "city STRING, amount INT", options: {header: "true"}}
        statements:
          - sql: SELECT '${run_time}' AS at, sum(amount) AS total FROM sales
            output: {path: s3://lake/out/nightly, format: csv, mode: overwrite}
        triggers:
          - schedule: {expression: "at(%s)"}
        """
            .formatted(time));

    bed.awaitOutput("out/nightly");
    assertThat(bed.read("out/nightly")).startsWith("at,total\n" + time).endsWith(",42\n");
  }

  @Test
  void whatFailsForGoodIsADeadLetter() throws IOException, InterruptedException {
    bed.upload("in/wrong/a.csv", "n\nno number\n");
    var text =
        """
        name: wrong
        inputs:
          n: {path: s3://lake/in/wrong/a.csv, format: csv, schema: "n INT", options: {header: "true", mode: FAILFAST}}
        statements:
          - sql: SELECT sum(n) AS n FROM n
            output: {path: s3://lake/out/wrong, format: csv}
        """;

    var id =
        bed.onTarget("run", "-q", "--detach", bed.file("wrong.yaml", text))
            .succeeded()
            .out()
            .strip();

    var letter =
        bed.await(
            "a dead letter",
            Duration.ofSeconds(40),
            DeployedIT::letter,
            text_ -> text_.contains(id));
    assertThat(letter).contains("in/wrong/a.csv", "stint runs " + id, "\"job\":\"wrong\"");
  }

  private static String letter() {
    try (var sqs = AwsClients.open(SqsClient.builder(), bed.aws())) {
      return sqs
          .receiveMessage(
              b ->
                  b.queueUrl(bed.deployment().deadLetterQueueUrl())
                      .maxNumberOfMessages(10)
                      .visibilityTimeout(0))
          .messages()
          .stream()
          .map(message -> message.body())
          .collect(Collectors.joining("\n"));
    }
  }

  private static String job(String output) {
    return JOB.replace("OUTPUT", output);
  }

  /// A job of so many statements, each with an output of its own that may not be there.
  private static String statements(String output, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                """
                  - name: s%1$d
                    sql: SELECT city, sum(amount) + %1$d AS total FROM sales GROUP BY city
                    output: {path: s3://lake/out/%2$s%1$d, format: csv, mode: errorifexists}
                """
                    .formatted(i, output))
        .collect(Collectors.joining("", JOB.substring(0, JOB.indexOf("  - name: totals")), ""));
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(n -> n + "\n").collect(Collectors.joining());
  }

  private static List<String> states(String id) {
    return runs(id);
  }

  private static List<String> runs(String id) {
    try {
      return bed.runs(id).stream().map(run -> run.path("state").asText()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many had one of the runs of an execution, at most.
  private static int coordinatorsOf(String id) {
    var stories = bed.onTarget("runs", id).succeeded().out();
    return stories.contains("coordinator number 2") ? 2 : 1;
  }
}
