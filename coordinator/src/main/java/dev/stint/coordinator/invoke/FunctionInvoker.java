package dev.stint.coordinator.invoke;

import dev.stint.plan.task.TaskRequest;

/// The port to functions. Safe for use by many threads.
public interface FunctionInvoker extends AutoCloseable {

  /// Starts an attempt in a function of at least `functionMemoryBytes` as soon as there is a place
  /// for it, and returns at once. A function that is lost or timed out answers with a failure of
  /// kind TRANSIENT. One that is throttled does not answer: the attempt waits on, as if it had not
  /// been tried. Attempts of several runs wait in one queue and get equal parts of the places.
  Invocation invoke(TaskRequest request, long functionMemoryBytes);

  /// How many attempts may run at the same time at most, of all runs together; at least one.
  int concurrency();

  /// Ends the functions this invoker started; attempts still running are lost.
  @Override
  void close();
}
