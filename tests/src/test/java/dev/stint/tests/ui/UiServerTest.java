package dev.stint.tests.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.ui.UiJobs;
import dev.stint.coordinator.ui.UiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `stint ui` serves.
@NeedsBrowser
class UiServerTest {

  private static final String JOB =
      """
      name: taxi-revenue
      inputs:
        trips:
          path: s3://lake/trips/
      statements:
        - sql: SELECT count(*) AS trips FROM trips
          output:
            path: s3://lake/count/
            mode: overwrite
      triggers:
        - schedule:
            expression: cron(0 4 * * ? *)
      """;

  private static Browser browser;

  @TempDir Path folder;

  private RecordedRuns recorded;
  private UiServer server;

  /// When it is for the server: runs whose last event is about then go on.
  private Instant now = Instant.parse("2027-01-01T00:00:00Z");

  @BeforeAll
  static void open() {
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @BeforeEach
  void serve() {
    recorded = new RecordedRuns(folder);
    InstantSource clock = () -> now;
    server =
        new UiServer(
            "local",
            recorded.runs(clock),
            new UiJobs(recorded.store(), List.of(recorded.workPath()), ZoneOffset.UTC),
            clock,
            0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<String> ask(URI address, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void listHasAllRunsAndFindsThem() {
    recorded.with(RecordedRuns.ALL);

    browser.open(server.address());

    assertThat(browser.all("#runs tbody tr")).hasSize(RecordedRuns.ALL.size());
    assertThat(browser.text("#runs tbody")).contains("taxi-revenue (1 of 2)", "failed");

    browser.find("input[type=search]").sendKeys("customer_id page");

    assertThat(browser.all("#runs tbody tr")).hasSize(1);
    assertThat(browser.text("#runs tbody th")).isEqualTo("skewed");

    browser.find("#runs tbody a").click();

    browser.until("the run is shown", "return document.querySelector('#figures') !== null");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void registeredJobsTellWhenTheyRunNext() {
    recorded.with(List.of(RecordedRuns.DEMO));
    new JobRegistry(recorded.store(), recorded.workPath()).put("job.yaml", JOB, Map.of(), now);

    browser.open(server.address());

    assertThat(browser.text("#jobs"))
        .contains("taxi-revenue", "next 2027-01-01 04:00:00", "Duration", "Cost", "Rows");
    assertThat(browser.all("#jobs canvas")).hasSize(3);
  }

  @Test
  void runningRunIsDrawnAnewUntilItEnds() {
    var entries = RecordedRuns.entries(RecordedRuns.SKEWED);
    entries.subList(0, 2).forEach(entry -> recorded.copy(RecordedRuns.SKEWED, entry));
    now = recorded.lastEventTime(RecordedRuns.SKEWED);

    browser.open(URI.create(server.address() + "#/run/skewed"));

    assertThat(browser.text(".pill")).isEqualTo("running");
    assertThat(browser.text("#live")).isEqualTo("live");

    entries.subList(2, 12).forEach(entry -> recorded.copy(RecordedRuns.SKEWED, entry));
    now = recorded.lastEventTime(RecordedRuns.SKEWED);

    browser.until(
        "finished tasks are counted",
        "return /[1-9]\\d* of/.test(document.querySelector('#figures').textContent)");
    browser.find("#stage-0 summary").click();

    entries.subList(12, entries.size()).forEach(entry -> recorded.copy(RecordedRuns.SKEWED, entry));

    browser.until(
        "it has succeeded", "return document.querySelector('.pill').textContent === 'succeeded'");
    browser.until("it is no longer live", "return !document.querySelector('#live.on')");
    assertThat(browser.all("#stage-0[open]")).as("what was open stays open").hasSize(1);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void runWithoutItsCoordinatorIsInterrupted() {
    RecordedRuns.entries(RecordedRuns.SKEWED)
        .subList(0, 3)
        .forEach(entry -> recorded.copy(RecordedRuns.SKEWED, entry));

    browser.open(URI.create(server.address() + "#/run/skewed"));

    assertThat(browser.text(".pill")).isEqualTo("interrupted");
    assertThat(browser.text(".banner")).contains("stint resume skewed");
  }

  @Test
  void runThatWasTakenUpAndCancelledSaysSo() {
    RecordedRuns.entries(RecordedRuns.SKEWED)
        .subList(0, 3)
        .forEach(entry -> recorded.copy(RecordedRuns.SKEWED, entry));
    recorded.goOn(RecordedRuns.SKEWED, new RunEvent.CoordinatorStarted(1));
    now = recorded.lastEventTime(RecordedRuns.SKEWED);

    browser.open(URI.create(server.address() + "#/run/skewed"));

    assertThat(browser.text(".pill")).isEqualTo("running");
    assertThat(browser.text(".banner")).contains("taken up again", "2 coordinators");

    recorded.goOn(
        RecordedRuns.SKEWED,
        new RunEvent.CancelRequested(),
        new RunEvent.RunEnded(new RunOutcome.Cancelled()),
        new RunEvent.RunSwept(0));

    browser.until(
        "it is cancelled", "return document.querySelector('.pill').textContent === 'cancelled'");
    assertThat(browser.text(".banner.info")).contains("taken up again");
    assertThat(browser.text(".banner.warn")).contains("has not become visible");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whoDoesNotKnowTheTokenSeesNothing() throws Exception {
    recorded.with(List.of(RecordedRuns.DEMO));
    var root = server.address().resolve("/");

    assertThat(ask(root).statusCode()).isEqualTo(404);
    assertThat(ask(root.resolve("api/runs")).statusCode()).isEqualTo(404);
    assertThat(ask(root.resolve("0123/api/runs")).statusCode()).isEqualTo(404);
    assertThat(ask(server.address().resolve("api/runs")).statusCode()).isEqualTo(200);
  }

  @Test
  void answersForbidAllButTheServersOwn() throws Exception {
    var headers = ask(server.address()).headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void unknownRunIsAnErrorInWords() throws Exception {
    var answer = ask(server.address().resolve("api/runs/nothing"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("there is no run nothing");

    browser.open(URI.create(server.address() + "#/run/nothing"));

    assertThat(browser.text("[role=alert]")).contains("there is no run nothing");
    var _ = browser.complaints();
  }

  @Test
  void whatIsKnownIsNotSentAgain() throws Exception {
    recorded.with(List.of(RecordedRuns.DEMO));
    var address = server.address().resolve("api/runs/demo-1");
    var body = ask(address).body();
    var version = body.substring(body.lastIndexOf("\"version\":\"") + 11, body.lastIndexOf('"'));

    assertThat(ask(URI.create(address + "?version=" + version)).statusCode()).isEqualTo(204);
  }
}
