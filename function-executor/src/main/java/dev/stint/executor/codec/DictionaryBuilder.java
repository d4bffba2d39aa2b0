package dev.stint.executor.codec;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.hash.RowHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the distinct strings of a block, when they are few enough to be worth a dictionary: by
/// their numbers in the dictionary that they come from, else by their bytes.
final class DictionaryBuilder {

  /// After so many rows it is judged whether to go on.
  private static final int TRIAL_ROWS = 256;

  private static final int MAX_ENTRIES = 1 << 14;

  /// Of larger dictionaries the strings are compared.
  private static final int MAX_SOURCE_ENTRIES = 1 << 17;

  private int[] slots = new int[0];

  /// Of the entries of a dictionary, plus one. All 0 between calls.
  private int[] entryOf = new int[0];

  /// Of each entry, a row, or its number in the dictionary.
  private int[] entryRows = new int[0];

  private int[] ids = new int[0];
  private int entryCount;
  private BytesVector source = new BytesVector(0, new byte[0], new int[0], new int[0], null);

  /// Whether a dictionary pays; then [#entries] and [#ids] hold it until the next call.
  boolean build(BytesVector strings, int rowCount) {
    int capacity = Integer.highestOneBit(Math.min(rowCount, 2 * MAX_ENTRIES) | TRIAL_ROWS) << 2;
    if (entryRows.length < capacity) {
      entryRows = new int[capacity];
    }
    if (ids.length < rowCount) {
      ids = new int[rowCount];
    }
    entryCount = 0;
    var dictionary = strings.dictionary();
    int[] dictionaryIds = strings.ids();
    if (dictionary != null
        && dictionaryIds != null
        && dictionary.rowCount() <= MAX_SOURCE_ENTRIES) {
      source = dictionary;
      return number(dictionaryIds, strings.nulls(), rowCount);
    }
    source = strings;
    return compare(strings.nulls(), rowCount, capacity);
  }

  private boolean isTooMany(int row) {
    return 2 * entryCount > Math.max(row + 1, TRIAL_ROWS) || entryCount > MAX_ENTRIES;
  }

  private boolean isWorthIt(int rowCount) {
    return entryCount > 0 && 2 * entryCount <= rowCount;
  }

  /// Gives the entries of the source that these rows have their numbers in the block.
  private boolean number(int[] sourceIds, boolean @Nullable [] nulls, int rowCount) {
    if (entryOf.length < source.rowCount()) {
      entryOf = new int[source.rowCount()];
    }
    int row = 0;
    while (row < rowCount && !isTooMany(row)) {
      boolean isNull = nulls != null && nulls[row];
      ids[row] = isNull ? 0 : numberOf(sourceIds[row]);
      row++;
    }
    for (int entry = 0; entry < entryCount; entry++) {
      entryOf[entryRows[entry]] = 0;
    }
    return row == rowCount && isWorthIt(rowCount);
  }

  private int numberOf(int sourceId) {
    int known = entryOf[sourceId];
    if (known == 0) {
      entryRows[entryCount] = sourceId;
      known = ++entryCount;
      entryOf[sourceId] = known;
    }
    return known - 1;
  }

  private boolean compare(boolean @Nullable [] nulls, int rowCount, int capacity) {
    if (slots.length < capacity) {
      slots = new int[capacity];
    }
    Arrays.fill(slots, 0);
    byte[] data = source.data();
    int[] starts = source.starts();
    int[] lengths = source.lengths();
    for (int row = 0; row < rowCount; row++) {
      boolean isNull = nulls != null && nulls[row];
      ids[row] = isNull ? 0 : idOf(row, data, starts, lengths);
      if (isTooMany(row)) {
        return false;
      }
    }
    return isWorthIt(rowCount);
  }

  private int idOf(int row, byte[] data, int[] starts, int[] lengths) {
    int mask = slots.length - 1;
    int slot = (int) RowHash.ofBytes(data, starts[row], lengths[row]) & mask;
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (BytesVector.areEqual(data, starts, lengths, row, entryRows[entry])) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    entryRows[entryCount] = row;
    slots[slot] = ++entryCount;
    return entryCount - 1;
  }

  /// The distinct strings, in the order in which they were met.
  BytesVector entries() {
    return source.gather(entryRows, entryCount);
  }

  /// The entry of each row; 0 for NULLs.
  int[] ids() {
    return ids;
  }
}
