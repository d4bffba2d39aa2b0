package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;

/// A compiled condition. Belongs to one thread; may keep scratch arrays between calls.
public interface RowFilter {

  /// Selects the rows among `rows[0..count)`, ascending, for which the condition is true, packs
  /// them to the front of `out` in that order and returns how many. `out` may be `rows`. Rows that
  /// are not candidates are not evaluated and cannot fail.
  int select(Batch batch, int[] rows, int count, int[] out);

  /// Whether it cannot fail, so that it may as well be asked before conditions that stand before
  /// it.
  default boolean isTotal() {
    return false;
  }
}
