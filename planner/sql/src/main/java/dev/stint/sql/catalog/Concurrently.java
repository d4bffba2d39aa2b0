package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Reads many small things from S3 at once.
final class Concurrently {

  /// Fewer than the connections of an S3 client's pool.
  private static final int MAX_CONCURRENT = 32;

  private Concurrently() {}

  /// The results in the order of the items; the first failure in that order is thrown.
  static <T, R> List<R> map(List<T> items, Function<T, R> function) {
    var permits = new Semaphore(MAX_CONCURRENT);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<R>>();
      for (var item : items) {
        futures.add(
            executor.submit(
                () -> {
                  permits.acquire();
                  try {
                    return function.apply(item);
                  } finally {
                    permits.release();
                  }
                }));
      }
      var results = new ArrayList<R>();
      for (var future : futures) {
        results.add(result(future));
      }
      return results;
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StintException failure
          ? failure
          : StintException.internal("reading the catalog failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.user("interrupted while reading the catalog", e);
    }
  }
}
