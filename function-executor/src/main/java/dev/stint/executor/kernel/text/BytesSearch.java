package dev.stint.executor.kernel.text;

import java.util.Arrays;

/// Finds the first occurrence of a part. Looks at the byte under the part's last one and moves on
/// by as much as that byte allows (Horspool, 1980).
public final class BytesSearch {

  private final byte[] part;
  private final int[] shifts;

  public BytesSearch(byte[] part) {
    this.part = part.clone();
    this.shifts = new int[256];
    Arrays.fill(shifts, Math.max(1, part.length));
    for (int i = 0; i < part.length - 1; i++) {
      shifts[part[i] & 0xFF] = part.length - 1 - i;
    }
  }

  /// Where the part starts in `data[start..end)`; -1 when it is not there.
  int indexOf(byte[] data, int start, int end) {
    int last = part.length - 1;
    if (last < 0) {
      return start;
    }
    byte lastByte = part[last];
    int position = start + last;
    while (position < end) {
      byte value = data[position];
      int from = position - last;
      if (value == lastByte && Arrays.equals(data, from, position, part, 0, last)) {
        return from;
      }
      position += shifts[value & 0xFF];
    }
    return -1;
  }

  /// The same for a part that is sought once.
  static int indexOf(byte[] part, byte[] data, int start, int end) {
    for (int from = start; from <= end - part.length; from++) {
      if (Arrays.equals(data, from, from + part.length, part, 0, part.length)) {
        return from;
      }
    }
    return -1;
  }
}
