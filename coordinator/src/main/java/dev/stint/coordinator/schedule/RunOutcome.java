package dev.stint.coordinator.schedule;

import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import java.util.List;

/// How a run ended.
public sealed interface RunOutcome {

  /// `result` holds the segments of the root stage in the order of its tasks; none when it wrote
  /// files.
  record Succeeded(List<SegmentRef> result) implements RunOutcome {
    public Succeeded {
      result = List.copyOf(result);
    }
  }

  record Failed(TaskFailure cause) implements RunOutcome {}

  record Cancelled() implements RunOutcome {}
}
