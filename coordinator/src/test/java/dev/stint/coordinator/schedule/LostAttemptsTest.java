package dev.stint.coordinator.schedule;

import static dev.stint.coordinator.schedule.MachineRun.id;
import static dev.stint.coordinator.schedule.MachineRun.names;
import static dev.stint.coordinator.schedule.MachineRun.start;
import static dev.stint.coordinator.schedule.MachineRun.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.SegmentRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a run's machine does about attempts that fail, lag, or never answer.
final class LostAttemptsTest {

  @Test
  void failedAttemptIsRepeatedAfterAPause() {
    var run = new MachineRun(TestGraphs.result(1), 1);
    run.begin();

    var failed = (RunEvent.AttemptFailed) run.fail(id(0, 0, 0), FailureKind.TRANSIENT).getFirst();
    assertThat(failed.reaction()).isEqualTo(new Reaction.Retry(Duration.ofSeconds(1)));

    assertThat(run.after(Duration.ofMillis(999))).isEmpty();
    assertThat(run.after(Duration.ofMillis(1)))
        .containsExactly(
            new RunEvent.RetryDue(id(0, 0, 0)), start(id(0, 0, 1), AttemptCause.RETRY));
  }

  @Test
  void pauseGoesOnUnderTheNextCoordinator() {
    var run = new MachineRun(TestGraphs.result(1), 1);
    run.begin();
    run.fail(id(0, 0, 0), FailureKind.TRANSIENT);
    run.after(Duration.ofSeconds(1));
    // The second pause is two seconds, and the first is in the log as well.
    run.fail(id(0, 0, 1), FailureKind.TRANSIENT);

    assertThat(names(run.resume())).containsExactly("CoordinatorStarted");
    assertThat(run.after(Duration.ofMillis(1999))).isEmpty();
    assertThat(started(run.after(Duration.ofMillis(1)))).containsExactly(id(0, 0, 2));
  }

  @Test
  void outOfMemoryIsRepeatedAtOnceUpToTheLargestFunction() {
    var run = new MachineRun(TestGraphs.result(1), 1);
    run.begin();

    assertThat(run.fail(id(0, 0, 0), FailureKind.RESOURCE).getLast())
        .isEqualTo(new RunEvent.AttemptStarted(id(0, 0, 1), 2L << 30, AttemptCause.RETRY));
    assertThat(run.fail(id(0, 0, 1), FailureKind.RESOURCE).getLast())
        .isEqualTo(new RunEvent.AttemptStarted(id(0, 0, 2), 4L << 30, AttemptCause.RETRY));
    assertThat(names(run.fail(id(0, 0, 2), FailureKind.RESOURCE)))
        .containsExactly("AttemptFailed", "RunEnded");
  }

  @Test
  void attemptThatNeverAnswersIsGivenUpAndRepeated() {
    var run = new MachineRun(TestGraphs.result(1), 1);
    run.begin();
    assertThat(run.after(MachineRun.TIMEOUT.minusMillis(1))).isEmpty();

    var events = run.after(Duration.ofMillis(1));

    assertThat(names(events)).containsExactly("AttemptCancelled", "AttemptFailed");
    var failed = (RunEvent.AttemptFailed) events.getLast();
    assertThat(failed.failure().message())
        .isEqualTo("attempt 0.0.0 has not answered within 60 s, and is given up");
    assertThat(failed.bill().wallNanos()).isEqualTo(MachineRun.TIMEOUT.toNanos());
    assertThat(started(run.whenDue())).containsExactly(id(0, 0, 1));
  }

  @Test
  void lateSuccessOfOneGivenUpWinsAllTheSame() {
    var run = givenUp();

    var events = run.succeed(id(0, 0, 0));

    assertThat(names(events))
        .containsExactly("AttemptSucceeded", "AttemptCancelled", "StageFinished", "RunEnded");
    assertThat(events.get(1)).isEqualTo(new RunEvent.AttemptCancelled(id(0, 0, 1)));
    // What it used was billed when it was given up.
    assertThat(((RunEvent.AttemptSucceeded) events.getFirst()).bill().isNothing()).isTrue();
    assertThat(run.state.result().stream().map(SegmentRef::path)).containsExactly("0.0.0");
  }

  @Test
  void lateSuccessAfterAnotherWonIsLate() {
    var run = givenUp();
    run.succeed(id(0, 0, 1));

    var late = (RunEvent.AttemptSucceeded) run.succeed(id(0, 0, 0)).getFirst();

    assertThat(late.standing()).isEqualTo(RunEvent.Standing.LATE);
    assertThat(run.state.result().stream().map(SegmentRef::path)).containsExactly("0.0.1");
  }

  @Test
  void lateFailureOfOneGivenUpIsNoNews() {
    assertThat(givenUp().fail(id(0, 0, 0), FailureKind.USER)).isEmpty();
  }

  @Test
  void winnersSecondReportIsNoNews() {
    var run = new MachineRun(TestGraphs.result(2), 2);
    run.begin();
    run.succeed(id(0, 0, 0));

    assertThat(run.succeed(id(0, 0, 0))).isEmpty();
  }

  @Test
  void attemptsOfACoordinatorThatIsGoneAreRepeatedAndDoNotCount() {
    var run = new MachineRun(TestGraphs.result(3), 3);
    run.begin();
    run.succeed(id(0, 1, 0));
    run.now = run.now.plusSeconds(2);

    var events = run.resume();

    assertThat(names(events))
        .containsExactly(
            "CoordinatorStarted",
            "AttemptFailed",
            "AttemptFailed",
            "AttemptStarted",
            "AttemptStarted");
    var failed = (RunEvent.AttemptFailed) events.get(1);
    assertThat(failed.reaction()).isEqualTo(new Reaction.Redo());
    assertThat(failed.bill().wallNanos()).isEqualTo(2_000_000_000L);
    assertThat(started(events)).containsExactly(id(0, 0, 1), id(0, 2, 1));
    assertThat(((TaskState.Running) run.task(0, 0)).tries().transientFailures()).isZero();
    assertThat(run.task(0, 1)).isInstanceOf(TaskState.Succeeded.class);
  }

  @Test
  void howeverManyCoordinatorsAreLostTheRunGoesOn() {
    var run = new MachineRun(TestGraphs.result(1), 1);
    run.begin();

    for (int term = 1; term < 10; term++) {
      assertThat(started(run.resume())).containsExactly(id(0, 0, term));
    }
    run.succeed(id(0, 0, 9));
    assertThat(run.state.outcome()).isEqualTo(new RunOutcome.Succeeded());
  }

  @Test
  void laggingAttemptGetsASecondAndTheFirstToFinishWins() {
    var run = lagging();

    var second = run.whenDue();

    assertThat(second).containsExactly(start(id(0, 3, 1), AttemptCause.SPECULATION));
    var won = run.succeed(id(0, 3, 1));
    assertThat(names(won))
        .containsExactly("AttemptSucceeded", "AttemptCancelled", "StageFinished", "RunEnded");
    assertThat(won.get(1)).isEqualTo(new RunEvent.AttemptCancelled(id(0, 3, 0)));
    var late = (RunEvent.AttemptSucceeded) run.succeed(id(0, 3, 0)).getFirst();
    assertThat(late.standing()).isEqualTo(RunEvent.Standing.LATE);
  }

  @Test
  void laggingAttemptMayStillWin() {
    var run = lagging();
    run.whenDue();

    assertThat(run.succeed(id(0, 3, 0))).contains(new RunEvent.AttemptCancelled(id(0, 3, 1)));
  }

  @Test
  void whicheverOfTwoFailsTheOtherGoesOn() {
    for (int failing : List.of(0, 1)) {
      var run = lagging();
      run.whenDue();

      var failed =
          (RunEvent.AttemptFailed) run.fail(id(0, 3, failing), FailureKind.TRANSIENT).getFirst();
      assertThat(failed.reaction()).isEqualTo(new Reaction.Ignore());
      run.succeed(id(0, 3, 1 - failing));
      assertThat(run.state.outcome()).isEqualTo(new RunOutcome.Succeeded());
    }
  }

  @Test
  void whenBothFailTheTaskIsRepeatedAfterItsPause() {
    var run = lagging();
    run.whenDue();
    run.fail(id(0, 3, 0), FailureKind.TRANSIENT);

    var failed = (RunEvent.AttemptFailed) run.fail(id(0, 3, 1), FailureKind.TRANSIENT).getFirst();

    // Two have failed.
    assertThat(failed.reaction()).isEqualTo(new Reaction.Retry(Duration.ofSeconds(2)));
    assertThat(started(run.after(Duration.ofSeconds(2)))).containsExactly(id(0, 3, 2));
  }

  @Test
  void oneGivenUpThatWinsAfterAllStopsBothThatRunInItsPlace() {
    var often = new SpeculationPolicy(0.5, 0.75, 1.5, Duration.ofMillis(500), 1, 1);
    var run = lagging(often);
    run.whenDue();
    run.fail(id(0, 3, 1), FailureKind.TRANSIENT);
    run.after(MachineRun.TIMEOUT);
    assertThat(run.task(0, 3)).isInstanceOf(TaskState.Pausing.class);
    assertThat(started(run.whenDue())).containsExactly(id(0, 3, 2));
    assertThat(started(run.whenDue())).containsExactly(id(0, 3, 3));

    assertThat(run.succeed(id(0, 3, 0)))
        .contains(
            new RunEvent.AttemptCancelled(id(0, 3, 2)), new RunEvent.AttemptCancelled(id(0, 3, 3)));
  }

  @Test
  void secondAttemptTakesNoPlaceFromATaskThatWaits() {
    var run = new MachineRun(TestGraphs.result(6), 2);
    run.begin();
    for (int task = 1; task < 4; task++) {
      run.succeed(id(0, task, 0));
    }
    // Half are done; task 0 lags, and 4 and 5 hold and want the other place.
    assertThat(started(run.after(Duration.ofSeconds(5)))).isEmpty();
    run.succeed(id(0, 4, 0));
    assertThat(started(run.after(Duration.ofSeconds(5)))).isEmpty();
    run.succeed(id(0, 5, 0));

    assertThat(started(run.after(Duration.ofSeconds(1)))).containsExactly(id(0, 0, 1));
  }

  @Test
  void secondAttemptsStayWithinTheirBudget() {
    // Of four tasks, one may have a second attempt.
    var run = new MachineRun(TestGraphs.result(4), 10);
    run.begin();
    run.succeed(id(0, 0, 0));
    run.succeed(id(0, 1, 0));

    assertThat(started(run.after(Duration.ofSeconds(5)))).containsExactly(id(0, 2, 1));
    assertThat(started(run.after(Duration.ofSeconds(5)))).isEmpty();
  }

  @Test
  void withoutSpeculationNothingGetsASecondAttempt() {
    var run = lagging(SpeculationPolicy.OFF);

    assertThat(run.after(Duration.ofSeconds(50))).isEmpty();
  }

  @Test
  void attemptLagsWhenItHasRunForLongerThanItsSiblings() {
    var run = lagging();
    var stage = run.state.stage(0);

    assertThat(stage.expectedNanos(3, 0.75)).isBetween(1_000_000_000L, 1_130_000_000L);
    assertThat(run.state.nextDue())
        .isEqualTo(run.now.plusNanos(run.state.speculation().lagNanos(stage, 3)));
  }

  /// Attempt 0 was given up, and attempt 1 runs.
  private static MachineRun givenUp() {
    var run = new MachineRun(TestGraphs.result(1), 1);
    run.begin();
    run.after(MachineRun.TIMEOUT);
    run.whenDue();
    return run;
  }

  private static MachineRun lagging() {
    return lagging(SpeculationPolicy.DEFAULT);
  }

  /// All but task 3 are done, each in a second.
  private static MachineRun lagging(SpeculationPolicy policy) {
    var settings = MachineRun.SETTINGS.withSpeculation(policy);
    var run = new MachineRun(TestGraphs.result(4), settings, 10);
    run.begin();
    for (int task = 0; task < 3; task++) {
      run.succeed(id(0, task, 0));
    }
    return run;
  }
}
