package dev.stint.executor.scan.parquet;

import java.math.BigInteger;
import org.apache.parquet.io.ParquetDecodingException;

/// Sources in another form than the file's: decimals kept as bytes, wider types, larger scales.
final class ConvertedSources {

  private ConvertedSources() {}

  /// Decimals in big-endian bytes that fit 64 bits.
  static final class DecimalLongs implements LongSource {

    private final BytesSource.Slices slices;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];

    DecimalLongs(BytesSource.Slices slices) {
      this.slices = slices;
    }

    @Override
    public void read(long[] out, int at, int count) {
      if (starts.length < count) {
        starts = new int[count];
        lengths = new int[count];
      }
      byte[] data = slices.read(starts, lengths, 0, count);
      for (int i = 0; i < count; i++) {
        out[at + i] = number(data, starts[i], lengths[i]);
      }
    }

    @Override
    public void skip(int count) {
      slices.skip(count);
    }

    private static long number(byte[] data, int start, int length) {
      if (length <= Long.BYTES) {
        long value = length > 0 && data[start] < 0 ? -1 : 0;
        for (int i = 0; i < length; i++) {
          value = (value << 8) | (data[start + i] & 0xff);
        }
        return value;
      }
      long[] wide = PlainSources.int128(data, start, length);
      if (wide[0] != wide[1] >> 63) {
        throw new ParquetDecodingException("a decimal beyond its declared precision");
      }
      return wide[1];
    }
  }

  /// Decimals in big-endian bytes.
  static final class DecimalInt128s implements Int128Source {

    private final BytesSource.Slices slices;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];

    DecimalInt128s(BytesSource.Slices slices) {
      this.slices = slices;
    }

    @Override
    public void read(long[] high, long[] low, int at, int count) {
      if (starts.length < count) {
        starts = new int[count];
        lengths = new int[count];
      }
      byte[] data = slices.read(starts, lengths, 0, count);
      for (int i = 0; i < count; i++) {
        long[] value = PlainSources.int128(data, starts[i], lengths[i]);
        high[at + i] = value[0];
        low[at + i] = value[1];
      }
    }

    @Override
    public void skip(int count) {
      slices.skip(count);
    }
  }

  /// Whole numbers as doubles, which hold those of up to 53 bits.
  static final class LongsAsDoubles implements DoubleSource {

    private final LongSource longs;
    private long[] scratch = new long[0];

    LongsAsDoubles(LongSource longs) {
      this.longs = longs;
    }

    @Override
    public void read(double[] out, int at, int count) {
      if (scratch.length < count) {
        scratch = new long[count];
      }
      longs.read(scratch, 0, count);
      for (int i = 0; i < count; i++) {
        double value = scratch[i];
        if ((long) value != scratch[i] || scratch[i] == Long.MAX_VALUE) {
          throw new ValueOutOfRangeException(
              scratch[i] + " has more digits than a double: declare the column as decimal(20,0)");
        }
        out[at + i] = value;
      }
    }

    @Override
    public void skip(int count) {
      longs.skip(count);
    }
  }

  /// Floating point numbers of 16 bits.
  static final class HalfFloats implements DoubleSource {

    private final BytesSource.Slices slices;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];

    HalfFloats(BytesSource.Slices slices) {
      this.slices = slices;
    }

    @Override
    public void read(double[] out, int at, int count) {
      if (starts.length < count) {
        starts = new int[count];
        lengths = new int[count];
      }
      byte[] data = slices.read(starts, lengths, 0, count);
      for (int i = 0; i < count; i++) {
        int bits = (data[starts[i]] & 0xff) | (data[starts[i] + 1] << 8);
        out[at + i] = Float.float16ToFloat((short) bits);
      }
    }

    @Override
    public void skip(int count) {
      slices.skip(count);
    }
  }

  /// UUIDs as text of 36 characters.
  static final class UuidTexts implements BytesSource.Slices {

    private static final int TEXT_BYTES = 36;

    private final BytesSource.Slices slices;

    UuidTexts(BytesSource.Slices slices) {
      this.slices = slices;
    }

    @Override
    public byte[] read(int[] starts, int[] lengths, int at, int count) {
      byte[] data = slices.read(starts, lengths, at, count);
      byte[] texts = new byte[count * TEXT_BYTES];
      for (int i = 0; i < count; i++) {
        write(data, starts[at + i], texts, i * TEXT_BYTES);
        starts[at + i] = i * TEXT_BYTES;
        lengths[at + i] = TEXT_BYTES;
      }
      return texts;
    }

    private static void write(byte[] data, int start, byte[] text, int at) {
      int to = at;
      for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
          text[to++] = '-';
        }
        text[to++] = (byte) Character.forDigit((data[start + i] >> 4) & 0xf, 16);
        text[to++] = (byte) Character.forDigit(data[start + i] & 0xf, 16);
      }
    }

    @Override
    public void skip(int count) {
      slices.skip(count);
    }
  }

  /// Longs as 128-bit numbers, with or without sign.
  static final class LongsAsInt128s implements Int128Source {

    private final LongSource longs;
    private final boolean isUnsigned;

    LongsAsInt128s(LongSource longs, boolean isUnsigned) {
      this.longs = longs;
      this.isUnsigned = isUnsigned;
    }

    @Override
    public void read(long[] high, long[] low, int at, int count) {
      longs.read(low, at, count);
      for (int i = at; i < at + count; i++) {
        high[i] = isUnsigned ? 0 : low[i] >> 63;
      }
    }

    @Override
    public void skip(int count) {
      longs.skip(count);
    }
  }

  /// 128-bit numbers times a power of ten.
  static final class ScaledInt128s implements Int128Source {

    private final Int128Source source;
    private final BigInteger factor;

    ScaledInt128s(Int128Source source, int digits) {
      this.source = source;
      this.factor = BigInteger.TEN.pow(digits);
    }

    @Override
    public void read(long[] high, long[] low, int at, int count) {
      source.read(high, low, at, count);
      for (int i = at; i < at + count; i++) {
        var value = wide(high[i], low[i]).multiply(factor);
        if (value.bitLength() > 127) {
          throw new ParquetDecodingException("a decimal beyond its declared precision");
        }
        high[i] = value.shiftRight(64).longValue();
        low[i] = value.longValue();
      }
    }

    @Override
    public void skip(int count) {
      source.skip(count);
    }

    private static BigInteger wide(long high, long low) {
      var lowPart = BigInteger.valueOf(low);
      return BigInteger.valueOf(high)
          .shiftLeft(64)
          .add(low < 0 ? lowPart.add(BigInteger.ONE.shiftLeft(64)) : lowPart);
    }
  }
}
