package dev.stint.executor.task;

import dev.stint.shuffle.hedge.Hedging;
import dev.stint.shuffle.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/// What a function keeps from attempt to attempt: `store` for tables, exchanges and outputs,
/// `hedging` of requests to it, or `null` if late ones are not sent again, and `diskBytes`, the
/// most that an attempt may put on the disk. The store is closed, if at all, by whoever made it.
public record FunctionEnvironment(ObjectStore store, @Nullable Hedging hedging, long diskBytes) {

  /// Without hedging, and with no bound on the disk: for functions that share a machine with their
  /// store.
  public FunctionEnvironment(ObjectStore store) {
    this(store, null, Long.MAX_VALUE);
  }
}
