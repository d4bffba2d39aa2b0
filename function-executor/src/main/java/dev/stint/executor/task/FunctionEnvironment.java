package dev.stint.executor.task;

import dev.stint.shuffle.hedge.Hedging;
import dev.stint.shuffle.store.ObjectStore;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// What a function keeps from attempt to attempt: `store` for exchanges and outputs, `hadoop` to
/// open table files, `hedging` of requests to `store`, or `null` if late ones are not sent again,
/// and `diskBytes`, the most that an attempt may put on the disk. Store and Hadoop's file systems
/// are closed, if at all, by whoever made them.
public record FunctionEnvironment(
    ObjectStore store, Configuration hadoop, @Nullable Hedging hedging, long diskBytes) {

  /// Without hedging, and with no bound on the disk: for functions that share a machine with their
  /// store.
  public FunctionEnvironment(ObjectStore store, Configuration hadoop) {
    this(store, hadoop, null, Long.MAX_VALUE);
  }
}
