package dev.stint.executor.kernel.text;

import java.util.Arrays;

/// Finds the first occurrence of a part. Looks at the two bytes under the part's last ones and
/// moves on by as much as these allow (Horspool, 1980; by pairs, Baeza-Yates, 1989): two letters in
/// a row are seldom the part's.
public final class BytesSearch {

  /// Pairs share places, which only makes moves shorter.
  private static final int PLACES = 1 << 12;

  private final byte[] part;

  /// How far to move on by a pair's place; 0 where the part may end.
  private final byte[] shifts = new byte[PLACES];

  /// How far to move on from where the part might have ended.
  private final int shiftFromEnd;

  public BytesSearch(byte[] part) {
    this.part = part.clone();
    int last = part.length - 1;
    Arrays.fill(shifts, (byte) Math.clamp(last, 1, Byte.MAX_VALUE));
    for (int i = 1; i < last; i++) {
      shifts[place(part, i)] = (byte) Math.min(last - i, Byte.MAX_VALUE);
    }
    int end = last < 1 ? 0 : place(part, last);
    this.shiftFromEnd = shifts[end];
    shifts[end] = 0;
  }

  private static int place(byte[] data, int position) {
    return (data[position - 1] ^ data[position] << 4) & (PLACES - 1);
  }

  /// Where the part starts in `data[start..end)`; -1 when it is not there.
  int indexOf(byte[] data, int start, int end) {
    int last = part.length - 1;
    if (last < 1) {
      return last < 0 ? start : indexOf(part, data, start, end);
    }
    byte first = part[0];
    int position = start + last;
    while (position < end) {
      int shift = shifts[place(data, position)];
      if (shift == 0) {
        int from = position - last;
        if (data[from] == first && Arrays.equals(data, from, position + 1, part, 0, part.length)) {
          return from;
        }
        shift = shiftFromEnd;
      }
      position += shift;
    }
    return -1;
  }

  /// The same for a part that is sought once.
  static int indexOf(byte[] part, byte[] data, int start, int end) {
    if (part.length == 0) {
      return start;
    }
    byte first = part[0];
    for (int from = start; from <= end - part.length; from++) {
      if (data[from] == first
          && Arrays.equals(data, from, from + part.length, part, 0, part.length)) {
        return from;
      }
    }
    return -1;
  }
}
