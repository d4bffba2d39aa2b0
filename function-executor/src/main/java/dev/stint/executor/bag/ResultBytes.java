package dev.stint.executor.bag;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// Bytes for each of some groups, reserved before they are allocated.
final class ResultBytes {

  private final MemoryAccount memory;
  private byte[] data = new byte[0];
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private boolean[] nulls = new boolean[0];
  private int group;
  private int size;

  ResultBytes(MemoryAccount memory) {
    this.memory = memory;
  }

  /// Begins anew, with new arrays.
  void open(int groupCount) {
    memory.release(data.length);
    data = new byte[0];
    starts = new int[groupCount];
    lengths = new int[groupCount];
    nulls = new boolean[groupCount];
    group = 0;
    size = 0;
  }

  /// Makes room for so many bytes more.
  void ensure(long more) {
    long needed = size + more;
    if (needed > data.length) {
      int larger =
          size == 0
              ? ArrayGrowth.checkLength(memory.user(), needed)
              : ArrayGrowth.doubled(memory.user(), size, needed);
      memory.reserve(larger);
      int before = data.length;
      data = Arrays.copyOf(data, larger);
      memory.release(before);
    }
  }

  byte[] data() {
    return data;
  }

  int size() {
    return size;
  }

  /// Bytes were written up to there.
  void setSize(int size) {
    this.size = size;
  }

  void append(byte[] source, int start, int length) {
    ensure(length);
    System.arraycopy(source, start, data, size, length);
    size += length;
  }

  void endGroup() {
    int start = group == 0 ? 0 : starts[group - 1] + lengths[group - 1];
    starts[group] = start;
    lengths[group++] = size - start;
  }

  void endNull() {
    nulls[group] = true;
    endGroup();
  }

  BytesVector build() {
    return new BytesVector(starts.length, data, starts, lengths, nulls);
  }
}
