package dev.stint.coordinator.event;

/// An attempt of a run: the first one at a task has the number 0.
public record AttemptId(int stageId, int taskIndex, int attempt) {

  public boolean isOfSameTask(AttemptId other) {
    return stageId == other.stageId && taskIndex == other.taskIndex;
  }

  /// As in messages and logs: `2.17.0`.
  @Override
  public String toString() {
    return stageId + "." + taskIndex + "." + attempt;
  }
}
