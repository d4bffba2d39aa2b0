package dev.stint.coordinator.aws;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An attempt on its way to a function and back. It has a thread only while it is in flight, and
/// its request is JSON only then.
final class LambdaAttempt {

  final TaskRequest request;
  final String function;
  final CompletableFuture<Instant> started = new CompletableFuture<>();
  final CompletableFuture<TaskResponse> response = new CompletableFuture<>();
  private @Nullable Thread caller;
  private volatile boolean isCancelled;

  LambdaAttempt(TaskRequest request, String function) {
    this.request = request;
    this.function = function;
  }

  /// From here on nobody waits for more than its end.
  void cancel() {
    isCancelled = true;
  }

  boolean isCancelled() {
    return isCancelled;
  }

  boolean isOver() {
    return response.isDone();
  }

  void complete(TaskResponse answer) {
    var _ = started.cancel(false);
    response.complete(answer);
  }

  void completeExceptionally(Throwable cause) {
    var _ = started.cancel(false);
    response.completeExceptionally(cause);
  }

  /// Answers for it; its function may go on unheard.
  void giveUp(String why) {
    var failure = new TaskFailure(FailureKind.TRANSIENT, why, null);
    complete(new TaskResponse.Failed(failure, TaskMetrics.NONE));
  }

  synchronized void takenBy(Thread thread) {
    caller = thread;
  }

  /// Unless another thread has taken it since.
  synchronized void leftBy(Thread thread) {
    if (thread.equals(caller)) {
      caller = null;
    }
  }

  /// Ends the invocation it is in, if any, by closing its connection.
  synchronized void interrupt() {
    if (caller != null) {
      caller.interrupt();
    }
  }

  @Override
  public String toString() {
    return request.attemptId();
  }
}
