package dev.stint.coordinator.invoke;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Functions as threads of this process. They share its memory: the budget in each request is all
/// that keeps one attempt from taking another's.
public final class ThreadInvoker implements FunctionInvoker {

  private final Function<TaskRequest, TaskResponse> runner;
  private final Runnable whenIdle;
  private final ExecutorService threads;
  private final int concurrency;
  private final AtomicInteger unfinished = new AtomicInteger();

  /// `runner` carries out an attempt on the calling thread and must bear to be interrupted.
  public ThreadInvoker(Function<TaskRequest, TaskResponse> runner, int concurrency) {
    this(runner, () -> {}, concurrency);
  }

  /// Also calls `whenIdle` when no attempt is at work or waits.
  public ThreadInvoker(
      Function<TaskRequest, TaskResponse> runner, Runnable whenIdle, int concurrency) {
    this.runner = runner;
    this.whenIdle = whenIdle;
    this.concurrency = concurrency;
    this.threads =
        Executors.newFixedThreadPool(
            concurrency, Thread.ofPlatform().name("function-", 0).daemon().factory());
  }

  @Override
  public Invocation invoke(TaskRequest request, long functionMemoryBytes) {
    var attempt = new Attempt(request);
    unfinished.incrementAndGet();
    threads.execute(attempt);
    return new Invocation(attempt.started, attempt.response, attempt::cancel);
  }

  @Override
  public int concurrency() {
    return concurrency;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private final class Attempt implements Runnable {

    final CompletableFuture<Instant> started = new CompletableFuture<>();
    final CompletableFuture<TaskResponse> response = new CompletableFuture<>();
    private final TaskRequest request;
    private @Nullable Thread thread;
    private boolean isCancelled;

    Attempt(TaskRequest request) {
      this.request = request;
    }

    void cancel() {
      if (interrupt() && started.cancel(false)) {
        response.complete(cancelled());
      }
    }

    /// Says whether it has not begun, and thus never will.
    private synchronized boolean interrupt() {
      isCancelled = true;
      if (thread != null) {
        thread.interrupt();
      }
      return thread == null;
    }

    @Override
    public void run() {
      try {
        if (begin()) {
          answer();
        }
      } finally {
        if (unfinished.decrementAndGet() == 0) {
          whenIdle.run();
        }
      }
    }

    private void answer() {
      started.complete(Instant.now());
      try {
        var answer = runner.apply(request);
        end();
        response.complete(answer);
      } catch (Throwable e) {
        end();
        response.completeExceptionally(e);
      }
    }

    private synchronized boolean begin() {
      if (!isCancelled) {
        thread = Thread.currentThread();
      }
      return !isCancelled;
    }

    /// From here on a cancel must not reach the thread's next attempt.
    private synchronized void end() {
      thread = null;
      boolean _ = Thread.interrupted();
    }

    private TaskResponse cancelled() {
      return new TaskResponse.Failed(
          new TaskFailure(
              FailureKind.TRANSIENT,
              "attempt " + request.attemptId() + " was cancelled before it began",
              null),
          TaskMetrics.NONE);
    }
  }
}
