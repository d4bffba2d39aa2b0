package dev.stint.shuffle.segment;

import dev.stint.plan.failure.StintException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Store requests beside the task's thread, each on a virtual thread of its own.
final class Background {

  private Background() {}

  static <T> Future<T> start(String name, Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name(name).start(task);
    return task;
  }

  /// What the work gave; throws what it threw.
  static <T> T await(String path, Future<T> work) {
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

  /// What stopped the work, to be thrown on. An error, such as that memory ran out, is thrown here.
  static StintException asFailure(String path, @Nullable Throwable cause) {
    return switch (cause) {
      case StintException failure -> failure;
      case Error error -> throw error;
      case null, default ->
          StintException.internal("a request for " + path + " failed: " + cause, cause);
    };
  }
}
