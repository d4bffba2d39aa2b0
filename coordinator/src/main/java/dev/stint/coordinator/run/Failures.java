package dev.stint.coordinator.run;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;

/// What was thrown, as a record.
final class Failures {

  private Failures() {}

  static TaskFailure of(Throwable thrown) {
    return switch (thrown) {
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case StintException e -> new TaskFailure(e.kind(), message(e), stackTrace(e));
      case OutOfMemoryError e ->
          new TaskFailure(FailureKind.RESOURCE, "out of memory: " + message(e), stackTrace(e));
      default ->
          new TaskFailure(
              FailureKind.INTERNAL,
              thrown.getClass().getName() + ": " + message(thrown),
              stackTrace(thrown));
    };
  }

  private static String message(Throwable thrown) {
    var message = thrown.getMessage();
    return message == null ? "no message" : message;
  }

  private static String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
