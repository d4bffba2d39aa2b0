package dev.stint.tests.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.page.PageFold;
import dev.stint.coordinator.ui.PageData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run of 100,000 tasks.
@NeedsBrowser
class ManyTasksTest {

  private static final int TASKS = 100_000;

  /// The aim is two seconds, on a machine with nothing else to do.
  private static final double MAX_OPEN_MS = 10_000;

  @TempDir static Path folder;

  private static Browser browser;
  private static URI file;

  @BeforeAll
  static void open() {
    var fold = new PageFold();
    ManyTasks.run(TASKS, fold);
    var page = fold.page(PriceTable.US_EAST_1_ARM, fold.lastTime(), fold.lastTime());
    file = new RecordedRuns(folder).htmlFile("many", List.of(PageData.of(page, "")));
    browser = new Browser();
    browser.open(file);
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @Test
  void fileIsBelowFiveMegabytes() throws IOException {
    long bytes = Files.size(Path.of(file));

    System.out.printf("a page of %,d tasks has %,d bytes%n", TASKS, bytes);
    assertThat(bytes).isLessThan(5_000_000);
  }

  @Test
  void pageOpensSoon() {
    browser.open(file);

    double ms = browser.number("return Number(document.getElementById('main').dataset.drawnMs)");
    System.out.printf("a page of %,d tasks is drawn %,.0f ms after it was asked for%n", TASKS, ms);
    assertThat(ms).isLessThan(MAX_OPEN_MS);
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
