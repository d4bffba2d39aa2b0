package dev.stint.executor.hash;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Remembers the groups of combinations of dictionary entries, so that batches whose key columns
/// are all decoded from the same few dictionaries need no hashing: a row's combination is an index.
final class DictionaryGroups {

  static final int UNKNOWN = -2;

  /// At 4 bytes each they stay in the processor's second-level cache.
  private static final int MAX_COMBINATIONS = 1 << 16;

  /// For new dictionaries: what it takes to forget the old ones should not outweigh the batch.
  private static final int MAX_COMBINATIONS_PER_ROW = 16;

  private final @Nullable BytesVector[] dictionaries;
  private int[] groups = new int[0];

  DictionaryGroups(int keyCount) {
    this.dictionaries = new @Nullable BytesVector[keyCount];
  }

  /// Writes the combination of each row to `combinations`; false when the key columns have none, or
  /// too many.
  boolean combine(Batch batch, int[] keyColumns, int[] combinations) {
    if (!areCoded(batch, keyColumns)) {
      return false;
    }
    Arrays.fill(combinations, 0, batch.rowCount(), 0);
    for (int column : keyColumns) {
      combine(batch.bytes(column), combinations);
    }
    return true;
  }

  private static void combine(BytesVector key, int[] combinations) {
    int[] ids = key.ids();
    var dictionary = key.dictionary();
    if (ids == null || dictionary == null) {
      throw new IllegalStateException("not decoded from a dictionary");
    }
    boolean[] nulls = key.nulls();
    int entries = dictionary.rowCount();
    int radix = entries + 1;
    for (int row = 0; row < key.rowCount(); row++) {
      int id = nulls != null && nulls[row] ? entries : ids[row];
      combinations[row] = combinations[row] * radix + id;
    }
  }

  /// Whether all key columns are decoded from dictionaries; then `groups` is for these.
  private boolean areCoded(Batch batch, int[] keyColumns) {
    long combinations = 1;
    boolean areSame = keyColumns.length > 0;
    for (int key = 0; key < keyColumns.length; key++) {
      var dictionary = dictionary(batch, keyColumns[key]);
      if (dictionary == null) {
        return false;
      }
      areSame &= dictionaries[key] == dictionary;
      combinations *= dictionary.rowCount() + 1L;
      if (combinations > MAX_COMBINATIONS) {
        return false;
      }
    }
    if (!areSame) {
      boolean isWorthIt = combinations <= MAX_COMBINATIONS_PER_ROW * (long) batch.rowCount();
      return keyColumns.length > 0 && isWorthIt && adopt(batch, keyColumns, (int) combinations);
    }
    return true;
  }

  private boolean adopt(Batch batch, int[] keyColumns, int combinations) {
    for (int key = 0; key < keyColumns.length; key++) {
      dictionaries[key] = dictionary(batch, keyColumns[key]);
    }
    groups = new int[combinations];
    forget();
    return true;
  }

  private static @Nullable BytesVector dictionary(Batch batch, int column) {
    return batch.column(column) instanceof BytesVector bytes ? bytes.dictionary() : null;
  }

  /// Writes the known groups of `count` combinations, else [#UNKNOWN], to `out`. Packs the rows of
  /// the unknown into `unknownRows` and returns how many.
  int find(int[] combinations, int count, int[] out, int[] unknownRows) {
    int unknown = 0;
    for (int row = 0; row < count; row++) {
      int group = groups[combinations[row]];
      out[row] = group;
      unknownRows[unknown] = row;
      unknown += group == UNKNOWN ? 1 : 0;
    }
    return unknown;
  }

  void learn(int combination, int group) {
    groups[combination] = group;
  }

  /// Groups are numbered anew.
  void forget() {
    Arrays.fill(groups, UNKNOWN);
  }
}
