package dev.stint.coordinator.schedule;

import dev.stint.plan.task.SegmentRef;
import java.util.List;
import java.util.Map;

/// What may happen to a stage.
sealed interface StageEvent {

  /// All stages it reads are done; their segments by stage id.
  record InputsComplete(Map<Integer, List<SegmentRef>> exchanges) implements StageEvent {}

  record TasksPlanned(int tasks) implements StageEvent {}

  /// There is a place for an attempt: the first ready task takes it.
  record Admitted() implements StageEvent {}

  /// Something happened to one of its tasks.
  record OfTask(int taskIndex, TaskEvent event) implements StageEvent {}

  record RunEnded() implements StageEvent {}
}
