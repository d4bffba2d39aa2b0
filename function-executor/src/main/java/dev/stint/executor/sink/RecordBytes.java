package dev.stint.executor.sink;

import java.util.Arrays;

/// Bytes that records are put together in.
final class RecordBytes {

  private byte[] data = new byte[64 << 10];
  private int length;

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
      data = Arrays.copyOf(data, Math.max(length + count, data.length * 2));
    }
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
