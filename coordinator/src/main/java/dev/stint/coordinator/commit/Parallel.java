package dev.stint.coordinator.commit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// The same request for many objects, several at a time.
final class Parallel {

  private static final int REQUESTS_AT_ONCE = 32;

  private Parallel() {}

  /// Does `action` for all items, also after one has failed; throws the first failure.
  static <T> void each(Collection<T> items, Consumer<T> action) {
    if (items.size() == 1) {
      action.accept(items.iterator().next());
      return;
    }
    var places = new Semaphore(REQUESTS_AT_ONCE);
    var results = new ArrayList<CompletableFuture<Void>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var item : items) {
        places.acquireUninterruptibly();
        results.add(
            CompletableFuture.runAsync(() -> action.accept(item), threads)
                .whenComplete((_, _) -> places.release()));
      }
    }
    rethrowFirst(results);
  }

  private static void rethrowFirst(Collection<CompletableFuture<Void>> results) {
    try {
      CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
