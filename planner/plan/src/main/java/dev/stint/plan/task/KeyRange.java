package dev.stint.plan.task;

import org.jspecify.annotations.Nullable;

/// Keys from `from`, inclusive, to `to`, exclusive; `null` means no bound on that side.
public record KeyRange(@Nullable SortableKey from, @Nullable SortableKey to) {

  public static final KeyRange ALL = new KeyRange(null, null);

  public boolean contains(SortableKey key) {
    return (from == null || from.compareTo(key) <= 0) && (to == null || key.compareTo(to) < 0);
  }

  /// Whether a key in `[first, last]`, both inclusive, may lie in this range.
  public boolean overlaps(SortableKey first, SortableKey last) {
    return (from == null || from.compareTo(last) <= 0) && (to == null || first.compareTo(to) < 0);
  }
}
