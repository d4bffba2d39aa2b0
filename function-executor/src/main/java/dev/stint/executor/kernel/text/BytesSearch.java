package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.LittleEndian;
import java.util.Arrays;

/// Finds the first occurrence of a part. Looks at eight places at once: whether the part's first,
/// middle and last byte are where they would be, had it begun there. Where all three are, which is
/// seldom, the part is compared.
///
/// Moving on by what a byte under the part's end allows looks at fewer bytes, but each move waits
/// for the one before. In TPC-H's comments, of some fifty bytes, that took twice the time.
public final class BytesSearch {

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;

  private final byte[] part;
  private final int middle;
  private final int last;

  /// These bytes, eight times each.
  private final long firsts;

  private final long middles;
  private final long lasts;

  public BytesSearch(byte[] part) {
    this.part = part.clone();
    this.middle = part.length / 2;
    this.last = Math.max(part.length - 1, 0);
    this.firsts = repeated(part, 0);
    this.middles = repeated(part, middle);
    this.lasts = repeated(part, last);
  }

  private static long repeated(byte[] part, int position) {
    return part.length == 0 ? 0 : ONES * (part[position] & 0xff);
  }

  /// Where the part starts in `data[start..end)`; -1 when it is not there.
  int indexOf(byte[] data, int start, int end) {
    if (part.length == 0) {
      return start;
    }
    int lastStart = end - part.length;
    // Words may reach beyond `end`, but not beyond the array.
    int lastWord = Math.min(lastStart, data.length - last - Long.BYTES);
    int from = start;
    while (from <= lastWord) {
      long difference =
          (LittleEndian.longAt(data, from) ^ firsts)
              | (LittleEndian.longAt(data, from + middle) ^ middles)
              | (LittleEndian.longAt(data, from + last) ^ lasts);
      // The lowest is a byte without difference; those above it need not be.
      long candidates = difference - ONES & ~difference & HIGH_BITS;
      while (candidates != 0) {
        int at = from + Long.numberOfTrailingZeros(candidates) / Byte.SIZE;
        if (at > lastStart) {
          return -1;
        }
        if (Arrays.equals(data, at, at + part.length, part, 0, part.length)) {
          return at;
        }
        candidates &= candidates - 1;
      }
      from += Long.BYTES;
    }
    return indexOf(part, data, from, end);
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
