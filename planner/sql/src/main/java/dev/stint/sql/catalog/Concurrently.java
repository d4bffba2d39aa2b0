package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Reads many small things from S3 at once.
final class Concurrently {

  /// For all that is read at once: fewer than the connections of an S3 client's pool. What is read
  /// must not read concurrently itself, since it would wait for its own permit.
  private static final Semaphore PERMITS = new Semaphore(32, true);

  private Concurrently() {}

  /// The results in the order of the items; the first failure in that order is thrown.
  static <T, R> List<R> map(List<T> items, Function<T, R> function) {
    return map(items, function, _ -> {});
  }

  /// As [#map(List, Function)]. Nothing more is begun once one has failed: what comes before it was
  /// begun already. `progress` is told how many were begun, on the caller's thread.
  static <T, R> List<R> map(List<T> items, Function<T, R> function, IntConsumer progress) {
    if (items.size() <= 1) {
      return alone(items, function, progress);
    }
    var isAnyFailed = new AtomicBoolean();
    var futures = new ArrayList<Future<R>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var item : items) {
        PERMITS.acquire();
        if (isAnyFailed.get()) {
          PERMITS.release();
          break;
        }
        futures.add(executor.submit(() -> one(item, function, isAnyFailed)));
        progress.accept(futures.size());
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    var results = new ArrayList<R>(futures.size());
    for (var future : futures) {
      results.add(result(future));
    }
    return results;
  }

  /// What one thread can do needs no other, which would only be waited for.
  private static <T, R> List<R> alone(
      List<T> items, Function<T, R> function, IntConsumer progress) {
    var results = new ArrayList<R>(items.size());
    for (var item : items) {
      try {
        results.add(function.apply(item));
      } catch (RuntimeException e) {
        throw failure(e);
      }
      progress.accept(results.size());
    }
    return results;
  }

  private static <T, R> R one(T item, Function<T, R> function, AtomicBoolean isAnyFailed) {
    boolean isDone = false;
    try {
      var result = function.apply(item);
      isDone = true;
      return result;
    } finally {
      if (!isDone) {
        isAnyFailed.set(true);
      }
      PERMITS.release();
    }
  }

  /// What comes of `future`, which is waited for; what failed is thrown.
  static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static StintException failure(@Nullable Throwable cause) {
    return cause instanceof StintException failure
        ? failure
        : StintException.internal("reading the catalog failed: " + cause, cause);
  }

  private static StintException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return StintException.user("interrupted while reading the catalog", e);
  }
}
