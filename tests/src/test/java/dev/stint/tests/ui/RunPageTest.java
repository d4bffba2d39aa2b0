package dev.stint.tests.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.report.Amounts;
import dev.stint.plan.task.Finding;
import dev.stint.plan.task.TaskMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the file of `stint runs RUN --html` shows of recorded runs.
@NeedsBrowser
class RunPageTest {

  @TempDir static Path folder;

  private static Browser browser;
  private static RecordedRuns recorded;

  @BeforeAll
  static void open() {
    recorded = new RecordedRuns(folder).with(RecordedRuns.ALL);
    browser = new Browser();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  /// Neither a script that failed nor one that the policy stopped.
  @AfterEach
  void pageComplainsOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }

  private static void show(String run) {
    browser.open(recorded.htmlFile(run));
  }

  private static List<String> texts(String selector) {
    return browser.strings(
        "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)",
        selector);
  }

  @Test
  void goodRunSaysWhatItDidAndCost() {
    show(RecordedRuns.DEMO);

    assertThat(browser.text("h1")).isEqualTo("taxi-revenue (1 of 2)");
    assertThat(browser.text(".pill")).isEqualTo("succeeded");
    assertThat(texts("#figures dt"))
        .containsExactly("Duration", "Cost on AWS", "Rows", "Read", "Tasks", "Requests to S3");
    assertThat(texts("#figures .big")).contains("9.86 s", "300,000", "36.5 MB");
    assertThat(texts("#figures .sub")).anyMatch(text -> text.startsWith("estimated $"));
    assertThat(browser.text("#sql")).contains("SELECT");
    assertThat(texts("#story td")).contains("the run succeeded", "commit: finished");
    assertThat(texts("#cost tbody th")).contains("PUT", "GET", "LIST");
  }

  @Test
  void graphHasStagesAndTablesWithRowsAndBytesBetweenThem() {
    show(RecordedRuns.SKEWED);

    assertThat(browser.all(".graph .node")).hasSize(5);
    assertThat(texts(".graph .table text")).containsExactlyInAnyOrder("visits", "customers");
    assertThat(texts(".graph .amount")).contains("2,400,000 rows", "200,001 rows", "1.47 MB");
  }

  @Test
  void skewedKeyIsNamedAtOnceAndOneClickShowsWhereItIs() {
    show(RecordedRuns.SKEWED);

    var titles = texts("#hints h3");
    assertThat(titles).anyMatch(title -> title.contains("customer_id = 'unknown'"));

    browser.find("#hints [data-kind=skew] a").click();

    browser.until("a stage is open", "return document.querySelector('.stage[open]') !== null");
    assertThat(browser.text(".stage[open] .heavy")).isEqualTo("customer_id = 'unknown'");
    assertThat(browser.text(".stage[open]"))
        .contains("Before the cut: rows by bucket range", "After the cut: bytes by task");
    assertThat((boolean) browser.run("return document.activeElement.tagName === 'SUMMARY'"))
        .isTrue();
  }

  @Test
  void stageTellsHowItsTasksDifferAndWhatItsOperatorsDid() {
    show(RecordedRuns.SKEWED);

    browser.find("#stage-2 summary").click();

    browser.until("it is drawn", "return document.querySelectorAll('#stage-2 canvas').length >= 4");
    var text = browser.text("#stage-2");
    assertThat(text).contains("By task", "most / median", "Decisions", "Aggregate finally");
    assertThat(texts("#stage-2 .op")).anyMatch(line -> line.contains("Write: hash on customer_id"));
    assertThat(text).contains("2,400,000");
  }

  @Test
  void eachHintSaysWhatItTakesWhatHelpsAndWhereItShows() {
    show(RecordedRuns.FAULTY);

    assertThat(
            browser.strings(
                "return [...document.querySelectorAll('#hints .hint')].map((one) =>"
                    + " one.dataset.kind)"))
        .containsExactly("cold starts", "lost work", "small files");
    assertThat(texts("#hints .worth")).containsExactly("28.6 s", "$0.00150", "$0.000112");
    assertThat(texts("#hints .remedy")).hasSize(3).doesNotContain("");
    for (var link : browser.all("#hints a[data-place]")) {
      browser.run("window.scrollTo(0, 0); return true");
      link.click();

      browser.until(
          "the focus is at the place",
          "return document.querySelector('#' + CSS.escape('%s')).contains(document.activeElement)"
              .formatted(link.getDomAttribute("data-place")));
    }
  }

  @Test
  void whatFailedIsToldWithWhatWasDoneAboutIt() {
    show(RecordedRuns.FAULTY);

    assertThat(browser.text("#troubles")).contains("signal: killed").contains("tried again");
    assertThat(texts("#story .tag")).contains("failure");

    browser.run(
        "const kind = document.querySelectorAll('#attempts select')[1]; kind.value = '2';"
            + "kind.dispatchEvent(new Event('change')); return true");

    assertThat(texts("#attempts tbody tr:not(.gap) th"))
        .containsExactlyInAnyOrder("1.0.0", "1.0.1");
    assertThat(texts("#attempts tbody tr:not(.gap) td:nth-child(2)"))
        .allMatch(kind -> kind.startsWith("failed"));
  }

  @Test
  void whatS3RefusedIsToldByStageAlthoughNothingFailed() {
    show(RecordedRuns.THROTTLED);

    assertThat(browser.text("#cost")).contains("S3 asked to slow down 3 times (2 reads, 1 write).");

    browser.find("#stage-0 summary").click();
    browser.find("#stage-1 summary").click();

    assertThat(browser.text("#stage-0"))
        .contains("S3 asked to slow down 2 times (1 read, 1 write)");
    assertThat(browser.text("#stage-1"))
        .contains("S3 asked to slow down 1 time (1 read, 0 writes)");
  }

  @Test
  void secondAttemptThatOvertookAStragglerIsToldApart() {
    show(RecordedRuns.STRAGGLER);

    assertThat(browser.text(".pill")).isEqualTo("succeeded");
    assertThat(browser.text("#story")).contains("attempt 0.13.1 starts beside one that lags");
    assertThat(texts("#timeline .legend")).anyMatch(text -> text.contains("second attempt"));

    browser.run(
        "const kind = document.querySelectorAll('#attempts select')[1]; kind.value = '4';"
            + "kind.dispatchEvent(new Event('change')); return true");

    assertThat(texts("#attempts tbody tr:not(.gap) th")).containsExactly("0.13.1");
    assertThat(texts("#attempts tbody tr:not(.gap) td:nth-child(2)"))
        .containsExactly("second attempt, won");

    browser.run(
        "const kind = document.querySelectorAll('#attempts select')[1]; kind.value = '5';"
            + "kind.dispatchEvent(new Event('change')); return true");

    assertThat(texts("#attempts tbody tr:not(.gap) th")).containsExactly("0.13.0");
  }

  @Test
  void markupInNamesPathsAndErrorsIsText() {
    show(RecordedRuns.FAILED);

    assertThat(browser.text(".banner")).contains("'<script>alert(1)</script>'");
    assertThat(browser.text("#sql"))
        .contains("<img src=x onerror=", "</script><script>document.title=1</script>");
    assertThat(browser.text("h1")).contains("<img src=x");
    assertThat(browser.title()).isEqualTo("statement failed · Stint");
    assertThat(browser.all("main img, main script, main b, main iframe")).isEmpty();
  }

  @Test
  void whatDidNotFitInFilesIsToldWithItsPlaceAndRemedy() {
    var example = new Finding.Example("s3://lake/<i>.csv", 7, 312, "<b>ten</b>");
    var finding = new Finding(Finding.Kind.VALUE, "trips", "fare", 3, example);
    recorded.write("misfits", log -> recorded.events(RecordedRuns.DEMO, with(finding), log));

    show("misfits");

    assertThat(texts("#warnings li"))
        .singleElement()
        .asString()
        .startsWith("3 values of column fare of table trips did not fit its type")
        .contains("s3://lake/<i>.csv, line 7 (byte 312): '<b>ten</b>'", "mode=FAILFAST");
  }

  /// The first attempt that succeeds has found it.
  private static UnaryOperator<RunEvent> with(Finding finding) {
    var found =
        new TaskMetrics(
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, List.of(finding), List.of(), null, null);
    var isTold = new AtomicBoolean();
    return event ->
        event
                    instanceof
                    RunEvent.AttemptSucceeded(
                        var id,
                        var output,
                        var metrics,
                        var bill,
                        var standing)
                && isTold.compareAndSet(false, true)
            ? new RunEvent.AttemptSucceeded(id, output, metrics.plus(found), bill, standing)
            : event;
  }

  @Test
  void fileAsksNobodyForAnything() {
    show(RecordedRuns.DEMO);

    assertThat(browser.number("return performance.getEntriesByType('resource').length")).isZero();
  }

  @Test
  void scriptsThatAreNotOursDoNotRun() {
    show(RecordedRuns.DEMO);

    browser.run(
        "const script = document.createElement('script'); script.textContent = 'window.hacked = 1';"
            + "document.body.append(script); return true");

    assertThat((boolean) browser.run("return window.hacked === undefined")).isTrue();
    assertThat(browser.complaints()).anyMatch(text -> text.contains("Content Security Policy"));
  }

  @Test
  void fileOfAJobHasAllItsRunsAndComparesThem() {
    browser.open(recorded.htmlFile(RecordedRuns.DEMO, RecordedRuns.DEMO_RESULT));

    assertThat(texts("#runs tbody th a")).containsExactly("demo-2", "demo-1");

    browser.all("#runs tbody input").forEach(box -> box.click());
    browser.find("#runs .filters button").click();

    browser.until("both are shown", "return document.querySelector('#whole') !== null");
    assertThat(browser.text("h1")).isEqualTo("Two runs side by side");
    assertThat(texts("#whole tbody th")).startsWith("duration", "cost", "rows");
    assertThat(texts("#by-stage tbody th")).isNotEmpty();
  }

  @Test
  void numbersAreWrittenAsInTheTerminal() {
    show(RecordedRuns.DEMO);
    var random = new Random(11);
    var values =
        LongStream.concat(
                LongStream.of(
                    0, 1, 9, 999, 1000, 1004, 1005, 9994, 9995, 99_949, 99_950, 999_499, 999_500),
                random.longs(400, 0, 1L << 50).map(value -> value >> random.nextInt(50)))
            .boxed()
            .toList();

    assertThat(browser.strings("return arguments[0].map(stint.format.bytes)", values))
        .isEqualTo(values.stream().map(Amounts::bytes).toList());
    assertThat(browser.strings("return arguments[0].map(stint.format.count)", values))
        .isEqualTo(values.stream().map(Amounts::count).toList());
    var times = values.stream().filter(value -> value < 1L << 40).toList();
    assertThat(browser.strings("return arguments[0].map(stint.format.time)", times))
        .isEqualTo(times.stream().map(java.time.Duration::ofMillis).map(Amounts::time).toList());
  }

  @Test
  void dollarsAreWrittenAsInTheTerminal() {
    show(RecordedRuns.DEMO);
    var random = new Random(12);
    var values =
        DoubleStream.concat(
                DoubleStream.of(0, 0.1, 0.0999, 12.4, 0.00123, 1.0e-7),
                random.doubles(400).map(value -> value * Math.pow(10, random.nextInt(9) - 7)))
            .boxed()
            .toList();

    assertThat(browser.strings("return arguments[0].map(stint.format.dollars)", values))
        .isEqualTo(values.stream().map(Amounts::dollars).toList());
  }

  @Test
  void keyboardReachesWhatThereIsToDo() {
    show(RecordedRuns.SKEWED);

    var names =
        browser.strings(
            "return [...document.querySelectorAll('a[href], button, select, input, summary,"
                + " [tabindex=\"0\"]')].filter((one) => one.getClientRects().length > 0)"
                + ".map((one) => (one.getAttribute('aria-label') || one.labels?.[0]?.textContent"
                + " || one.textContent || '').trim())");

    assertThat(names).hasSizeGreaterThan(20).doesNotContain("");
    assertThat(browser.all("h1")).hasSize(1);
    assertThat(browser.all("main, header, footer, nav")).hasSize(4);
    assertThat(
            browser.strings(
                "return [...document.querySelectorAll('[role=img]')].map((one) =>"
                    + " one.getAttribute('aria-label') || '')"))
        .doesNotContain("");
    assertThat(browser.all("table:not(:has(> caption))")).isEmpty();
  }
}
