package dev.stint.coordinator.schedule;

import dev.stint.coordinator.schedule.StageEvent.Admitted;
import dev.stint.coordinator.schedule.StageEvent.InputsComplete;
import dev.stint.coordinator.schedule.StageEvent.OfTask;
import dev.stint.coordinator.schedule.StageEvent.RunEnded;
import dev.stint.coordinator.schedule.StageEvent.TasksPlanned;
import dev.stint.coordinator.schedule.StageState.Failed;
import dev.stint.coordinator.schedule.StageState.Planning;
import dev.stint.coordinator.schedule.StageState.Running;
import dev.stint.coordinator.schedule.StageState.Stopped;
import dev.stint.coordinator.schedule.StageState.Succeeded;
import dev.stint.coordinator.schedule.StageState.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// The machine of one stage: it waits for its inputs, is cut into tasks, and is done when they are.
/// The first task that fails fails it.
final class StageMachine {

  private final AttemptPolicy policy;
  private final int stageId;

  StageMachine(AttemptPolicy policy, int stageId) {
    this.policy = policy;
    this.stageId = stageId;
  }

  Transition<StageState> apply(StageState state, StageEvent event) {
    return switch (state) {
      case Waiting _ ->
          switch (event) {
            case InputsComplete(var exchanges) ->
                Transition.to(new Planning(), new Command.PlanTasks(stageId, exchanges));
            case RunEnded _ -> Transition.to(new Stopped(List.of()));
            case TasksPlanned _, Admitted _, OfTask _ -> Transition.to(state);
          };
      case Planning _ ->
          switch (event) {
            // Without a task it is done.
            case TasksPlanned(int tasks) -> Transition.to(judge(readyTasks(tasks)));
            case RunEnded _ -> Transition.to(new Stopped(List.of()));
            case InputsComplete _, Admitted _, OfTask _ -> Transition.to(state);
          };
      case Running(var tasks) ->
          switch (event) {
            case Admitted _ -> admit(tasks);
            case OfTask(int index, var taskEvent) ->
                toTask(tasks, index, taskEvent, StageMachine::judge);
            case RunEnded _ -> stop(tasks);
            case InputsComplete _, TasksPlanned _ -> Transition.to(state);
          };
      // Late reports still reach the tasks, which have the output of losers dropped.
      case Succeeded(var tasks) -> lateEvent(state, tasks, event, Succeeded::new);
      case Failed(var tasks, var cause) ->
          event instanceof RunEnded
              ? stopRest(tasks, stopped -> new Failed(stopped, cause))
              : lateEvent(state, tasks, event, later -> new Failed(later, cause));
      case Stopped(var tasks) -> lateEvent(state, tasks, event, Stopped::new);
    };
  }

  private List<TaskState> readyTasks(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("stage " + stageId + " has " + count + " tasks");
    }
    return Collections.nCopies(count, new TaskState.Ready(Tries.first(policy)));
  }

  private Transition<StageState> admit(List<TaskState> tasks) {
    for (int index = 0; index < tasks.size(); index++) {
      if (tasks.get(index) instanceof TaskState.Ready) {
        return toTask(tasks, index, new TaskEvent.Admitted(), StageMachine::judge);
      }
    }
    return Transition.to(new Running(tasks));
  }

  private Transition<StageState> stop(List<TaskState> tasks) {
    return stopRest(tasks, Stopped::new);
  }

  private Transition<StageState> stopRest(
      List<TaskState> tasks, Function<List<TaskState>, StageState> next) {
    var stopped = new ArrayList<TaskState>(tasks.size());
    var commands = new ArrayList<Command>();
    for (int index = 0; index < tasks.size(); index++) {
      var transition = machine(index).apply(tasks.get(index), new TaskEvent.RunEnded());
      stopped.add(transition.state());
      commands.addAll(transition.commands());
    }
    return new Transition<>(next.apply(stopped), commands);
  }

  private Transition<StageState> lateEvent(
      StageState state,
      List<TaskState> tasks,
      StageEvent event,
      Function<List<TaskState>, StageState> next) {
    return switch (event) {
      case OfTask(int index, var taskEvent) when index < tasks.size() ->
          toTask(tasks, index, taskEvent, next);
      case OfTask _, InputsComplete _, TasksPlanned _, Admitted _, RunEnded _ ->
          Transition.to(state);
    };
  }

  private Transition<StageState> toTask(
      List<TaskState> tasks,
      int index,
      TaskEvent event,
      Function<List<TaskState>, StageState> next) {
    var transition = machine(index).apply(tasks.get(index), event);
    var changed = new ArrayList<>(tasks);
    changed.set(index, transition.state());
    return new Transition<>(next.apply(changed), transition.commands());
  }

  private static StageState judge(List<TaskState> tasks) {
    boolean areAllDone = true;
    for (var task : tasks) {
      if (task instanceof TaskState.Failed(var cause)) {
        return new Failed(tasks, cause);
      }
      areAllDone &= task instanceof TaskState.Succeeded;
    }
    return areAllDone ? new Succeeded(tasks) : new Running(tasks);
  }

  private TaskMachine machine(int taskIndex) {
    return new TaskMachine(policy, stageId, taskIndex);
  }
}
