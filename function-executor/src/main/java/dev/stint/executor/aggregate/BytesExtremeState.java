package dev.stint.executor.aggregate;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;

/// The smallest or the largest of strings, by their bytes. A value that replaces another takes its
/// place when it fits, else it goes to the end; what that leaves unused is given up when the data
/// would have to grow and half of it is unused.
final class BytesExtremeState extends GroupState {

  private static final int MIN_DATA = 1 << 10;

  private final Extreme extreme;
  private byte[] data = new byte[0];
  private int dataLength;
  private long unusedBytes;
  private int[] starts = new int[0];
  private int[] lengths = new int[0];

  BytesExtremeState(Extreme extreme, MemoryAccount memory) {
    super(memory, 2 * Integer.BYTES);
    this.extreme = extreme;
  }

  @Override
  void add(Vector vector, int[] rows, int count, int[] groups) {
    var source = (BytesVector) vector;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      offer(source.data(), source.starts()[row], source.lengths()[row], group);
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (BytesExtremeState) source;
    if (other.seen[from]) {
      offer(other.data, other.starts[from], other.lengths[from], to);
    }
  }

  @Override
  long growthBytes(int groupCount, long addedBytes) {
    long needed = dataLength + addedBytes;
    long dataBytes = needed <= data.length ? 0 : Math.max(needed + (needed >> 1), MIN_DATA);
    return super.growthBytes(groupCount, addedBytes) + dataBytes;
  }

  private void offer(byte[] source, int start, int length, int group) {
    if (!seen[group] || isBetter(source, start, length, group)) {
      replace(source, start, length, group);
      seen[group] = true;
    }
  }

  private boolean isBetter(byte[] source, int start, int length, int group) {
    int order =
        Arrays.compareUnsigned(
            source, start, start + length, data, starts[group], starts[group] + lengths[group]);
    return extreme == Extreme.SMALLEST ? order < 0 : order > 0;
  }

  private void replace(byte[] source, int start, int length, int group) {
    int before = seen[group] ? lengths[group] : 0;
    if (length > before) {
      unusedBytes += before;
      lengths[group] = 0;
      ensureData(length);
      starts[group] = dataLength;
      dataLength += length;
    } else {
      unusedBytes += before - length;
    }
    lengths[group] = length;
    System.arraycopy(source, start, data, starts[group], length);
  }

  private void ensureData(int added) {
    if ((long) dataLength + added <= data.length) {
      return;
    }
    long needed = dataLength - unusedBytes + added;
    long larger = Math.max(Math.max(needed + (needed >> 1), data.length), MIN_DATA);
    if (larger > Integer.MAX_VALUE - 8) {
      throw StintException.resource(
          memory().user() + " keeps more than 2 GiB of strings; it needs smaller partitions");
    }
    memory().reserve(larger);
    byte[] packed = new byte[(int) larger];
    int length = 0;
    for (int group = 0; group < lengths.length; group++) {
      System.arraycopy(data, starts[group], packed, length, lengths[group]);
      starts[group] = length;
      length += lengths[group];
    }
    memory().release(data.length);
    data = packed;
    dataLength = length;
    unusedBytes = 0;
  }

  @Override
  BytesVector vector(int from, int count) {
    return new BytesVector(
        count,
        data,
        Arrays.copyOfRange(starts, from, from + count),
        Arrays.copyOfRange(lengths, from, from + count),
        unseen(from, count));
  }

  @Override
  void resize(int from, int capacity) {
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
  }

  @Override
  void reset(int from, int to) {
    for (int group = from; group < to; group++) {
      unusedBytes += lengths[group];
    }
    Arrays.fill(starts, from, to, 0);
    Arrays.fill(lengths, from, to, 0);
  }

  @Override
  void clear() {
    super.clear();
    dataLength = 0;
    unusedBytes = 0;
  }
}
