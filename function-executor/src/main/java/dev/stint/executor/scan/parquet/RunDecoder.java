package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.LittleEndian;
import java.util.Arrays;
import org.apache.parquet.io.ParquetDecodingException;

/// Parquet's hybrid of run-length and bit-packed runs of numbers of up to 32 bits: definition
/// levels, dictionary ids, booleans.
final class RunDecoder {

  /// Four numbers of up to so many bits are in eight bytes wherever in a byte they begin.
  private static final int FOUR_BITS = 14;

  private final byte[] data;
  private final int end;
  private final int bitWidth;
  private int position;

  /// Numbers left in the present run; packed when `packedBit` is not negative.
  private int remaining;

  private long packedBit = -1;
  private int repeated;

  /// Reads `data[from..to)`.
  RunDecoder(byte[] data, int from, int to, int bitWidth) {
    if (bitWidth < 0 || bitWidth > 32) {
      throw new ParquetDecodingException("numbers of " + bitWidth + " bits");
    }
    this.data = data;
    this.position = from;
    this.end = to;
    this.bitWidth = bitWidth;
  }

  /// Reads the next `count` numbers into `out` from `at`.
  void read(int[] out, int at, int count) {
    int done = 0;
    while (done < count) {
      startRun();
      int length = Math.min(count - done, remaining);
      if (packedBit < 0) {
        Arrays.fill(out, at + done, at + done + length, repeated);
      } else {
        unpack(out, at + done, length);
        packedBit += (long) length * bitWidth;
      }
      remaining -= length;
      done += length;
    }
  }

  /// As [#read], of numbers that must be less than `limit`, as those of entries are.
  void readBelow(int limit, int[] out, int at, int count) {
    read(out, at, count);
    int signs = 0;
    int greatest = 0;
    for (int i = at; i < at + count; i++) {
      signs |= out[i];
      greatest = Math.max(greatest, out[i]);
    }
    if (signs < 0 || (greatest >= limit && count > 0)) {
      throw new ParquetDecodingException(
          "an id beyond the dictionary's %d entries".formatted(limit));
    }
  }

  void skip(int count) {
    int left = count;
    while (left > 0) {
      startRun();
      int length = Math.min(left, remaining);
      if (packedBit >= 0) {
        packedBit += (long) length * bitWidth;
      }
      remaining -= length;
      left -= length;
    }
  }

  /// Passes over the next `count` numbers, more than none, if one run says that all are ones; else
  /// stays where it is.
  boolean passOnes(int count) {
    startRun();
    if (packedBit >= 0 || repeated != 1 || remaining < count) {
      return false;
    }
    remaining -= count;
    return true;
  }

  /// Reads `count` numbers of one bit: marks zeros in `isZero` from `at`, clears the others, and
  /// returns how many ones there were.
  int readOnes(boolean[] isZero, int at, int count) {
    int ones = 0;
    int done = 0;
    while (done < count) {
      startRun();
      int length = Math.min(count - done, remaining);
      if (packedBit < 0) {
        Arrays.fill(isZero, at + done, at + done + length, repeated == 0);
        ones += repeated == 0 ? 0 : length;
      } else {
        ones += unpackOnes(isZero, at + done, length);
        packedBit += length;
      }
      remaining -= length;
      done += length;
    }
    return ones;
  }

  private int unpackOnes(boolean[] isZero, int at, int length) {
    int ones = 0;
    long bit = packedBit;
    for (int i = 0; i < length; i++) {
      int value = (data[(int) (bit >>> 3)] >>> (bit & 7)) & 1;
      isZero[at + i] = value == 0;
      ones += value;
      bit++;
    }
    return ones;
  }

  private void unpack(int[] out, int at, int length) {
    int done = bitWidth <= FOUR_BITS ? unpackEights(out, at, length) : 0;
    long mask = (1L << bitWidth) - 1;
    long bit = packedBit + (long) done * bitWidth;
    // The last numbers lie too close to the array's end for a read of eight bytes.
    long lastWide = (data.length - 8L) * 8;
    int i = done;
    for (; i < length && bit <= lastWide; i++) {
      long window = LittleEndian.longAt(data, (int) (bit >>> 3));
      out[at + i] = (int) ((window >>> (bit & 7)) & mask);
      bit += bitWidth;
    }
    for (; i < length; i++) {
      out[at + i] = (int) ((lastBytes((int) (bit >>> 3)) >>> (bit & 7)) & mask);
      bit += bitWidth;
    }
  }

  /// As many times eight numbers as can be had, each four in one read; returns how many numbers
  /// these are. Eight numbers are whole bytes, so that the shifts are the same for all.
  private int unpackEights(int[] out, int at, int length) {
    int width = bitWidth;
    int mask = (1 << width) - 1;
    int shift = (int) packedBit & 7;
    int laterBit = shift + 4 * width;
    int laterByte = laterBit >>> 3;
    int laterShift = laterBit & 7;
    int from = (int) (packedBit >>> 3);
    int eights = length >>> 3;
    int room = data.length - Long.BYTES - laterByte - from;
    if (room < (long) (eights - 1) * width) {
      eights = room < 0 ? 0 : room / width + 1;
    }
    for (int eight = 0; eight < eights; eight++) {
      int first = at + eight * 8;
      int place = from + eight * width;
      long window = LittleEndian.longAt(data, place) >>> shift;
      out[first] = (int) window & mask;
      out[first + 1] = (int) (window >>> width) & mask;
      out[first + 2] = (int) (window >>> (2 * width)) & mask;
      out[first + 3] = (int) (window >>> (3 * width)) & mask;
      window = LittleEndian.longAt(data, place + laterByte) >>> laterShift;
      out[first + 4] = (int) window & mask;
      out[first + 5] = (int) (window >>> width) & mask;
      out[first + 6] = (int) (window >>> (2 * width)) & mask;
      out[first + 7] = (int) (window >>> (3 * width)) & mask;
    }
    return eights * 8;
  }

  private long lastBytes(int from) {
    long window = 0;
    for (int i = 0; from + i < data.length; i++) {
      window |= (data[from + i] & 0xffL) << (8 * i);
    }
    return window;
  }

  private void startRun() {
    if (remaining > 0) {
      return;
    }
    int header = readVarint();
    if ((header & 1) == 0) {
      remaining = header >>> 1;
      repeated = readRepeated();
      packedBit = -1;
    } else {
      startPacked(header >>> 1);
    }
    if (remaining <= 0) {
      throw new ParquetDecodingException("an empty run of levels or ids");
    }
  }

  /// A packed run is `groups` times eight numbers; the last group of a page may be cut short.
  private void startPacked(int groups) {
    long bytes = (long) groups * bitWidth;
    if (bytes > Integer.MAX_VALUE / 8 || groups > Integer.MAX_VALUE / 8) {
      throw new ParquetDecodingException("a packed run of " + groups + " groups");
    }
    remaining = groups * 8;
    packedBit = position * 8L;
    if (position + bytes > end) {
      bytes = (long) end - position;
      remaining = bitWidth == 0 ? remaining : (int) (bytes * 8 / bitWidth);
    }
    position += (int) bytes;
  }

  private int readRepeated() {
    int bytes = (bitWidth + 7) / 8;
    if (position + bytes > end) {
      throw new ParquetDecodingException("levels or ids end too early");
    }
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (data[position++] & 0xff) << (8 * i);
    }
    return value;
  }

  private int readVarint() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (position >= end) {
        throw new ParquetDecodingException("levels or ids end too early");
      }
      int next = data[position++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ParquetDecodingException("a run's length has too many bytes");
  }
}
