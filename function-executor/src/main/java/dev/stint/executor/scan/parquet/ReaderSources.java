package dev.stint.executor.scan.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// The rarer encodings (the DELTA family, BYTE_STREAM_SPLIT), value by value through Apache
/// Parquet's own readers.
final class ReaderSources {

  private ReaderSources() {}

  /// BOOLEAN, INT32 and INT64.
  static final class Longs implements LongSource {

    private final ValuesReader reader;
    private final PrimitiveTypeName type;

    Longs(ValuesReader reader, PrimitiveTypeName type) {
      this.reader = reader;
      this.type = type;
    }

    @Override
    public void read(long[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] =
            switch (type) {
              case BOOLEAN -> reader.readBoolean() ? 1 : 0;
              case INT32 -> reader.readInteger();
              case INT64 -> reader.readLong();
              case FLOAT, DOUBLE, INT96, BINARY, FIXED_LEN_BYTE_ARRAY ->
                  throw new IllegalStateException("not a whole number: " + type);
            };
      }
    }

    @Override
    public void skip(int count) {
      reader.skip(count);
    }
  }

  /// FLOAT and DOUBLE.
  static final class Doubles implements DoubleSource {

    private final ValuesReader reader;
    private final PrimitiveTypeName type;

    Doubles(ValuesReader reader, PrimitiveTypeName type) {
      this.reader = reader;
      this.type = type;
    }

    @Override
    public void read(double[] out, int at, int count) {
      for (int i = 0; i < count; i++) {
        out[at + i] = type == PrimitiveTypeName.FLOAT ? reader.readFloat() : reader.readDouble();
      }
    }

    @Override
    public void skip(int count) {
      reader.skip(count);
    }
  }

  /// BINARY and FIXED_LEN_BYTE_ARRAY; every read gives an array of its own.
  static final class Slices implements BytesSource.Slices {

    private final ValuesReader reader;

    Slices(ValuesReader reader) {
      this.reader = reader;
    }

    @Override
    public byte[] read(int[] starts, int[] lengths, int at, int count) {
      byte[] data = new byte[Math.max(16, count * 8)];
      int used = 0;
      for (int i = 0; i < count; i++) {
        var value = reader.readBytes().toByteBuffer();
        int length = value.remaining();
        if (length > data.length - used) {
          data = Arrays.copyOf(data, Math.max(used + length, data.length * 2));
        }
        value.get(data, used, length);
        starts[at + i] = used;
        lengths[at + i] = length;
        used += length;
      }
      return data;
    }

    @Override
    public void skip(int count) {
      reader.skip(count);
    }
  }
}
