package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.schedule.TaskMachine.Decision;
import dev.stint.coordinator.schedule.TaskMachine.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// Gives a second attempt to a task whose first lags, when there is a place and the budget has
/// room. Part of the [RunMachine].
final class SecondAttempts {

  /// How soon one is tried again that found no place or no budget.
  private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

  private final RunState state;
  private final TaskMachine tasks;
  private final Stages stages;
  private final int concurrency;
  private final Consumer<RunEvent> tell;

  SecondAttempts(
      RunState state, TaskMachine tasks, Stages stages, int concurrency, Consumer<RunEvent> tell) {
    this.state = state;
    this.tasks = tasks;
    this.stages = stages;
    this.concurrency = concurrency;
    this.tell = tell;
  }

  /// An attempt that may lag by `now`: how long its siblings took may have changed.
  void mayLag(Instant now, AttemptId id) {
    var attempt = state.open(id);
    if (attempt == null || attempt.isCancelled || attempt.runningSince == null) {
      return;
    }
    var stage = state.stage(id.stageId());
    var lag = attempt.runningSince.plusNanos(state.speculation().lagNanos(stage, id.taskIndex()));
    if (lag.isAfter(now)) {
      state.timers().set(lag, id, Timers.Kind.LAG);
      return;
    }
    var task = stage.task(id.taskIndex());
    if (!(tasks.decide(id, task, new Happening.Lag(id.attempt()))
        instanceof Decision.StartSecond)) {
      return;
    }
    if (hasPlace()
        && state.speculation().isAffordable(stage, id.taskIndex(), attempt.functionMemoryBytes)) {
      var second =
          new AttemptId(id.stageId(), id.taskIndex(), ((TaskState.Running) task).tries().next());
      tell.accept(
          new RunEvent.AttemptStarted(
              second, attempt.functionMemoryBytes, AttemptCause.SPECULATION));
    } else {
      state.timers().set(now.plus(SECOND_LOOK), id, Timers.Kind.LAG);
    }
  }

  private boolean hasPlace() {
    return state.runningAttempts() < concurrency && !stages.hasReady() && !state.isLeft();
  }
}
