package dev.stint.executor.kernel;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BigEndian;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.SortKey.Direction;
import dev.stint.plan.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Several values as bytes that order as they do: sort keys ([SortKeyEncoder]), which can be read.
/// All zeros and all NaNs are one.
public final class PackedValues {

  private static final byte VALUE = 1;

  private PackedValues() {}

  /// `values` are those of the layout's parts; no row of the result is NULL.
  public static BytesVector pack(PackedLayout layout, Vector[] values, int rowCount) {
    return new SortKeyEncoder(layout.keys()).encode(new Batch(rowCount, Arrays.asList(values)));
  }

  /// The values of a part; NULL where `packed` is, or has no bytes at all.
  public static Vector unpack(BytesVector packed, PackedLayout layout, int place) {
    int count = packed.rowCount();
    boolean[] nulls = new boolean[count];
    int[] at = new int[count];
    byte[] data = packed.data();
    for (int row = 0; row < count; row++) {
      nulls[row] = packed.isNull(row) || packed.lengths()[row] == 0;
      if (!nulls[row]) {
        at[row] = position(data, packed.starts()[row], layout, place);
        nulls[row] = data[at[row]] != VALUE;
        at[row]++;
      }
    }
    return values(data, at, nulls, layout.parts().get(place));
  }

  /// Where part `place` begins in the values packed at `start`.
  private static int position(byte[] data, int start, PackedLayout layout, int place) {
    int at = start;
    for (int part = 0; part < place; part++) {
      boolean isValue = data[at++] == VALUE;
      if (isValue) {
        at += length(data, at, layout.parts().get(part));
      }
    }
    return at;
  }

  private static int length(byte[] data, int at, PackedLayout.Part part) {
    return switch (part.type().physicalType()) {
      case LONG, DOUBLE -> Long.BYTES;
      case INT128 -> 2 * Long.BYTES;
      case BYTES -> {
        byte flip = (byte) flip(part);
        int end = at;
        while (data[end] != flip || data[end + 1] != flip) {
          end += data[end] == flip ? 2 : 1;
        }
        yield end + 2 - at;
      }
    };
  }

  private static long flip(PackedLayout.Part part) {
    return part.direction() == Direction.DESCENDING ? -1L : 0L;
  }

  private static Vector values(byte[] data, int[] at, boolean[] nulls, PackedLayout.Part part) {
    int count = at.length;
    long flip = flip(part);
    return switch (part.type().physicalType()) {
      case LONG -> new LongVector(count, longs(data, at, nulls, flip), nulls);
      case DOUBLE -> {
        double[] values = new double[count];
        for (int row = 0; row < count; row++) {
          values[row] = nulls[row] ? 0 : readDouble(data, at[row], flip);
        }
        yield new DoubleVector(count, values, nulls);
      }
      case INT128 -> {
        long[] high = longs(data, at, nulls, flip);
        long[] low = new long[count];
        for (int row = 0; row < count; row++) {
          low[row] = nulls[row] ? 0 : BigEndian.longAt(data, at[row] + Long.BYTES) ^ flip;
        }
        yield new Int128Vector(count, high, low, nulls);
      }
      case BYTES -> {
        var builder = new BytesBuilder(count, 16 * count);
        for (int row = 0; row < count; row++) {
          if (!nulls[row]) {
            appendBytes(data, at[row], (byte) flip, builder);
          }
          builder.endRow();
        }
        yield builder.build(nulls);
      }
    };
  }

  private static long[] longs(byte[] data, int[] at, boolean[] nulls, long flip) {
    long[] values = new long[at.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = nulls[row] ? 0 : BigEndian.longAt(data, at[row]) ^ flip ^ Long.MIN_VALUE;
    }
    return values;
  }

  private static double readDouble(byte[] data, int at, long flip) {
    long bits = BigEndian.longAt(data, at) ^ flip;
    return Double.longBitsToDouble(bits ^ (~bits >> 63 | Long.MIN_VALUE));
  }

  private static void appendBytes(byte[] data, int from, byte flip, BytesBuilder builder) {
    int at = from;
    while (true) {
      byte value = (byte) (data[at] ^ flip);
      if (value == 0) {
        if (data[at + 1] == flip) {
          return;
        }
        at++;
      }
      builder.append(value);
      at++;
    }
  }

  /// Writes the last part of the values packed at `start`, which is text, to `target` from `to` on;
  /// gives where it ends. NULL is no text.
  public static int copyText(byte[] data, int start, PackedLayout layout, byte[] target, int to) {
    int from = position(data, start, layout, layout.lastPlace());
    if (data[from] != VALUE) {
      return to;
    }
    byte flip = (byte) flip(layout.parts().getLast());
    int end = to;
    for (int at = from + 1; ; at++) {
      byte value = (byte) (data[at] ^ flip);
      if (value == 0) {
        if (data[at + 1] == flip) {
          return end;
        }
        at++;
      }
      target[end++] = value;
    }
  }

  /// The value of packed doubles' first part; `null` for NULL.
  public static @Nullable Double first(byte[] data, int start, PackedLayout.Part part) {
    if (!part.type().equals(DataType.DOUBLE)) {
      throw new IllegalArgumentException("no double: " + part);
    }
    return data[start] == VALUE ? Double.valueOf(readDouble(data, start + 1, flip(part))) : null;
  }
}
