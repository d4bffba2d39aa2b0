package dev.stint.executor.sink;

import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.shuffle.segment.Memory;
import java.util.Arrays;

/// Bytes that records are put together in, reserved beforehand.
final class RecordBytes {

  private static final int MIN_BYTES = 64 << 10;

  private final Memory memory;
  private byte[] data = new byte[0];
  private int length;

  RecordBytes(Memory memory) {
    this.memory = memory;
  }

  void append(byte[] bytes, int offset, int count) {
    ensure(count);
    System.arraycopy(bytes, offset, data, length, count);
    length += count;
  }

  void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  void append(int value) {
    ensure(1);
    data[length++] = (byte) value;
  }

  private void ensure(int count) {
    if (count > data.length - length) {
      grow((long) length + count);
    }
  }

  private void grow(long needed) {
    int half = Math.max(data.length, MIN_BYTES / 2);
    int larger = ArrayGrowth.doubled("the records of a batch", half, needed);
    int before = data.length;
    memory.reserve(larger);
    data = Arrays.copyOf(data, larger);
    memory.release(before);
  }

  byte[] data() {
    return data;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }
}
