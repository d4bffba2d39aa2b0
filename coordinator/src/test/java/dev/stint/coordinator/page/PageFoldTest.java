package dev.stint.coordinator.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.partition.Decision;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.HeavyKey;
import dev.stint.plan.task.TaskFailure;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PageFoldTest {

  private final PageEvents run = new PageEvents(4, 1000);

  @Test
  void headSaysWhatWasAskedAndWhatWasExpected() {
    var page = run.page();

    assertThat(page.head().job()).isEqualTo("daily");
    assertThat(page.head().sql()).isEqualTo("SELECT key FROM t");
    assertThat(page.head().state()).isEqualTo("running");
    assertThat(page.expected()).isNotNull();
    assertThat(page.stages()).extracting(StagePage::state).containsExactly("waiting", "waiting");
    assertThat(page.stages().getFirst().title()).isEqualTo("Scan t");
    assertThat(page.stages().getFirst().tables().getFirst().files()).isEqualTo(4);
  }

  @Test
  void stageSumsUpItsTasks() {
    run.planned(0, 2, new Decision.NotCut(7));
    var first = run.start(0, 0);
    var second = run.start(0, 1);
    run.pass(500).won(first, 480, 100, 7, null);
    run.pass(500).won(second, 900, 300, 9, new HeavyKey("'x'", 250));
    run.tell(new RunEvent.StageFinished(0));

    var stage = run.page().stages().getFirst();

    assertThat(stage.state()).isEqualTo("done");
    assertThat(stage.finishedTasks()).isEqualTo(2);
    assertThat(stage.endMs() - stage.startMs()).isEqualTo(1000);
    assertThat(stage.distributions().ms().max()).isEqualTo(900);
    assertThat(stage.sums().outputRows()).isEqualTo(400);
    assertThat(stage.sums().overheadMs()).isEqualTo(20 + 100);
    assertThat(stage.decisions().getFirst().kind()).isEqualTo("one task");
    assertThat(stage.estimatedRows()).isEqualTo(77);
  }

  @Test
  void stageWhoseWorkAnotherDoesSaysSo() {
    run.fuse();
    run.planned(1, 1, new Decision.NotCut(7), new Decision.Fused(0));
    run.won(run.start(1, 0), 10, 100, 7, null);

    var first = run.page().stages().getFirst();
    var second = run.page().stages().getLast();
    assertThat(first.state()).isEqualTo("fused");
    assertThat(first.note()).isEqualTo("done by the task of stage 1, which reads it");
    assertThat(first.tables()).isEmpty();
    assertThat(second.title()).isEqualTo("Scan t");
    assertThat(second.tables().getFirst().files()).isEqualTo(4);
    assertThat(second.decisions())
        .extracting(StagePage.DecisionLine::kind)
        .containsExactly("one task", "fused");
    assertThat(second.operators()).hasSize(2);
  }

  @Test
  void operatorsHaveTheTimeThatTheyTookThemselves() {
    run.planned(0, 1);
    run.won(run.start(0, 0), 10, 100, 7, null);

    var operators = run.page().stages().getFirst().operators();

    assertThat(operators).hasSize(2);
    assertThat(operators.get(0).text()).isEqualTo("Write: hash on key");
    assertThat(operators.get(1).text()).startsWith("Scan t");
    assertThat(operators.get(1).ms()).isEqualTo(2);
    assertThat(operators.get(1).rows()).isEqualTo(100);
  }

  @Test
  void whatOperatorsSpillAndDropIsSummedOverAttempts() {
    run.planned(0, 2);
    run.won(run.start(0, 0), 10, 100, 7, null);
    run.won(run.start(0, 1), 10, 100, 7, null);

    var operators = run.page().stages().getFirst().operators();
    assertThat(operators)
        .extracting(StagePage.OperatorLine::spilledBytes)
        .containsExactly(0L, 140L);
    assertThat(operators).extracting(StagePage.OperatorLine::filteredRows).containsExactly(0L, 60L);
    assertThat(operators)
        .extracting(StagePage.OperatorLine::peakMemoryBytes)
        .containsExactly(500L, 600L);
  }

  @Test
  void exchangeKnowsItsFullestBucketAndItsHeaviestKey() {
    run.planned(0, 3);
    run.won(run.start(0, 0), 10, 100, 64, new HeavyKey("'x'", 60));
    run.won(run.start(0, 1), 10, 800, 65, new HeavyKey("'x'", 700));
    run.won(run.start(0, 2), 10, 100, 4095, null);

    var exchange = run.page().stages().getFirst().exchange();

    assertThat(exchange).isNotNull();
    assertThat(exchange.keys()).isEqualTo("key");
    assertThat(exchange.hottest()).isEqualTo(new ExchangePage.HotBucket(65, 800, 8000, 2.4));
    assertThat(exchange.heaviest()).isEqualTo(new ExchangePage.Heaviest("'x'", 760));
    assertThat(exchange.rows()).hasSize(64);
    assertThat(exchange.rows().get(1)).isEqualTo(900);
    assertThat(exchange.rows().getLast()).isEqualTo(100);
  }

  @Test
  void edgesCarryRowsAndBytesAndGoThroughInsertedStages() {
    run.planned(0, 1);
    run.won(run.start(0, 0), 10, 100, 7, null);

    var edges = run.page().edges();

    assertThat(edges).hasSize(2);
    assertThat(edges.get(0).table()).isEqualTo("t");
    assertThat(edges.get(1).rows()).isEqualTo(100);
    assertThat(edges.get(1).bytes()).isEqualTo(1000);
    assertThat(edges.get(1).keys()).isEqualTo("key");
  }

  @Test
  void failuresThatSayTheSameAreOne() {
    run.planned(0, 3);
    for (int task = 0; task < 3; task++) {
      run.failed(
          run.start(0, task),
          FailureKind.TRANSIENT,
          "request " + task + " was throttled",
          PageEvents.retry());
    }

    var page = run.page();

    assertThat(page.troubles()).hasSize(1);
    assertThat(page.troubles().getFirst().count()).isEqualTo(3);
    assertThat(page.troubles().getFirst().attempts()).containsExactly("0.0.0", "0.1.0", "0.2.0");
    assertThat(page.troubles().getFirst().reaction()).isEqualTo("tried again after 0.20 s");
    assertThat(page.totals().failedAttempts()).isEqualTo(3);
    assertThat(page.totals().retries()).as("none has begun again").isZero();
  }

  @Test
  void attemptsInPlaceOfFailedOnesAreRetries() {
    run.planned(0, 1);
    run.failed(run.start(0, 0), FailureKind.TRANSIENT, "was throttled", PageEvents.retry());
    run.won(run.start(0, 0, 1, AttemptCause.RETRY), 10, 1, 1, null);

    assertThat(run.page().totals().retries()).isEqualTo(1);
    assertThat(run.page().stages().getFirst().retries()).isEqualTo(1);
  }

  @Test
  void attemptsThatNobodyWaitedForAreNoFailures() {
    run.planned(0, 1);
    var first = run.start(0, 0);
    var second = run.start(0, 0, 1, AttemptCause.SPECULATION);
    run.pass(100).won(second, 90, 5, 1, null);
    run.tell(new RunEvent.AttemptCancelled(first));
    run.pass(100).failed(first, FailureKind.TRANSIENT, "was cancelled", new Reaction.Ignore());

    var stage = run.page().stages().getFirst();

    assertThat(run.page().troubles()).isEmpty();
    assertThat(stage.failedAttempts()).isZero();
    assertThat(stage.cancelledAttempts()).isEqualTo(1);
    assertThat(stage.speculativeWins()).isEqualTo(1);
  }

  @Test
  void endOfTheRunEndsWhatRuns() {
    run.planned(0, 2);
    var first = run.start(0, 0);
    run.start(0, 1);
    run.pass(70)
        .failed(
            first,
            FailureKind.USER,
            "no such column",
            new Reaction.EndRun(new TaskFailure(FailureKind.USER, "no such column", null)));
    run.tell(
        new RunEvent.RunEnded(
            new RunOutcome.Failed(new TaskFailure(FailureKind.USER, "no such column", null))));
    run.pass(5000);

    var page = run.page();

    assertThat(page.head().state()).isEqualTo("failed");
    assertThat(page.head().reason()).isEqualTo("no such column");
    assertThat(page.head().failureKind()).isEqualTo("user");
    assertThat(page.stages().getFirst().state()).isEqualTo("stopped");
    assertThat(page.stages().getFirst().cancelledAttempts()).isEqualTo(1);
    assertThat(page.head().endedAt() - page.head().startedAt()).isEqualTo(70);
  }

  @Test
  void runWhoseCoordinatorIsSilentIsInterrupted() {
    run.pass(Duration.ofMinutes(1).toMillis());

    assertThat(run.page().head().state()).isEqualTo("interrupted");
  }

  @Test
  void attemptsThatDoNotOverlapShareASlot() {
    run.planned(0, 3);
    var first = run.start(0, 0);
    var second = run.start(0, 1);
    run.pass(10).won(first, 10, 1, 1, null);
    run.start(0, 2);
    run.pass(10).won(second, 10, 1, 1, null);

    var columns = run.page().attempts();

    assertThat(columns.slots).isEqualTo(2);
    assertThat(columns.slot).containsExactly(0, 1, 0);
    assertThat(columns.ms).containsExactly(10, 20, -1);
    assertThat(columns.code).containsExactly(1, 1, 0);
  }

  @Test
  void whereThereAreTooManyAttemptsTheOddOnesStay() {
    run.planned(0, 1000);
    for (int task = 0; task < 1000; task++) {
      var id = run.start(0, task);
      if (task % 100 == 7) {
        run.failed(id, FailureKind.TRANSIENT, "lost", PageEvents.retry());
      } else {
        run.won(id, 10, 1, 1, null);
      }
    }

    var columns = run.page(50).attempts();

    assertThat(columns.total).isEqualTo(1000);
    assertThat(columns.shown).isEqualTo(50);
    assertThat(Arrays.stream(columns.code).filter(code -> code == 3)).hasSize(10);
    assertThat(columns.task).isSorted();
  }

  @Test
  void storyOfManyLinesKeepsItsBeginningAndItsEnd() {
    run.planned(0, 1000);
    for (int task = 0; task < 1000; task++) {
      run.failed(run.start(0, task), FailureKind.TRANSIENT, "lost " + task, PageEvents.retry());
    }

    var page = run.page();

    assertThat(page.story()).hasSize(400);
    assertThat(page.storyLinesLeftOut()).isEqualTo(600);
    assertThat(page.story().getFirst().text()).contains("0.0.0");
    assertThat(page.story().getLast().text()).contains("0.999.0");
  }
}
