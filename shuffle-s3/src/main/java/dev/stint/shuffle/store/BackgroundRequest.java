package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A request to a store beside the task's thread, on a virtual thread of its own.
public final class BackgroundRequest<T extends @Nullable Object> {

  private final String path;
  private final FutureTask<T> work;
  private final Thread thread;

  private BackgroundRequest(String name, String path, Callable<T> work) {
    this.path = path;
    this.work = new FutureTask<>(work);
    this.thread = Thread.ofVirtual().name(name).start(this.work);
  }

  /// Starts `work`, which is about `path`.
  public static <T extends @Nullable Object> BackgroundRequest<T> start(
      String name, String path, Callable<T> work) {
    return new BackgroundRequest<>(name, path, work);
  }

  /// What the work gave; throws what it threw, TRANSIENT if this thread is interrupted.
  public T await() {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw asFailure(path, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted while waiting for " + path, e);
    } catch (CancellationException e) {
      throw StintException.internal("the request for " + path + " was given up", e);
    }
  }

  /// Gives the work up, and its connection, without waiting.
  public void cancel() {
    work.cancel(true);
  }

  /// Gives the work up and waits until its thread has ended, also when interrupted: nothing of it
  /// arrives afterwards that this process still sends.
  public void stop() {
    cancel();
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// What stopped the work, to be thrown on. An error, such as that memory ran out, is thrown here.
  public static StintException asFailure(String path, @Nullable Throwable cause) {
    return switch (cause) {
      case StintException failure -> failure;
      case Error error -> throw error;
      case null, default ->
          StintException.internal("a request for " + path + " failed: " + cause, cause);
    };
  }
}
