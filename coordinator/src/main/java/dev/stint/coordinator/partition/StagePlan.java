package dev.stint.coordinator.partition;

import java.util.List;

/// The tasks of a stage, in the order of their rows where that matters, and what led to them.
/// Without tasks the stage gives no rows and need not run.
public record StagePlan(List<PlannedTask> tasks, List<Decision> decisions) {

  public StagePlan {
    tasks = List.copyOf(tasks);
    decisions = List.copyOf(decisions);
  }
}
