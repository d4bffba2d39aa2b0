package dev.stint.executor.codec;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.hash.RowHash;
import java.util.Arrays;

/// Finds the distinct strings of a block, when they are few enough to be worth a dictionary.
final class DictionaryBuilder {

  /// After so many rows it is judged whether to go on.
  private static final int TRIAL_ROWS = 256;

  private static final int MAX_ENTRIES = 1 << 14;

  private int[] slots = new int[0];
  private int[] entryRows = new int[0];
  private long[] ids = new long[0];
  private int entryCount;
  private BytesVector source = new BytesVector(0, new byte[0], new int[0], new int[0], null);

  /// Whether a dictionary pays; then [#entries] and [#ids] hold it until the next call.
  boolean build(BytesVector strings, int rowCount) {
    prepare(strings, rowCount);
    boolean[] nulls = strings.nulls();
    for (int row = 0; row < rowCount; row++) {
      boolean isNull = nulls != null && nulls[row];
      ids[row] = isNull ? 0 : idOf(row);
      boolean isTooMany = 2 * entryCount > Math.max(row + 1, TRIAL_ROWS);
      if (isTooMany || entryCount > MAX_ENTRIES) {
        return false;
      }
    }
    return entryCount > 0 && 2 * entryCount <= rowCount;
  }

  private void prepare(BytesVector strings, int rowCount) {
    int capacity = Integer.highestOneBit(Math.min(rowCount, 2 * MAX_ENTRIES) | TRIAL_ROWS) << 2;
    if (slots.length < capacity) {
      slots = new int[capacity];
      entryRows = new int[capacity];
    }
    Arrays.fill(slots, 0);
    if (ids.length < rowCount) {
      ids = new long[rowCount];
    }
    entryCount = 0;
    source = strings;
  }

  private int idOf(int row) {
    int mask = slots.length - 1;
    int slot = hash(row) & mask;
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (isEqual(row, entryRows[entry])) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    entryRows[entryCount] = row;
    slots[slot] = ++entryCount;
    return entryCount - 1;
  }

  private int hash(int row) {
    return (int) RowHash.ofBytes(source.data(), source.starts()[row], source.lengths()[row]);
  }

  private boolean isEqual(int left, int right) {
    int[] starts = source.starts();
    int[] lengths = source.lengths();
    return lengths[left] == lengths[right]
        && (starts[left] == starts[right]
            || Arrays.equals(
                source.data(),
                starts[left],
                starts[left] + lengths[left],
                source.data(),
                starts[right],
                starts[right] + lengths[right]));
  }

  /// The distinct strings, in the order in which they were met.
  BytesVector entries() {
    return source.gather(entryRows, entryCount);
  }

  /// The entry of each row; 0 for NULLs.
  long[] ids() {
    return ids;
  }
}
