package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.schedule.TaskState.Failed;
import dev.stint.coordinator.schedule.TaskState.Pausing;
import dev.stint.coordinator.schedule.TaskState.Ready;
import dev.stint.coordinator.schedule.TaskState.Running;
import dev.stint.coordinator.schedule.TaskState.Stopped;
import dev.stint.coordinator.schedule.TaskState.Succeeded;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskTableTest {

  private static final TaskOutput OUTPUT = TestGraphs.output("a");
  private static final Reaction RETRY = new Reaction.Retry(Duration.ofSeconds(1));
  private static final Reaction ENLARGE = new Reaction.Enlarge(2000);
  private static final Reaction REDO = new Reaction.Redo();
  private static final Reaction IGNORE = new Reaction.Ignore();
  private static final Reaction END =
      new Reaction.EndRun(new TaskFailure(FailureKind.USER, "because", null));

  private static final TaskState READY = new Ready(new Tries(1, 1000, 1, 0));
  private static final TaskState ALONE = new Running(new Tries(2, 1000, 1, 0), 1, TaskState.NONE);
  private static final TaskState BOTH = new Running(new Tries(3, 1000, 1, 0), 1, 2);
  private static final TaskState PAUSING = new Pausing(new Tries(2, 1000, 2, 0), 1);
  private static final TaskState SUCCEEDED = new Succeeded(0, OUTPUT);

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(READY, started(1), ALONE),
        arguments(ALONE, started(2), BOTH),
        arguments(READY, won(0), SUCCEEDED),
        arguments(ALONE, won(1), new Succeeded(1, OUTPUT)),
        arguments(BOTH, won(2), new Succeeded(2, OUTPUT)),
        arguments(BOTH, won(1), new Succeeded(1, OUTPUT)),
        arguments(PAUSING, won(0), SUCCEEDED),
        arguments(SUCCEEDED, late(2), SUCCEEDED),
        arguments(new Failed(), late(0), new Failed()),
        arguments(new Stopped(), late(0), new Stopped()),
        arguments(ALONE, failed(1, RETRY), PAUSING),
        arguments(ALONE, failed(1, ENLARGE), new Ready(new Tries(2, 2000, 2, 0))),
        // Nobody's fault: the failure does not count.
        arguments(ALONE, failed(1, REDO), new Ready(new Tries(2, 1000, 1, 0))),
        arguments(ALONE, failed(1, END), new Failed()),
        arguments(BOTH, failed(1, END), new Failed()),
        // The other goes on, and the failure counts.
        arguments(
            BOTH, failed(1, IGNORE), new Running(new Tries(3, 1000, 2, 0), 2, TaskState.NONE)),
        arguments(
            BOTH, failed(2, IGNORE), new Running(new Tries(3, 1000, 2, 0), 1, TaskState.NONE)),
        arguments(BOTH, failed(1, REDO), new Running(new Tries(3, 1000, 1, 0), 2, TaskState.NONE)),
        // Of one that was given up before.
        arguments(ALONE, failed(0, IGNORE), ALONE),
        arguments(BOTH, failed(0, IGNORE), BOTH),
        arguments(READY, failed(0, IGNORE), READY),
        arguments(PAUSING, failed(0, IGNORE), PAUSING),
        arguments(SUCCEEDED, failed(1, IGNORE), SUCCEEDED),
        arguments(new Stopped(), failed(1, IGNORE), new Stopped()),
        arguments(PAUSING, new RunEvent.RetryDue(id(1)), new Ready(new Tries(2, 1000, 2, 0))),
        arguments(PAUSING, new RunEvent.RetryDue(id(0)), PAUSING),
        arguments(READY, new RunEvent.RetryDue(id(0)), READY),
        arguments(SUCCEEDED, new RunEvent.RetryDue(id(1)), SUCCEEDED),
        arguments(ALONE, new RunEvent.AttemptRunning(id(1), Duration.ofSeconds(1)), ALONE),
        arguments(BOTH, new RunEvent.AttemptCancelled(id(1)), BOTH));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("table")
  void followsTheTable(TaskState state, RunEvent.OfAttempt event, TaskState expected) {
    assertThat(TaskTable.after(state, event)).isEqualTo(expected);
  }

  @Test
  void bothAttemptsFailingIsTwoFailures() {
    var alone = TaskTable.after(BOTH, failed(2, IGNORE));

    assertThat(TaskTable.after(alone, failed(1, RETRY)))
        .isEqualTo(new Pausing(new Tries(3, 1000, 3, 0), 1));
  }

  @Test
  void logThatStartsAnAttemptAtATaskThatIsNotToRunIsRefused() {
    for (var state : new TaskState[] {PAUSING, SUCCEEDED, new Failed(), new Stopped()}) {
      assertThatThrownBy(() -> TaskTable.after(state, started(3)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("attempt 3 starts in");
    }
  }

  @Test
  void endOfTheRunStopsWhatIsNotOver() {
    assertThat(TaskTable.stopped(READY)).isEqualTo(new Stopped());
    assertThat(TaskTable.stopped(ALONE)).isEqualTo(new Stopped());
    assertThat(TaskTable.stopped(BOTH)).isEqualTo(new Stopped());
    assertThat(TaskTable.stopped(PAUSING)).isEqualTo(new Stopped());
    assertThat(TaskTable.stopped(SUCCEEDED)).isSameAs(SUCCEEDED);
    assertThat(TaskTable.stopped(new Failed())).isEqualTo(new Failed());
    assertThat(TaskTable.stopped(new Stopped())).isEqualTo(new Stopped());
  }

  private static AttemptId id(int attempt) {
    return new AttemptId(2, 17, attempt);
  }

  private static RunEvent.OfAttempt started(int attempt) {
    return new RunEvent.AttemptStarted(id(attempt), 1000, AttemptCause.RETRY);
  }

  private static RunEvent.OfAttempt won(int attempt) {
    return succeeded(attempt, RunEvent.Standing.WON);
  }

  private static RunEvent.OfAttempt late(int attempt) {
    return succeeded(attempt, RunEvent.Standing.LATE);
  }

  private static RunEvent.OfAttempt succeeded(int attempt, RunEvent.Standing standing) {
    return new RunEvent.AttemptSucceeded(
        id(attempt), OUTPUT, TaskMetrics.NONE, Bill.NOTHING, standing);
  }

  private static RunEvent.OfAttempt failed(int attempt, Reaction reaction) {
    var failure = new TaskFailure(FailureKind.TRANSIENT, "because", null);
    return new RunEvent.AttemptFailed(
        id(attempt), failure, TaskMetrics.NONE, Bill.NOTHING, reaction);
  }
}
