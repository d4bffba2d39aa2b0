package dev.stint.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final long GIB = 1L << 30;

  /// A gigabyte costs a dollar a second, a request ten cents.
  private static final PriceTable PRICES =
      new PriceTable("nowhere", "arm64", LocalDate.of(2026, 1, 1), 1, 0, 0.1, 0.1, 0.1);

  private static final RunSettings UNLIMITED = RunSettings.of("file:///work", 8, GIB);

  @Test
  void whatRunsUsesUpWhatIsLeft() {
    var usage = Usage.NONE.plusAttempt(GIB, 4_000_000_000L).plusRequests(5, 2, 3);
    var limits = limits(UNLIMITED.withMaxDollars(20));
    started(limits, 0, 3 * GIB, START);

    assertThat(limits.end(usage, START)).isEqualTo(START.plusSeconds(5));
    // Two seconds later three more are left.
    assertThat(limits.end(usage, START.plusSeconds(2))).isEqualTo(START.plusSeconds(5));
    assertThat(limits.reached(usage, START.plusSeconds(4))).isNull();
    assertThat(limits.reached(usage, START.plusSeconds(5)).message())
        .isEqualTo("the run was ended at $20, the most that the job's limits.maxCost lets it cost");
  }

  @Test
  void attemptsThatStartLaterUseItUpSooner() {
    var limits = limits(UNLIMITED.withMaxDollars(20));
    started(limits, 0, GIB, START);
    started(limits, 1, 4 * GIB, START.plusSeconds(10));

    assertThat(limits.end(Usage.NONE, START.plusSeconds(10))).isEqualTo(START.plusSeconds(12));
  }

  @Test
  void attemptsThatAreOverUseNothingMore() {
    var limits = limits(UNLIMITED.withMaxDollars(20));
    started(limits, 0, GIB, START);
    started(limits, 1, GIB, START);
    failed(limits, 0, START.plusSeconds(1));
    var usage = Usage.NONE.plusAttempt(GIB, 1_000_000_000);

    assertThat(limits.end(usage, START.plusSeconds(1))).isEqualTo(START.plusSeconds(19));
    failed(limits, 1, START.plusSeconds(2));
    assertThat(limits.end(usage, START.plusSeconds(2))).isNull();
  }

  @Test
  void nothingIsUsedUpWhereNothingRunsOrThereIsNoLimit() {
    assertThat(limits(UNLIMITED.withMaxDollars(20)).end(Usage.NONE, START)).isNull();
    var unlimited = limits(UNLIMITED);
    started(unlimited, 0, GIB, START);
    assertThat(unlimited.end(Usage.NONE, START)).isNull();
    assertThat(unlimited.reached(Usage.NONE, START.plus(Duration.ofDays(300)))).isNull();
  }

  @Test
  void budgetThatIsSpentEndsNow() {
    var usage = Usage.NONE.plusRequests(6, 0, 0);

    var limits = limits(UNLIMITED.withMaxDollars(0.5));

    assertThat(limits.end(usage, START)).isEqualTo(START);
    assertThat(limits.reached(usage, START).kind()).isEqualTo(FailureKind.USER);
  }

  @Test
  void runEndsWhenItsTimeIsOverWhateverItCosts() {
    var limits = limits(UNLIMITED.withMaxDuration(Duration.ofSeconds(90)));
    started(limits, 0, GIB, START);

    assertThat(limits.end(Usage.NONE, START.plusSeconds(1))).isEqualTo(START.plusSeconds(90));
    assertThat(limits.reached(Usage.NONE, START.plusSeconds(89))).isNull();
    assertThat(limits.reached(Usage.NONE, START.plusSeconds(91)).message())
        .isEqualTo(
            "the run was ended after 90 s, the longest that limits.maxDuration lets it take");
  }

  @Test
  void timeWithoutACoordinatorDoesNotCount() {
    var settings = UNLIMITED.withMaxDollars(100).withMaxDuration(Duration.ofSeconds(90));
    var limits = limits(settings);
    started(limits, 0, GIB, START.plusSeconds(10));
    var night = START.plus(Duration.ofHours(8));

    limits.takenUp(night);
    assertThat(limits.reached(Usage.NONE, night)).isNull();
    limits.on(new LoggedEvent(night.plusSeconds(1), new RunEvent.RequestsMade(1, 1, 0, null)));
    limits.on(new LoggedEvent(night.plusSeconds(1), new RunEvent.CoordinatorStarted(1)));

    assertThat(limits.end(Usage.NONE, night.plusSeconds(1))).isEqualTo(night.plusSeconds(81));
  }

  @Test
  void theSameHoldsForALogThatIsRead() {
    var limits = limits(UNLIMITED.withMaxDuration(Duration.ofSeconds(90)));
    limits.on(new LoggedEvent(START.plusSeconds(20), new RunEvent.CoordinatorLeft(0)));
    var later = START.plusSeconds(1000);

    limits.on(new LoggedEvent(later, new RunEvent.RequestsMade(1, 1, 0, null)));
    limits.on(new LoggedEvent(later, new RunEvent.CoordinatorStarted(1)));

    assertThat(limits.end(Usage.NONE, later)).isEqualTo(later.plusSeconds(70));
  }

  @Test
  void firstLimitCounts() {
    var limits = limits(UNLIMITED.withMaxDollars(20).withMaxDuration(Duration.ofSeconds(10)));
    started(limits, 0, GIB, START);

    assertThat(limits.end(Usage.NONE, START)).isEqualTo(START.plusSeconds(10));
    started(limits, 1, 3 * GIB, START);
    assertThat(limits.end(Usage.NONE, START)).isEqualTo(START.plusSeconds(5));
  }

  private static Limits limits(RunSettings settings) {
    var limits = new Limits(settings, PRICES);
    var graph = Graphs.graph(Graphs.scan(0, 1, Graphs.UNKEYED));
    limits.on(
        new LoggedEvent(START, new RunEvent.RunStarted(new RunRequest("r", graph, settings))));
    return limits;
  }

  private static void started(Limits limits, int task, long bytes, Instant time) {
    limits.on(
        new LoggedEvent(time, new RunEvent.AttemptStarted(id(task), bytes, AttemptCause.FIRST)));
  }

  private static void failed(Limits limits, int task, Instant time) {
    var failure = new TaskFailure(FailureKind.TRANSIENT, "because", null);
    limits.on(
        new LoggedEvent(
            time,
            new RunEvent.AttemptFailed(
                id(task), failure, TaskMetrics.NONE, Bill.NOTHING, new Reaction.Ignore())));
  }

  private static AttemptId id(int task) {
    return new AttemptId(0, task, 0);
  }
}
