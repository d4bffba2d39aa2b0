package dev.stint.executor.bag;

import dev.stint.executor.kernel.Bag;
import org.jspecify.annotations.Nullable;

/// Gives the bags of groups.
@FunctionalInterface
public interface BagSource {

  /// The bag of a group, in ascending order; `null` if it has none.
  @Nullable Bag bag(int group);
}
