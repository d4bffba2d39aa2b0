package dev.stint.shuffle.segment;

import dev.stint.plan.failure.StintException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

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
      throw unwrapped(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted while waiting for " + path, e);
    } catch (CancellationException e) {
      throw StintException.internal("the request for " + path + " was given up", e);
    }
  }

  private static StintException unwrapped(String path, ExecutionException e) {
    return e.getCause() instanceof StintException failure
        ? failure
        : StintException.internal("a request for " + path + " failed: " + e.getCause(), e);
  }
}
