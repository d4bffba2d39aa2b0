package dev.stint.executor.codec;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.type.PhysicalType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows as payload bytes, column by column; the module's README gives the format byte by byte.
public final class BatchCodec {

  static final int VERSION = 1;

  static final int LONGS = 1;
  static final int DOUBLES = 2;
  static final int INT128S = 3;

  /// Values of 128 bits that all fit 64.
  static final int SHORT_INT128S = 4;

  static final int STRINGS = 5;
  static final int DICTIONARY = 6;

  private final PayloadWriter out;
  private final DictionaryBuilder dictionaryBuilder = new DictionaryBuilder();

  /// For the column that is being put in order.
  private final ColumnRoom room = new ColumnRoom();

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
    begin(columns.size(), rowCount);
    for (var column : columns) {
      encode(column, rowCount);
    }
  }

  /// Encodes the rows `order[from..from + count)` of `columns`.
  public void encode(List<? extends Vector> columns, int[] order, int from, int count) {
    begin(columns.size(), count);
    for (var column : columns) {
      encode(room.gather(column, order, from, count), count);
    }
  }

  private void begin(int columnCount, int rowCount) {
    out.clear();
    out.putByte(VERSION);
    out.putShort(columnCount);
    out.putInt(rowCount);
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
        out.putDoubles(doubles.values(), nulls, rowCount);
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
    out.putLong(base);
    out.putByte(width);
    out.putNarrow(values, base, nulls, count, width);
  }

  /// How many bytes hold an unsigned number.
  private static int width(long largest) {
    if (largest == 0) {
      return 0;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(largest);
    return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
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
      out.putNarrow(dictionaryBuilder.ids(), null, rowCount, width);
    } else {
      putHeader(STRINGS, nulls, rowCount);
      putBytes(strings, rowCount);
    }
  }

  /// The width of the lengths, the lengths, the bytes. NULLs are written as empty.
  private void putBytes(BytesVector strings, int count) {
    int[] lengths = strings.lengths();
    boolean[] nulls = strings.nulls();
    int longest = 0;
    long total = 0;
    for (int i = 0; i < count; i++) {
      int length = nulls != null && nulls[i] ? 0 : lengths[i];
      longest = Math.max(longest, length);
      total += length;
    }
    int width = width(longest);
    out.putByte(width);
    out.putNarrow(lengths, nulls, count, width);
    out.putStrings(strings, count, total);
  }

  /// The rows of a payload, as vectors of `types`, whose strings lie in `bytes`.
  ///
  /// @throws MalformedPayload when the bytes are no payload of `rowCount` rows of these types
  static List<Vector> decode(
      byte[] bytes, int offset, int end, List<PhysicalType> types, int rowCount) {
    var rooms = Stream.generate(ColumnRoom::new).limit(types.size()).toList();
    return new EncodedRows(bytes, offset, end, types, rowCount).read(0, rowCount, rooms);
  }
}
