package dev.stint.executor.hash;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.memory.MemoryAccount;
import org.jspecify.annotations.Nullable;

/// The groups of whole numbers that are few among those between the smallest and the largest, as
/// the keys that a filter left: a bit for each number says whether it is a key, and counting the
/// bits before it gives the place of its group. Where most numbers are no keys, this fits into a
/// cache that a table of hashes has outgrown. To be looked up in, not to be added to.
final class RankedGroups {

  /// A word of bits and the count of those before it, for each 64 numbers, may take so much for a
  /// key.
  private static final int MAX_BYTES_PER_KEY = 48;

  private static final int BYTES_PER_WORD = Long.BYTES + Integer.BYTES;

  private final long base;
  private final long[] bits;

  /// How many keys are smaller than the numbers of each word.
  private final int[] ranks;

  private final int[] groups;

  private RankedGroups(long base, int wordCount, long[] keys, int keyCount) {
    this.base = base;
    this.bits = new long[wordCount];
    this.ranks = new int[wordCount];
    this.groups = new int[keyCount];
    for (int group = 0; group < keyCount; group++) {
      long place = keys[group] - base;
      bits[(int) (place >>> 6)] |= 1L << place;
    }
    int rank = 0;
    for (int word = 0; word < wordCount; word++) {
      ranks[word] = rank;
      rank += Long.bitCount(bits[word]);
    }
    for (int group = 0; group < keyCount; group++) {
      groups[rank(keys[group] - base)] = group;
    }
  }

  /// Of `keys[0..keyCount)`, all different: the groups 0, 1, 2, …. `null` when they lie too far
  /// apart, or `memory` has no room to spare.
  static @Nullable RankedGroups of(long[] keys, int keyCount, MemoryAccount memory) {
    if (keyCount == 0) {
      return null;
    }
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int group = 0; group < keyCount; group++) {
      low = Math.min(low, keys[group]);
      high = Math.max(high, keys[group]);
    }
    long span = high - low;
    long words = (span >>> 6) + 1;
    // The span is negative when it passes 64 bits.
    if (span < 0 || words * BYTES_PER_WORD > (long) MAX_BYTES_PER_KEY * keyCount) {
      return null;
    }
    long bytes = words * BYTES_PER_WORD + (long) keyCount * Integer.BYTES;
    if (bytes > memory.availableBytes() / 2) {
      return null;
    }
    memory.reserve(bytes);
    return new RankedGroups(low, Math.toIntExact(words), keys, keyCount);
  }

  /// What it took of the memory.
  long bytes() {
    return (long) bits.length * BYTES_PER_WORD + (long) groups.length * Integer.BYTES;
  }

  private int rank(long place) {
    int word = (int) (place >>> 6);
    return ranks[word] + Long.bitCount(bits[word] & ((1L << place) - 1));
  }

  /// Writes the group of each row's number to `out`, -1 where there is none.
  void find(LongVector numbers, int[] out) {
    long[] values = numbers.values();
    long[] words = bits;
    long end = (long) words.length << 6;
    int count = numbers.rowCount();
    for (int row = 0; row < count; row++) {
      long place = values[row] - base;
      boolean isKey = place >= 0 && place < end && (words[(int) (place >>> 6)] >>> place & 1) != 0;
      out[row] = isKey ? groups[rank(place)] : -1;
    }
    boolean[] nulls = numbers.nulls();
    if (nulls != null) {
      for (int row = 0; row < count; row++) {
        out[row] = nulls[row] ? -1 : out[row];
      }
    }
  }
}
