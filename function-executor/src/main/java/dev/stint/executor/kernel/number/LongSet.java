package dev.stint.executor.kernel.number;

/// A fixed set of `long`s: an open hash table of at most half load, 0 kept aside.
public final class LongSet {

  private final long[] slots;
  private final int shift;
  private final boolean hasZero;

  public LongSet(long[] values) {
    int capacity = Integer.highestOneBit(Math.max(2, values.length)) * 4;
    this.slots = new long[capacity];
    this.shift = Long.numberOfLeadingZeros(capacity) + 1;
    boolean isZeroSeen = false;
    for (long value : values) {
      isZeroSeen |= value == 0;
      int slot = slot(value);
      while (slots[slot] != 0 && slots[slot] != value) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = value;
    }
    this.hasZero = isZeroSeen;
  }

  public boolean contains(long value) {
    int slot = slot(value);
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return value == 0 ? hasZero : slots[slot] == value;
  }

  private int slot(long value) {
    // Fibonacci hashing: the high bits of the product are the well mixed ones.
    return (int) ((value * 0x9E3779B97F4A7C15L) >>> shift);
  }
}
