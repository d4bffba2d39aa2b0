package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.schedule.TaskMachine.Happening;
import dev.stint.plan.task.TaskResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which pairs of a state and what reached it were met.
final class Pairs {

  final Set<String> ofTasks = new TreeSet<>();
  final Set<String> ofRuns = new TreeSet<>();

  static String of(Class<?> state, Class<?> happening) {
    return state.getSimpleName() + "/" + happening.getSimpleName();
  }

  static String of(RunState.Phase phase, Class<?> signal) {
    return phase + "/" + signal.getSimpleName();
  }

  /// To be called before the signal is given to the machine.
  void note(RunState state, Instant now, Signal signal) {
    ofRuns.add(of(state.phase(), signal.getClass()));
    if (state.phase() == RunState.Phase.SWEPT) {
      return;
    }
    switch (signal) {
      case Signal.Answered(var id, TaskResponse.Succeeded _, _, _) ->
          noteTask(state, id, Happening.Success.class);
      case Signal.Answered(var id, TaskResponse.Failed _, _, _) ->
          noteTask(state, id, Happening.Failure.class);
      case Signal.TimePassed _ ->
          timers(state).stream()
              .filter(timer -> !timer.due().isAfter(now))
              .forEach(timer -> noteTimer(state, now, timer));
      case Signal _ -> {}
    }
  }

  private void noteTask(RunState state, AttemptId id, Class<?> happening) {
    if (state.isTask(id)) {
      ofTasks.add(of(task(state, id).getClass(), happening));
    }
  }

  private void noteTimer(RunState state, Instant now, Timers.Timer timer) {
    var id = timer.attempt();
    var attempt = state.open(id);
    boolean isAwaited = attempt != null && !attempt.isCancelled;
    switch (timer.kind()) {
      case PAUSE -> noteTask(state, id, Happening.PauseEnd.class);
      case LOSS -> {
        if (isAwaited) {
          noteTask(state, id, Happening.Failure.class);
        }
      }
      case LAG -> {
        if (isAwaited && attempt.runningSince != null && !lagTime(state, attempt).isAfter(now)) {
          noteTask(state, id, Happening.Lag.class);
        }
      }
    }
  }

  private static Instant lagTime(RunState state, OpenAttempt attempt) {
    var stage = state.stage(attempt.id.stageId());
    return attempt.runningSince.plusNanos(
        state.speculation().lagNanos(stage, attempt.id.taskIndex()));
  }

  private static TaskState task(RunState state, AttemptId id) {
    return state.stage(id.stageId()).task(id.taskIndex());
  }

  /// All that are set, in their order; they stay set.
  static List<Timers.Timer> timers(RunState state) {
    var timers = new ArrayList<Timers.Timer>();
    var queue = state.timers();
    for (var timer = queue.takeDue(Instant.MAX);
        timer != null;
        timer = queue.takeDue(Instant.MAX)) {
      timers.add(timer);
    }
    timers.forEach(timer -> queue.set(timer.due(), timer.attempt(), timer.kind()));
    return timers;
  }
}
