package dev.stint.coordinator.partition;

import dev.stint.plan.task.TaskInput;
import java.util.List;

/// One task of a stage. Its inputs are put together when an attempt needs them: held for all tasks
/// at once, they would be as many as there are segments times tasks.
@FunctionalInterface
public interface PlannedTask {

  /// The same each time.
  List<TaskInput> inputs();
}
