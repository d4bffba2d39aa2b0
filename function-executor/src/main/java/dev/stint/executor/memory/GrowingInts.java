package dev.stint.executor.memory;

import java.util.Arrays;

/// A number for each of some rows, in an array that grows by half and is reserved before it is
/// allocated.
public final class GrowingInts {

  private final MemoryAccount memory;
  private int[] values = new int[0];

  /// The caller closes `memory`.
  public GrowingInts(MemoryAccount memory) {
    this.memory = memory;
  }

  /// Not a copy, and longer than what was asked for; another one after [#ensure].
  public int[] values() {
    return values;
  }

  /// Makes room for `count` values.
  public void ensure(int count) {
    if (count > values.length) {
      long before = bytes(values.length);
      memory.reserve(growthBytes(count));
      values = Arrays.copyOf(values, larger(count));
      memory.release(before);
    }
  }

  /// What [#ensure] would allocate.
  public long growthBytes(int count) {
    return count <= values.length ? 0 : bytes(larger(count));
  }

  private int larger(int count) {
    return Math.max(count, values.length + (values.length >> 1));
  }

  private static long bytes(int length) {
    return (long) length * Integer.BYTES;
  }

  /// Gives the array up.
  public void drop() {
    memory.release(bytes(values.length));
    values = new int[0];
  }
}
