package dev.stint.coordinator.journal;

import dev.stint.shuffle.store.ForwardingObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.util.function.BooleanSupplier;

/// Another store, but for entries of journals, whose creation a test takes in hand.
public final class HookedStore extends ForwardingObjectStore {

  /// Creates an entry by calling `creation`, or does not.
  @FunctionalInterface
  public interface Hook {
    boolean create(String path, BooleanSupplier creation);
  }

  private final Hook hook;

  public HookedStore(ObjectStore store, Hook hook) {
    super(store);
    this.hook = hook;
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    return hook.create(path, () -> super.createIfAbsent(path, bytes));
  }
}
