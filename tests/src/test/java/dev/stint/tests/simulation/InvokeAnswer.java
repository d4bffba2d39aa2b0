package dev.stint.tests.simulation;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskResponse;

/// What a client hears of an invocation.
sealed interface InvokeAnswer {

  /// The function answered.
  record Answered(TaskResponse response) implements InvokeAnswer {}

  /// A 429: nothing was started.
  record Throttled(String reason) implements InvokeAnswer {}

  /// The function's process ended without an answer (`Runtime.ExitError`).
  record Exited() implements InvokeAnswer {}

  /// Lambda saw that it had no memory left (`Runtime.OutOfMemory`).
  record OutOfMemory() implements InvokeAnswer {}

  /// It ran into the function's timeout (`Sandbox.Timedout`).
  record TimedOut() implements InvokeAnswer {}

  /// The connection broke. The function may go on.
  record Disconnected() implements InvokeAnswer {}

  /// The same as a function's response, with the kinds that the adapter to Lambda gives.
  default TaskResponse response() {
    return switch (this) {
      case Answered(var response) -> response;
      case Throttled(var reason) -> failed(FailureKind.TRANSIENT, "throttled: " + reason);
      case Exited() -> failed(FailureKind.TRANSIENT, "the function was lost");
      case OutOfMemory() -> failed(FailureKind.RESOURCE, "the function ran out of memory");
      case TimedOut() -> failed(FailureKind.TRANSIENT, "the function ran out of time");
      case Disconnected() -> failed(FailureKind.TRANSIENT, "the connection broke");
    };
  }

  private static TaskResponse failed(FailureKind kind, String message) {
    return new TaskResponse.Failed(new TaskFailure(kind, message, null), TaskMetrics.NONE);
  }
}
