package dev.stint.coordinator.schedule;

import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.util.List;

/// Where a stage stands. States that have tasks hold them by index.
sealed interface StageState {

  /// Waits for the exchanges it reads.
  record Waiting() implements StageState {}

  /// Its inputs are complete; the driver cuts them into tasks.
  record Planning() implements StageState {}

  record Running(List<TaskState> tasks) implements StageState {
    public Running {
      tasks = List.copyOf(tasks);
    }
  }

  record Succeeded(List<TaskState> tasks) implements StageState {
    public Succeeded {
      tasks = List.copyOf(tasks);
    }

    /// What the winners left, by task.
    List<TaskOutput> outputs() {
      return tasks.stream().map(task -> ((TaskState.Succeeded) task).output()).toList();
    }
  }

  record Failed(List<TaskState> tasks, TaskFailure cause) implements StageState {
    public Failed {
      tasks = List.copyOf(tasks);
    }
  }

  /// The run ended before the stage did.
  record Stopped(List<TaskState> tasks) implements StageState {
    public Stopped {
      tasks = List.copyOf(tasks);
    }
  }
}
