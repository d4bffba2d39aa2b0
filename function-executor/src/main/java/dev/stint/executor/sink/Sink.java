package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.plan.task.TaskOutput;

/// Takes a task's rows and leaves its output. One thread, used once.
public interface Sink extends AutoCloseable {

  void write(Batch batch);

  /// Ends the output. Called once, after the last batch.
  TaskOutput finish();

  /// Gives back what is held; without a finished output also aborts what was begun.
  @Override
  void close();
}
