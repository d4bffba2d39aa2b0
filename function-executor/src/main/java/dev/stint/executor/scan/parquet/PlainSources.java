package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.LittleEndian;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.parquet.io.ParquetDecodingException;

/// The encoding PLAIN: values one after the other, little endian.
final class PlainSources {

  private PlainSources() {}

  /// The array may go on beyond the page, with bytes of another.
  private static void checkRoom(int position, long needed, int end) {
    if (position + needed > end) {
      throw new ParquetDecodingException("the page ends too early");
    }
  }

  /// INT32, sign-extended.
  static final class Ints implements LongSource {

    private final byte[] data;
    private final int end;
    private int position;

    Ints(PageData page) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.position = page.valuesFrom();
    }

    @Override
    public void read(long[] out, int at, int count) {
      checkRoom(position, (long) count * Integer.BYTES, end);
      for (int i = 0; i < count; i++) {
        out[at + i] = LittleEndian.intAt(data, position + i * Integer.BYTES);
      }
      position += count * Integer.BYTES;
    }

    @Override
    public void pick(long[] out, int at, int[] places, int count, int span) {
      checkRoom(position, (long) span * Integer.BYTES, end);
      for (int i = 0; i < count; i++) {
        out[at + i] = LittleEndian.intAt(data, position + places[i] * Integer.BYTES);
      }
      position += span * Integer.BYTES;
    }

    @Override
    public void skip(int count) {
      position += count * Integer.BYTES;
    }
  }

  /// INT64.
  static final class Longs implements LongSource {

    private final byte[] data;
    private final int end;
    private int position;

    Longs(PageData page) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.position = page.valuesFrom();
    }

    @Override
    public void read(long[] out, int at, int count) {
      checkRoom(position, (long) count * Long.BYTES, end);
      for (int i = 0; i < count; i++) {
        out[at + i] = LittleEndian.longAt(data, position + i * Long.BYTES);
      }
      position += count * Long.BYTES;
    }

    @Override
    public void pick(long[] out, int at, int[] places, int count, int span) {
      checkRoom(position, (long) span * Long.BYTES, end);
      for (int i = 0; i < count; i++) {
        out[at + i] = LittleEndian.longAt(data, position + places[i] * Long.BYTES);
      }
      position += span * Long.BYTES;
    }

    @Override
    public void skip(int count) {
      position += count * Long.BYTES;
    }
  }

  /// BOOLEAN: one bit each, from the lowest.
  static final class Bits implements LongSource {

    private final byte[] data;
    private final int end;
    private long bit;

    Bits(PageData page) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.bit = page.valuesFrom() * 8L;
    }

    @Override
    public void read(long[] out, int at, int count) {
      checkRoom(0, (bit + count + 7) >>> 3, end);
      for (int i = 0; i < count; i++) {
        int value = (data[(int) (bit >>> 3)] >>> (bit & 7)) & 1;
        out[at + i] = value;
        bit++;
      }
    }

    @Override
    public void skip(int count) {
      bit += count;
    }
  }

  /// INT96 timestamps as microseconds: nanoseconds of the day, then the Julian day.
  static final class Int96Micros implements LongSource {

    private static final long JULIAN_DAY_OF_1970 = 2_440_588;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final byte[] data;
    private final int end;
    private int position;

    Int96Micros(PageData page) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.position = page.valuesFrom();
    }

    @Override
    public void read(long[] out, int at, int count) {
      checkRoom(position, (long) count * 12, end);
      for (int i = 0; i < count; i++) {
        long nanos = LittleEndian.longAt(data, position);
        long day = LittleEndian.intAt(data, position + Long.BYTES) - JULIAN_DAY_OF_1970;
        out[at + i] = day * MICROS_PER_DAY + Math.floorDiv(nanos, 1000L);
        position += 12;
      }
    }

    @Override
    public void skip(int count) {
      position += count * 12;
    }
  }

  /// FLOAT.
  static final class Floats implements DoubleSource {

    private final byte[] data;
    private final int end;
    private int position;

    Floats(PageData page) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.position = page.valuesFrom();
    }

    @Override
    public void read(double[] out, int at, int count) {
      checkRoom(position, (long) count * Float.BYTES, end);
      for (int i = 0; i < count; i++) {
        out[at + i] = Float.intBitsToFloat(LittleEndian.intAt(data, position + i * Float.BYTES));
      }
      position += count * Float.BYTES;
    }

    @Override
    public void skip(int count) {
      position += count * Float.BYTES;
    }
  }

  /// DOUBLE.
  static final class Doubles implements DoubleSource {

    private final byte[] data;
    private final int end;
    private int position;

    Doubles(PageData page) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.position = page.valuesFrom();
    }

    @Override
    public void read(double[] out, int at, int count) {
      checkRoom(position, (long) count * Double.BYTES, end);
      for (int i = 0; i < count; i++) {
        out[at + i] = Double.longBitsToDouble(LittleEndian.longAt(data, position + i * 8));
      }
      position += count * Double.BYTES;
    }

    @Override
    public void pick(double[] out, int at, int[] places, int count, int span) {
      checkRoom(position, (long) span * Double.BYTES, end);
      for (int i = 0; i < count; i++) {
        long bits = LittleEndian.longAt(data, position + places[i] * Double.BYTES);
        out[at + i] = Double.longBitsToDouble(bits);
      }
      position += span * Double.BYTES;
    }

    @Override
    public void skip(int count) {
      position += count * Double.BYTES;
    }
  }

  /// BYTE_ARRAY: a length in four bytes, then the bytes.
  static final class ByteArrays implements BytesSource.Slices {

    private final byte[] data;
    private final int end;
    private int position;

    ByteArrays(PageData page) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.position = page.valuesFrom();
    }

    @Override
    public byte[] read(int[] starts, int[] lengths, int at, int count) {
      int next = position;
      for (int i = 0; i < count; i++) {
        int length = lengthAt(next);
        starts[at + i] = next + Integer.BYTES;
        lengths[at + i] = length;
        next += Integer.BYTES + length;
      }
      position = next;
      return data;
    }

    @Override
    public void skip(int count) {
      for (int i = 0; i < count; i++) {
        position += Integer.BYTES + lengthAt(position);
      }
    }

    private int lengthAt(int at) {
      checkRoom(at, Integer.BYTES, end);
      int length = LittleEndian.intAt(data, at);
      if (length < 0 || length > end - at - Integer.BYTES) {
        throw new ParquetDecodingException("a value of " + length + " bytes");
      }
      return length;
    }
  }

  /// FIXED_LEN_BYTE_ARRAY.
  static final class FixedArrays implements BytesSource.Slices {

    private final byte[] data;
    private final int end;
    private final int width;
    private int position;

    FixedArrays(PageData page, int width) {
      this.data = page.bytes();
      this.end = page.valuesEnd();
      this.position = page.valuesFrom();
      this.width = width;
    }

    @Override
    public byte[] read(int[] starts, int[] lengths, int at, int count) {
      checkRoom(position, (long) count * width, end);
      for (int i = 0; i < count; i++) {
        starts[at + i] = position + i * width;
      }
      Arrays.fill(lengths, at, at + count, width);
      position += count * width;
      return data;
    }

    @Override
    public void skip(int count) {
      position += count * width;
    }
  }

  /// A big-endian two's complement number as 128 bits.
  static long[] int128(byte[] data, int start, int length) {
    if (length > 16) {
      var number = new BigInteger(data, start, length);
      if (number.bitLength() > 127) {
        throw new ParquetDecodingException("a decimal of " + length + " bytes: " + number);
      }
      return new long[] {number.shiftRight(64).longValue(), number.longValue()};
    }
    long sign = length > 0 && data[start] < 0 ? -1 : 0;
    long high = sign;
    long low = sign;
    for (int i = 0; i < length; i++) {
      high = (high << 8) | (low >>> 56);
      low = (low << 8) | (data[start + i] & 0xff);
    }
    return new long[] {high, low};
  }
}
