package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// Bytes that grow with what is added to a group, in an array of its own.
abstract class BinaryState extends GroupState {

  private static final byte[] NONE = new byte[0];

  private byte[][] arrays = new byte[0][];
  private int[] sizes = new int[0];

  /// Of the longest array so far.
  private int longest;

  /// Of all arrays.
  private long heldBytes;

  /// Of the vector given last.
  private long givenBytes;

  BinaryState(MemoryAccount memory, int valueBytes) {
    super(memory, Long.BYTES + Integer.BYTES + valueBytes);
  }

  /// Adds bytes `[start, end)` of `data` to a group.
  abstract void add(int group, byte[] data, int start, int end);

  /// Called before a group is given.
  abstract void finish(int group);

  final byte[] data(int group) {
    return arrays[group];
  }

  final int size(int group) {
    return sizes[group];
  }

  final void setSize(int group, int size) {
    sizes[group] = size;
  }

  /// Makes the group's array at least `length` long.
  final byte[] ensure(int group, long length) {
    byte[] before = arrays[group];
    if (length > before.length) {
      int larger = ArrayGrowth.doubled(memory().user(), before.length, length);
      memory().reserve(larger);
      arrays[group] = Arrays.copyOf(before, larger);
      longest = Math.max(longest, larger);
      heldBytes += larger - before.length;
      memory().release(before.length);
    }
    return arrays[group];
  }

  /// Arrays are doubled; what is done to the longest of them takes about as much again.
  @Override
  final long growthBytes(int groupCount, long addedBytes) {
    return super.growthBytes(groupCount, addedBytes)
        + 2 * addedBytes
        + grownBytes()
        + workBytes(longest);
  }

  /// Of the arrays that a batch finds full, if each of its rows is of another group.
  private long grownBytes() {
    long typical = heldBytes / Math.max(groupCount(), 1);
    return Math.min(heldBytes, Batch.MAX_ROWS * typical);
  }

  /// What doubling an array of so many bytes takes, and what is done to it then.
  long workBytes(int arrayBytes) {
    return 4L * arrayBytes;
  }

  /// Of all arrays.
  final long heldBytes() {
    return heldBytes;
  }

  /// Of the longest array since the groups were cleared.
  final int longest() {
    return longest;
  }

  @Override
  void clear() {
    super.clear();
    longest = 0;
  }

  /// Hands over an array, which was reserved, in place of the group's.
  final void replace(int group, byte[] data, int size) {
    memory().release(arrays[group].length);
    heldBytes += data.length - arrays[group].length;
    arrays[group] = data;
    sizes[group] = size;
  }

  @Override
  final void add(Vector vector, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    var source = (BytesVector) vector;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int start = source.starts()[row];
      add(groups[row], source.data(), start, start + source.lengths()[row]);
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (BinaryState) source;
    if (other.seen[from]) {
      seen[to] = true;
      add(to, other.arrays[from], 0, other.sizes[from]);
    }
  }

  /// Of one group the array itself is given, of several a copy.
  @Override
  final BytesVector vector(int from, int count) {
    int[] starts = new int[count];
    int[] lengths = new int[count];
    long total = 0;
    for (int i = 0; i < count; i++) {
      finish(from + i);
      starts[i] = ArrayGrowth.checkLength(memory().user(), total);
      lengths[i] = sizes[from + i];
      total += lengths[i];
    }
    byte[] data = count == 1 ? arrays[from] : copy(from, count, total);
    return new BytesVector(count, data, starts, lengths, unseen(from, count));
  }

  private byte[] copy(int from, int count, long total) {
    int length = ArrayGrowth.checkLength(memory().user(), total);
    memory().release(givenBytes);
    givenBytes = 0;
    memory().reserve(length);
    givenBytes = length;
    byte[] data = new byte[length];
    int at = 0;
    for (int group = from; group < from + count; group++) {
      System.arraycopy(arrays[group], 0, data, at, sizes[group]);
      at += sizes[group];
    }
    return data;
  }

  @Override
  void resize(int from, int capacity) {
    arrays = Arrays.copyOf(arrays, capacity);
    Arrays.fill(arrays, from, capacity, NONE);
    sizes = Arrays.copyOf(sizes, capacity);
  }

  @Override
  void reset(int from, int to) {
    for (int group = from; group < to; group++) {
      memory().release(arrays[group].length);
      heldBytes -= arrays[group].length;
      arrays[group] = NONE;
      sizes[group] = 0;
    }
  }
}
