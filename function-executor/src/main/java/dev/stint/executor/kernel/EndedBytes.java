package dev.stint.executor.kernel;

import dev.stint.executor.batch.LittleEndian;

/// Bytes with an end, by which they order wherever they stand in a key: 0 is written as 0 255, and
/// 0 0 ends them, so that a prefix comes before what goes on. Texts hardly ever hold a zero, so
/// that eight bytes are looked at and written at a time.
final class EndedBytes {

  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final int END_BYTES = 2;

  private EndedBytes() {}

  /// How many bytes [#put] writes.
  static long length(byte[] data, int start, int end) {
    int zeros = 0;
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      zeros += Long.bitCount(zeros(LittleEndian.longAt(data, at)));
    }
    for (; at < end; at++) {
      zeros += data[at] == 0 ? 1 : 0;
    }
    return (long) end - start + zeros + END_BYTES;
  }

  /// Writes the bytes from `start` to `end`, each bit turned where `flip` is -1 and not where it is
  /// 0; gives the position behind them.
  static int put(byte[] data, int start, int end, long flip, byte[] out, int position) {
    int target = position;
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = LittleEndian.longAt(data, at);
      if (zeros(word) == 0) {
        LittleEndian.putLong(out, target, word ^ flip);
        target += Long.BYTES;
      } else {
        target = putEach(data, at, at + Long.BYTES, flip, out, target);
      }
    }
    target = putEach(data, at, end, flip, out, target);
    out[target++] = (byte) flip;
    out[target++] = (byte) flip;
    return target;
  }

  private static int putEach(byte[] data, int start, int end, long flip, byte[] out, int position) {
    int target = position;
    for (int at = start; at < end; at++) {
      out[target++] = (byte) (data[at] ^ flip);
      if (data[at] == 0) {
        out[target++] = (byte) (0xFF ^ flip);
      }
    }
    return target;
  }

  /// The top bit of each byte that is zero.
  private static long zeros(long word) {
    return ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
  }
}
