package dev.stint.executor.codec;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.type.PhysicalType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as payload bytes, column by column; the module's README gives the format byte by byte.
public final class BatchCodec {

  static final int VERSION = 1;

  private static final int LONGS = 1;
  private static final int DOUBLES = 2;
  private static final int INT128S = 3;

  /// Values of 128 bits that all fit 64.
  private static final int SHORT_INT128S = 4;

  private static final int STRINGS = 5;
  private static final int DICTIONARY = 6;

  private final PayloadWriter out;
  private final DictionaryBuilder dictionaryBuilder = new DictionaryBuilder();

  /// The bytes of a payload are reserved in `memory`, which the caller closes.
  public BatchCodec(MemoryAccount memory) {
    this.out = new PayloadWriter(memory);
  }

  /// The bytes last encoded: `bytes()[0..length())`, until the next encoding.
  public byte[] bytes() {
    return out.bytes();
  }

  public int length() {
    return out.length();
  }

  /// Encodes `rowCount` rows.
  public void encode(List<? extends Vector> columns, int rowCount) {
    out.clear();
    out.putByte(VERSION);
    out.putShort(columns.size());
    out.putInt(rowCount);
    for (var column : columns) {
      encode(column, rowCount);
    }
  }

  private void encode(Vector column, int rowCount) {
    boolean[] nulls = column.nulls();
    switch (column) {
      case LongVector longs -> {
        putHeader(LONGS, nulls, rowCount);
        putLongs(longs.values(), nulls, rowCount);
      }
      case DoubleVector doubles -> {
        putHeader(DOUBLES, nulls, rowCount);
        out.putNarrow(bits(doubles, rowCount), rowCount, Long.BYTES);
      }
      case Int128Vector wide -> {
        boolean isShort = isShort(wide, rowCount);
        putHeader(isShort ? SHORT_INT128S : INT128S, nulls, rowCount);
        putLongs(wide.low(), nulls, rowCount);
        if (!isShort) {
          putLongs(wide.high(), nulls, rowCount);
        }
      }
      case BytesVector strings -> putStrings(strings, nulls, rowCount);
    }
  }

  private void putHeader(int encoding, boolean @Nullable [] nulls, int rowCount) {
    out.putByte(encoding);
    out.putByte(nulls == null ? 0 : 1);
    if (nulls != null) {
      out.putBits(nulls, rowCount);
    }
  }

  /// The smallest value, the width of the differences to it, the differences. A NULL is written as
  /// the smallest.
  private void putLongs(long[] values, boolean @Nullable [] nulls, int count) {
    long smallest = Long.MAX_VALUE;
    long largest = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      if (nulls == null || !nulls[i]) {
        smallest = Math.min(smallest, values[i]);
        largest = Math.max(largest, values[i]);
      }
    }
    long base = smallest > largest ? 0 : smallest;
    int width = smallest > largest ? 0 : width(largest - smallest);
    long[] differences = new long[count];
    for (int i = 0; i < count; i++) {
      differences[i] = nulls != null && nulls[i] ? 0 : values[i] - base;
    }
    out.putLong(base);
    out.putByte(width);
    out.putNarrow(differences, count, width);
  }

  /// How many bytes hold an unsigned number.
  private static int width(long largest) {
    if (largest == 0) {
      return 0;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(largest);
    return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
  }

  private static long[] bits(DoubleVector doubles, int count) {
    long[] bits = new long[count];
    double[] values = doubles.values();
    boolean[] nulls = doubles.nulls();
    for (int i = 0; i < count; i++) {
      bits[i] = nulls != null && nulls[i] ? 0 : Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }

  private static boolean isShort(Int128Vector wide, int count) {
    for (int i = 0; i < count && !wide.isShort(); i++) {
      if (wide.high()[i] != wide.low()[i] >> 63 && !wide.isNull(i)) {
        return false;
      }
    }
    return true;
  }

  private void putStrings(BytesVector strings, boolean @Nullable [] nulls, int rowCount) {
    if (dictionaryBuilder.build(strings, rowCount)) {
      var entries = dictionaryBuilder.entries();
      putHeader(DICTIONARY, nulls, rowCount);
      out.putInt(entries.rowCount());
      putBytes(entries, entries.rowCount());
      int width = width(entries.rowCount() - 1L);
      out.putByte(width);
      out.putNarrow(dictionaryBuilder.ids(), rowCount, width);
    } else {
      putHeader(STRINGS, nulls, rowCount);
      putBytes(strings, rowCount);
    }
  }

  /// The width of the lengths, the lengths, the bytes. NULLs are written as empty.
  private void putBytes(BytesVector strings, int count) {
    int[] lengths = strings.lengths();
    boolean[] nulls = strings.nulls();
    long[] written = new long[count];
    long longest = 0;
    for (int i = 0; i < count; i++) {
      written[i] = nulls != null && nulls[i] ? 0 : lengths[i];
      longest = Math.max(longest, written[i]);
    }
    int width = width(longest);
    out.putByte(width);
    out.putNarrow(written, count, width);
    for (int i = 0; i < count; i++) {
      out.putBytes(strings.data(), strings.starts()[i], (int) written[i]);
    }
  }

  /// The rows of a payload, as vectors of `types`.
  ///
  /// @throws MalformedPayload when the bytes are no payload of `rowCount` rows of these types
  static List<Vector> decode(
      byte[] bytes, int offset, int end, List<PhysicalType> types, int rowCount) {
    var in = new PayloadReader(bytes, offset, end);
    check("version", VERSION, in.readByte());
    check("number of columns", types.size(), in.readShort());
    check("number of rows", rowCount, in.readInt());
    var columns = new ArrayList<Vector>(types.size());
    for (var type : types) {
      columns.add(decode(in, type, rowCount));
    }
    check("number of bytes after the last column", 0, in.remaining());
    return columns;
  }

  private static void check(String what, int expected, int found) {
    if (expected != found) {
      throw new MalformedPayload("the %s is %d, not %d".formatted(what, found, expected));
    }
  }

  private static Vector decode(PayloadReader in, PhysicalType type, int rowCount) {
    int encoding = in.readByte();
    boolean[] nulls = in.readByte() == 0 ? null : in.readBits(rowCount);
    var vector =
        switch (encoding) {
          case LONGS -> new LongVector(rowCount, readLongs(in, rowCount), nulls);
          case DOUBLES -> readDoubles(in, rowCount, nulls);
          case INT128S -> {
            long[] low = readLongs(in, rowCount);
            yield new Int128Vector(rowCount, readLongs(in, rowCount), low, nulls);
          }
          case SHORT_INT128S -> Int128Vector.ofShort(rowCount, readLongs(in, rowCount), nulls);
          case STRINGS -> readBytes(in, rowCount, nulls);
          case DICTIONARY -> readDictionary(in, rowCount, nulls);
          default -> throw new MalformedPayload("encoding " + encoding);
        };
    if (physicalType(vector) != type) {
      throw new MalformedPayload("a column of encoding " + encoding + " should be of " + type);
    }
    return vector;
  }

  private static PhysicalType physicalType(Vector vector) {
    return switch (vector) {
      case LongVector _ -> PhysicalType.LONG;
      case DoubleVector _ -> PhysicalType.DOUBLE;
      case Int128Vector _ -> PhysicalType.INT128;
      case BytesVector _ -> PhysicalType.BYTES;
    };
  }

  private static long[] readLongs(PayloadReader in, int count) {
    long base = in.readLong();
    return in.readNarrow(count, in.readByte(), base);
  }

  private static DoubleVector readDoubles(PayloadReader in, int count, boolean @Nullable [] nulls) {
    long[] bits = in.readNarrow(count, Long.BYTES, 0);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Double.longBitsToDouble(bits[i]);
    }
    return new DoubleVector(count, values, nulls);
  }

  private static BytesVector readBytes(PayloadReader in, int count, boolean @Nullable [] nulls) {
    int[] lengths = in.readNarrowInts(count, in.readByte(), Integer.MAX_VALUE);
    int[] starts = new int[count];
    long total = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = (int) total;
      total += lengths[i];
      if (total > in.remaining()) {
        throw new MalformedPayload("strings of more than %d bytes".formatted(in.remaining()));
      }
    }
    return new BytesVector(count, in.readBytes((int) total), starts, lengths, nulls);
  }

  private static BytesVector readDictionary(
      PayloadReader in, int count, boolean @Nullable [] nulls) {
    int entryCount = in.readInt();
    if (entryCount < 1 || entryCount > count) {
      throw new MalformedPayload("a dictionary of %d for %d rows".formatted(entryCount, count));
    }
    var entries = readBytes(in, entryCount, null);
    int[] ids = in.readNarrowInts(count, in.readByte(), entryCount);
    return BytesVector.ofDictionary(count, ids, entries, nulls);
  }
}
