package dev.stint.coordinator.invoke;

import dev.stint.plan.task.TaskResponse;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// An attempt under way.
///
/// `started` completes once, with the time at which the attempt left the invoker's queue for a
/// function; deadlines and costs count from then. That is known no later than `response`, and may
/// be known up to a second after it was. Of an attempt that never left the queue it is cancelled.
///
/// `response` completes exactly once, when the attempt is over or given up: with the function's
/// answer, or exceptionally, which counts as TRANSIENT if a [dev.stint.plan.failure.StintException]
/// of that kind says so and as INTERNAL otherwise. `cancel` asks the attempt to stop and returns at
/// once; `response` still completes. Cancelling what is over does nothing. Both futures may be
/// completed by any thread: what depends on them is short.
public record Invocation(
    CompletableFuture<Instant> started, CompletableFuture<TaskResponse> response, Runnable cancel) {

  /// One that was answered before it began.
  public static Invocation over(TaskResponse answer) {
    return over(CompletableFuture.completedFuture(answer));
  }

  /// One that failed before it began.
  public static Invocation failed(Throwable cause) {
    return over(CompletableFuture.failedFuture(cause));
  }

  private static Invocation over(CompletableFuture<TaskResponse> response) {
    var never = new CompletableFuture<Instant>();
    never.cancel(false);
    return new Invocation(never, response, () -> {});
  }
}
