package dev.stint.executor.hash;

import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;

/// Open addressing from 64-bit hashes to groups, at most half full. Hashes may repeat: looking for
/// one finds the first group entered for it, and [#next] goes on to the others.
///
/// A byte for each slot tells the empty ones and seven bits of the others' hashes, as in Abseil's
/// Swiss tables. These bytes stay in a cache that the slots themselves have outgrown, so a hash
/// that is not there hardly ever costs a look at a slot.
final class HashSlots {

  private static final int MIN_CAPACITY = 1 << 10;
  private static final int MAX_CAPACITY = 1 << 29;

  private final MemoryAccount memory;

  /// 0 for an empty slot, else [#tag] of its hash.
  private byte[] tags;

  /// Slot s is the hash at 2s and the group at 2s + 1.
  private long[] slots;

  private int mask;
  private int size;

  HashSlots(MemoryAccount memory) {
    this.memory = memory;
    memory.reserve(bytes(MIN_CAPACITY));
    this.tags = new byte[MIN_CAPACITY];
    this.slots = new long[2 * MIN_CAPACITY];
    this.mask = MIN_CAPACITY - 1;
  }

  private static long bytes(long capacity) {
    return (1 + 2 * Long.BYTES) * capacity;
  }

  /// Of the bits that choose neither a slot nor an exchange's bucket; never 0.
  private static byte tag(long hash) {
    return (byte) (hash >>> 57 | 0x80);
  }

  /// Makes room for `count` more groups.
  void ensureRoom(int count) {
    long needed = 2 * ((long) size + count);
    if (needed <= mask + 1) {
      return;
    }
    if (needed > MAX_CAPACITY) {
      throw StintException.resource(
          "%s has more than %d distinct keys in one task; it needs smaller partitions"
              .formatted(memory.user(), MAX_CAPACITY / 2));
    }
    int capacity = capacity(needed);
    memory.reserve(bytes(capacity));
    byte[] tagsBefore = tags;
    long[] slotsBefore = slots;
    tags = new byte[capacity];
    slots = new long[2 * capacity];
    mask = capacity - 1;
    for (int slot = 0; slot < tagsBefore.length; slot++) {
      if (tagsBefore[slot] != 0) {
        enter(slotsBefore[2 * slot], slotsBefore[2 * slot + 1]);
      }
    }
    memory.release(bytes(tagsBefore.length));
  }

  private static int capacity(long needed) {
    return Integer.highestOneBit((int) needed - 1) << 1;
  }

  /// What [#ensureRoom] would allocate.
  long growthBytes(int count) {
    long needed = 2 * ((long) size + count);
    return needed <= mask + 1 || needed > MAX_CAPACITY ? 0 : bytes(capacity(needed));
  }

  private void enter(long hash, long group) {
    int slot = (int) hash & mask;
    while (tags[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    tags[slot] = tag(hash);
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = group;
  }

  /// Writes the first group of each of the `count` hashes to `groups`, -1 where there is none.
  void find(long[] hashes, int count, int[] groups) {
    byte[] marks = tags;
    long[] table = slots;
    for (int row = 0; row < count; row++) {
      long hash = hashes[row];
      byte tag = tag(hash);
      int slot = (int) hash & mask;
      while (marks[slot] != 0 && (marks[slot] != tag || table[2 * slot] != hash)) {
        slot = (slot + 1) & mask;
      }
      groups[row] = marks[slot] == 0 ? -1 : (int) table[2 * slot + 1];
    }
  }

  /// As [#find] for hashes of which each new one enters as the next group. Writes the rows that
  /// entered to `newRows` and returns how many. There must be room.
  int findOrAdd(long[] hashes, int count, int[] groups, int[] newRows) {
    byte[] marks = tags;
    long[] table = slots;
    int added = 0;
    for (int row = 0; row < count; row++) {
      long hash = hashes[row];
      byte tag = tag(hash);
      int slot = (int) hash & mask;
      while (marks[slot] != 0 && (marks[slot] != tag || table[2 * slot] != hash)) {
        slot = (slot + 1) & mask;
      }
      if (marks[slot] == 0) {
        marks[slot] = tag;
        table[2 * slot] = hash;
        table[2 * slot + 1] = size++;
        newRows[added++] = row;
      }
      groups[row] = (int) table[2 * slot + 1];
    }
    return added;
  }

  /// The slot of the first group of `hash`; -1 when there is none.
  int first(long hash) {
    return seek(hash, (int) hash & mask);
  }

  /// The slot of the group of `hash` after the one in `slot`; -1 when there is none.
  int next(long hash, int slot) {
    return seek(hash, (slot + 1) & mask);
  }

  private int seek(long hash, int from) {
    int slot = from;
    while (tags[slot] != 0) {
      if (slots[2 * slot] == hash) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  int group(int slot) {
    return (int) slots[2 * slot + 1];
  }

  /// Enters the next group under `hash`, which may be there already. There must be room.
  int add(long hash) {
    enter(hash, size);
    return size++;
  }

  /// Whether `count` more groups take more memory.
  boolean isFull(int count) {
    return 2 * ((long) size + count) > mask + 1;
  }

  /// Forgets all groups, and gives back memory.
  void shrink() {
    if (mask + 1 > MIN_CAPACITY) {
      memory.release(bytes(mask + 1) - bytes(MIN_CAPACITY));
      tags = new byte[MIN_CAPACITY];
      slots = new long[2 * MIN_CAPACITY];
      mask = MIN_CAPACITY - 1;
    }
    clear();
  }

  void clear() {
    Arrays.fill(tags, (byte) 0);
    size = 0;
  }
}
