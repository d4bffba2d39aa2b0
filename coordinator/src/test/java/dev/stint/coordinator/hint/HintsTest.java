package dev.stint.coordinator.hint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.page.PageEvents;
import dev.stint.coordinator.partition.Decision;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.HeavyKey;
import dev.stint.plan.task.TaskMetrics;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintsTest {

  private static List<Hint> hints(PageEvents run) {
    run.tell(new RunEvent.RunEnded(new RunOutcome.Succeeded()));
    return Hints.of(run.page());
  }

  /// Stage 0 gives 10,000 rows of a hundred buckets, `hotRows` of them in one.
  private static PageEvents skewed(int hotRows, @Nullable HeavyKey key) {
    var run = new PageEvents(1, 1000);
    run.planned(0, 100);
    for (int task = 0; task < 100; task++) {
      var id = run.start(0, task);
      if (task == 0) {
        run.won(id, 10, hotRows, 77, key);
      } else {
        run.won(id, 10, (10_000 - hotRows) / 99, task * 40, null);
      }
    }
    run.tell(new RunEvent.StageFinished(0));
    return run;
  }

  /// Stage 1 has four tasks, of which one takes `slowestMs`.
  private static void read(PageEvents run, long slowestMs, Decision... decisions) {
    run.planned(1, 4, decisions);
    var ids = List.of(run.start(1, 0), run.start(1, 1), run.start(1, 2), run.start(1, 3));
    run.pass(1000);
    ids.subList(0, 3).forEach(id -> run.won(id, 1000, 10, 0, null));
    run.pass(slowestMs - 1000).won(ids.getLast(), slowestMs, 10, 0, null);
    run.tell(new RunEvent.StageFinished(1));
  }

  @Test
  void keyThatOneTaskWaitsForIsNamedWithWhatItCosts() {
    var run = skewed(6040, new HeavyKey("'unknown'", 6000));
    read(run, 21_000);

    var hint = hints(run).getFirst();

    assertThat(hint.kind()).isEqualTo("skew");
    assertThat(hint.title()).isEqualTo("key = 'unknown' has 60 % of the rows that stage 0 gives");
    assertThat(hint.text()).contains("bucket 77 has 6,040 of").contains("20.0 s earlier");
    assertThat(hint.seconds()).isEqualTo(20);
    assertThat(hint.place()).isEqualTo("stage-0");
  }

  @Test
  void keyThatWasDividedCostsNoTime() {
    var run = skewed(6040, new HeavyKey("'unknown'", 6000));
    read(run, 1000, new Decision.HotBucketDivided(77, 60_400, 3));

    var hint =
        hints(run).stream().filter(each -> each.kind().equals("skew")).findFirst().orElseThrow();

    assertThat(hint.seconds()).isZero();
    assertThat(hint.text()).contains("shared it out by itself");
  }

  @Test
  void valueThatIsNotKnownIsToBeLookedFor() {
    var run = skewed(6040, null);
    read(run, 21_000);

    assertThat(hints(run).getFirst().title()).startsWith("One value of key has 60 %");
    assertThat(hints(run).getFirst().remedy()).contains("SELECT key, count(*) FROM");
  }

  @Test
  void evenKeysAreNoHint() {
    var run = skewed(100, null);
    read(run, 1000);

    assertThat(hints(run)).extracting(Hint::kind).doesNotContain("skew", "straggler");
  }

  @Test
  void slowTaskWithoutAHotKeyIsAStraggler() {
    var run = skewed(100, null);
    read(run, 30_000);

    var hint = hints(run).getFirst();

    assertThat(hint.kind()).isEqualTo("straggler");
    assertThat(hint.seconds()).isEqualTo(29);
    assertThat(hint.remedy()).contains("no more to read");
  }

  @Test
  void manySmallFilesAreCounted() {
    var run = new PageEvents(500, 200_000);
    run.planned(0, 1);
    run.won(run.start(0, 0), 10, 10, 1, null);

    var hint =
        hints(run).stream()
            .filter(each -> each.kind().equals("small files"))
            .findFirst()
            .orElseThrow();

    assertThat(hint.title()).isEqualTo("Table t is in 500 files of 200 kB on average");
    assertThat(hint.text()).contains("2 files of about 64.0 MB would do");
  }

  @Test
  void lackOfMemoryNamesWhatWasEnough() {
    var run = new PageEvents(1, 1000);
    run.planned(0, 1);
    run.failed(run.start(0, 0), FailureKind.RESOURCE, "needs more", new Reaction.Enlarge(2L << 30));
    run.tell(
        new RunEvent.AttemptStarted(
            new dev.stint.coordinator.event.AttemptId(0, 0, 1),
            2L << 30,
            dev.stint.coordinator.event.AttemptCause.RETRY));
    run.won(new dev.stint.coordinator.event.AttemptId(0, 0, 1), 10, 10, 1, null);

    var hint =
        hints(run).stream().filter(each -> each.kind().equals("memory")).findFirst().orElseThrow();

    assertThat(hint.remedy()).contains("--memory 2048MiB");
  }

  private static Hint hint(PageEvents run, String kind) {
    return hints(run).stream().filter(each -> each.kind().equals(kind)).findFirst().orElseThrow();
  }

  private enum Start {
    COLD,
    WARM
  }

  /// A processor was busy for a tenth of the time.
  private static TaskMetrics metrics(Start start, long gets, long wallMs) {
    return new TaskMetrics(
        10,
        100,
        10,
        100,
        gets,
        1,
        0,
        0,
        10 << 20,
        wallMs * 1_000_000,
        wallMs * 100_000,
        start == Start.COLD,
        List.of(),
        List.of(),
        null,
        null);
  }

  @Test
  void coldStartsAreToldByWhatTheyTookLongerThanWarmOnes() {
    var run = new PageEvents(1, 1000);
    run.planned(0, 4);
    var ids = List.of(run.start(0, 0), run.start(0, 1), run.start(0, 2), run.start(0, 3));
    run.pass(1000);
    ids.subList(0, 2).forEach(id -> run.won(id, metrics(Start.WARM, 1, 1000)));
    run.pass(4000);
    ids.subList(2, 4).forEach(id -> run.won(id, metrics(Start.COLD, 1, 1000)));

    var hint = hint(run, "cold starts");

    assertThat(hint.title()).isEqualTo("Cold starts delayed the run by about 4.00 s");
    assertThat(hint.text()).startsWith("2 of 4 attempts started in a new function");
    assertThat(hint.seconds()).isEqualTo(4);
    assertThat(hint.place()).isEqualTo("timeline");
  }

  @Test
  void requestsThatCostMoreThanFunctionsAreToldWithTheirStage() {
    var run = new PageEvents(1, 1000);
    run.planned(0, 1);
    run.pass(1000).won(run.start(0, 0), metrics(Start.WARM, 10_000, 1000));

    var hint = hint(run, "requests");

    assertThat(hint.title()).isEqualTo("Requests to S3 are 100 % of the cost");
    assertThat(hint.text()).startsWith("10,000 GETs, 1 PUT and 0 LISTs cost $0.00400; stage 0");
    assertThat(hint.dollars()).isBetween(0.004, 0.0041);
    assertThat(hint.place()).isEqualTo("stage-0");
  }

  @Test
  void memoryThatNobodyUsesIsToldWithWhatLessWouldSave() {
    var run = new PageEvents(1, 1000);
    run.planned(0, 1);
    var id = run.start(0, 0);
    run.pass(1000).won(id, metrics(Start.WARM, 1, 1000));

    var hint = hint(run, "memory");

    assertThat(hint.title()).isEqualTo("Functions have more memory than they use");
    assertThat(hint.text()).contains("used 10.5 MB at most", "busy 10 % of the time");
    assertThat(hint.remedy()).startsWith("Try --memory 512MiB");
    assertThat(hint.dollars()).isPositive();
    assertThat(hint.place()).isEqualTo("cost");
  }

  @Test
  void workThatCameSecondIsLost() {
    var run = new PageEvents(1, 1000);
    run.planned(0, 1);
    var first = run.start(0, 0);
    var second = run.start(0, 0, 1, AttemptCause.SPECULATION);
    run.pass(1000).won(second, 1000, 10, 0, null);
    run.pass(1000).late(first, 2000);

    var hint = hint(run, "lost work");

    assertThat(hint.title()).isEqualTo("67 % of the functions' time was lost");
    assertThat(hint.remedy()).startsWith("Second attempts ran beside ones that lagged");
    assertThat(hint.dollars()).isPositive();
  }

  @Test
  void waitsForFunctionsAreTold() {
    var run = new PageEvents(1, 1000);
    run.planned(0, 1);
    var id = run.start(0, 0);
    run.pass(3000).tell(new RunEvent.AttemptRunning(id, Duration.ofSeconds(3)));
    run.pass(1000).won(id, 1000, 10, 0, null);

    var hint = hint(run, "waits");

    assertThat(hint.title()).isEqualTo("Attempts waited for functions 75 % of the time");
    assertThat(hint.seconds()).isEqualTo(3);
    assertThat(hint.place()).isEqualTo("timeline");
  }

  @Test
  void hintsAreFew() {
    var run = skewed(6040, null);
    read(run, 21_000);

    assertThat(hints(run)).hasSizeLessThanOrEqualTo(5);
  }
}
