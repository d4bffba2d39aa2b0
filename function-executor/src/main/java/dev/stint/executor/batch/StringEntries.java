package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Strings that rows of a [BytesBuffer] share, numbered 0, 1, 2, … as they come. Their bytes lie in
/// the buffer's; the entries of each dictionary that rows come from are found again by their number
/// there, and those of another dictionary by their bytes, so that equal strings are one entry.
final class StringEntries {

  private static final int MIN_ENTRIES = 16;
  private static final int[] NONE = {};

  private final MemoryAccount memory;
  private int[] starts = NONE;
  private int[] lengths = NONE;
  private int count;

  /// The dictionary that rows come from, and for each of its entries the entry here, or -1.
  private @Nullable BytesVector source;

  private int[] entryOf = NONE;

  /// Entries by their bytes, plus one; in use from the second dictionary on.
  private int[] slots = NONE;

  private boolean isHashed;

  StringEntries(MemoryAccount memory) {
    this.memory = memory;
  }

  int count() {
    return count;
  }

  int start(int entry) {
    return starts[entry];
  }

  int length(int entry) {
    return lengths[entry];
  }

  boolean isSource(BytesVector dictionary) {
    return source == dictionary;
  }

  /// Rows come from `dictionary` from now on; the entries that are there lie in `data`.
  void use(BytesVector dictionary, byte[] data) {
    if (source != null && !isHashed) {
      isHashed = true;
      enterAll(data, Math.max(slots.length, 4 * MIN_ENTRIES));
    }
    source = dictionary;
    if (entryOf.length < dictionary.rowCount()) {
      entryOf = new int[dictionary.rowCount()];
    }
    Arrays.fill(entryOf, 0, dictionary.rowCount(), -1);
  }

  /// The entry here of one of the source, or -1 if it is not known to be there.
  int known(int sourceEntry) {
    return entryOf[sourceEntry];
  }

  /// As [#known], looked for by its bytes among those in `data`.
  int find(int sourceEntry, BytesVector dictionary, byte[] data) {
    if (!isHashed) {
      return -1;
    }
    byte[] bytes = dictionary.data();
    int start = dictionary.starts()[sourceEntry];
    int length = dictionary.lengths()[sourceEntry];
    int mask = slots.length - 1;
    int slot = hash(bytes, start, length) & mask;
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      int at = starts[entry];
      if (Arrays.equals(bytes, start, start + length, data, at, at + lengths[entry])) {
        entryOf[sourceEntry] = entry;
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /// Adds what was not found: `length` bytes, which lie in `data` from `start` by now.
  int add(int sourceEntry, byte[] data, int start, int length) {
    if (count == starts.length) {
      grow();
    }
    int entry = count++;
    starts[entry] = start;
    lengths[entry] = length;
    entryOf[sourceEntry] = entry;
    if (isHashed) {
      if (2 * count > slots.length) {
        enterAll(data, 2 * slots.length);
      } else {
        enter(entry, data);
      }
    }
    return entry;
  }

  private void grow() {
    int larger = Math.max(2 * starts.length, MIN_ENTRIES);
    memory.reserve(2L * Integer.BYTES * larger);
    int before = starts.length;
    starts = Arrays.copyOf(starts, larger);
    lengths = Arrays.copyOf(lengths, larger);
    memory.release(2L * Integer.BYTES * before);
  }

  private void enterAll(byte[] data, int minSlots) {
    int needed = Math.max(minSlots, Integer.highestOneBit(Math.max(1, count)) << 2);
    if (slots.length < needed) {
      memory.release((long) Integer.BYTES * slots.length);
      slots = NONE;
      memory.reserve((long) Integer.BYTES * needed);
      slots = new int[needed];
    } else {
      Arrays.fill(slots, 0);
    }
    for (int entry = 0; entry < count; entry++) {
      enter(entry, data);
    }
  }

  private void enter(int entry, byte[] data) {
    int mask = slots.length - 1;
    int slot = hash(data, starts[entry], lengths[entry]) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry + 1;
  }

  private static int hash(byte[] data, int start, int length) {
    long hash = length;
    int position = start;
    int end = start + length;
    for (; position + Long.BYTES <= end; position += Long.BYTES) {
      hash = mix(hash ^ LittleEndian.longAt(data, position));
    }
    long tail = 0;
    for (; position < end; position++) {
      tail = tail << 8 | (data[position] & 0xFF);
    }
    return (int) mix(hash ^ tail);
  }

  private static long mix(long bits) {
    long product = bits * 0x9E3779B97F4A7C15L;
    return product ^ product >>> 32;
  }

  /// What `added` rows of `dictionary` would allocate at most, beside what is there.
  long growthBytes(BytesVector dictionary, int added) {
    long entries = (long) count + Math.min(added, dictionary.rowCount());
    boolean isHashing = isHashed || (source != null && !isSource(dictionary));
    // Arrays that are twice as long as needed, beside those before them.
    long arrays = entries <= starts.length ? 0 : 3 * Math.max(entries, MIN_ENTRIES);
    long places =
        !isHashing || 2 * entries <= slots.length ? 0 : 4 * Math.max(entries, MIN_ENTRIES);
    return Integer.BYTES * (2 * arrays + places);
  }

  /// The entries, which lie in `data`; those that come later are not among them.
  BytesVector vector(byte[] data) {
    return new BytesVector(count, data, starts, lengths, null);
  }

  /// Forgets all; keeps the arrays.
  void clear() {
    count = 0;
    source = null;
    isHashed = false;
  }
}
