package dev.stint.coordinator.commit;

import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// The same request for many objects, several at a time.
final class Parallel {

  private Parallel() {}

  /// Does `action`, a request to `store`, for all items, also after one has failed; throws the first
  /// failure. Where the store takes one request at a time, they are made on the caller's thread, and
  /// none after one has failed.
  static <T> void each(ObjectStore store, Collection<T> items, Consumer<T> action) {
    if (items.size() <= 1 || store.requestsAtOnce() == 1) {
      items.forEach(action);
      return;
    }
    var places = new Semaphore(store.requestsAtOnce());
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
