package dev.stint.coordinator.invoke;

import dev.stint.plan.task.TaskRequest;

/// The port to functions. Safe for use by many threads.
public interface FunctionInvoker extends AutoCloseable {

  /// Starts an attempt in a function of at least `functionMemoryBytes`, and returns at once. A
  /// function that is lost, throttled or timed out answers with a failure of kind TRANSIENT.
  Invocation invoke(TaskRequest request, long functionMemoryBytes);

  /// How many attempts may run at the same time; at least one.
  int concurrency();

  /// Ends the functions this invoker started; attempts still running are lost.
  @Override
  void close();
}
