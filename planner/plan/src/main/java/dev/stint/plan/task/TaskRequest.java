package dev.stint.plan.task;

import dev.stint.plan.stage.Fragment;
import java.util.List;

/// One attempt at one task, as the function is asked for it.
///
/// `segmentPath` is where the attempt's segment goes unless it stays below `inlineLimitBytes`; it
/// is unique to the attempt. `memoryBytes` is the operators' budget.
public record TaskRequest(
    String runId,
    int stageId,
    int taskIndex,
    int attempt,
    Fragment fragment,
    List<TaskInput> inputs,
    String segmentPath,
    long inlineLimitBytes,
    long memoryBytes) {

  public TaskRequest {
    inputs = List.copyOf(inputs);
  }

  /// How messages and logs name the attempt: `2.17.0` is the first attempt at task 17 of stage 2.
  public String attemptId() {
    return stageId + "." + taskIndex + "." + attempt;
  }
}
