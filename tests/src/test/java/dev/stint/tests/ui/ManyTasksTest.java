package dev.stint.tests.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.ui.UiJobs;
import dev.stint.coordinator.ui.UiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run of 100,000 tasks, as `stint ui` shows it from its log, and as a file.
@NeedsBrowser
class ManyTasksTest {

  private static final int TASKS = 100_000;
  private static final String RUN = "many";

  /// The aim is two seconds, on a machine with nothing else to do.
  private static final double MAX_OPEN_MS = 10_000;

  /// The same, when the log of 200,000 events is read first. More than the browser waits for.
  private static final double MAX_SERVED_MS = 20_000;

  @TempDir static Path folder;

  private static Browser browser;
  private static UiServer server;
  private static URI file;

  /// From the navigation to the server, which reads the log then, until all is drawn.
  private static double servedMs;

  @BeforeAll
  static void open() {
    var recorded = new RecordedRuns(folder);
    recorded.write(RUN, listener -> ManyTasks.run(TASKS, listener));
    var runs = recorded.runs(InstantSource.system());
    var jobs = new UiJobs(recorded.store(), List.of(recorded.workPath()), ZoneOffset.UTC);
    server = new UiServer("local", runs, jobs, InstantSource.system(), 0);
    browser = new Browser();
    browser.open(URI.create(server.address() + "#/run/" + RUN));
    servedMs = drawnMs();
    file = recorded.htmlFile("file", List.of(runs.page(RUN, null).orElseThrow()));
    browser.open(file);
  }

  private static double drawnMs() {
    return browser.number("return Number(document.getElementById('main').dataset.drawnMs)");
  }

  @AfterAll
  static void close() {
    browser.close();
    server.close();
  }

  @Test
  void fileIsBelowFiveMegabytes() throws IOException {
    long bytes = Files.size(Path.of(file));

    System.out.printf("a page of %,d tasks has %,d bytes%n", TASKS, bytes);
    assertThat(bytes).isLessThan(5_000_000);
  }

  @Test
  void pageOpensSoon() {
    System.out.printf(
        "a page of %,d tasks is drawn %,.0f ms after it was asked for, from the server %,.0f ms%n",
        TASKS, drawnMs(), servedMs);
    assertThat(drawnMs()).isLessThan(MAX_OPEN_MS);
    assertThat(servedMs).isLessThan(MAX_SERVED_MS);
  }

  @Test
  void retriesAndSecondAttemptsAreToldApart() {
    assertThat(browser.text("#troubles")).contains("SlowDown");
    assertThat(browser.text("#figures")).contains("102,000");

    browser.run(
        "const kind = document.querySelectorAll('#attempts select')[1]; kind.value = '4';"
            + "kind.dispatchEvent(new Event('change')); return true");

    assertThat(browser.text("#attempts tbody")).contains("second attempt");

    browser.run(
        "const kind = document.querySelectorAll('#attempts select')[1]; kind.value = '0';"
            + "kind.dispatchEvent(new Event('change')); return true");
  }

  @Test
  void tableOfAttemptsHoldsTheRowsInSightAlone() {
    assertThat(browser.number("return document.querySelectorAll('#attempts tbody tr').length"))
        .isLessThan(100);

    browser.run(
        "document.querySelector('#attempts .grid-table').scrollTop = 28 * 50000; return true");

    browser.until(
        "rows from the middle are there",
        "return Number(document.querySelector('#attempts tbody tr:nth-child(2)')"
            + ".getAttribute('aria-rowindex')) > 49000");
    assertThat(browser.number("return document.querySelectorAll('#attempts tbody tr').length"))
        .isLessThan(100);
  }
}
