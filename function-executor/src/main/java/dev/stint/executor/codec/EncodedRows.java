package dev.stint.executor.codec;

import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.PhysicalType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a payload, which stay encoded until they are read, a part at a time. Belongs to one
/// thread.
final class EncodedRows {

  private final byte[] bytes;
  private final int rowCount;
  private final List<EncodedColumn> columns;

  /// Where the flags of each column's NULLs lie; -1 for columns that have none.
  private final int[] nullsAt;

  /// @throws MalformedPayload when the bytes are no payload of `rowCount` rows of these types
  EncodedRows(byte[] bytes, int offset, int end, List<PhysicalType> types, int rowCount) {
    this.bytes = bytes;
    this.rowCount = rowCount;
    this.columns = new ArrayList<>(types.size());
    this.nullsAt = new int[types.size()];
    var in = new PayloadReader(bytes, offset, end);
    check("version", BatchCodec.VERSION, in.readByte());
    check("number of columns", types.size(), in.readShort());
    check("number of rows", rowCount, in.readInt());
    for (int column = 0; column < nullsAt.length; column++) {
      columns.add(column(in, types.get(column), column));
    }
    check("number of bytes after the last column", 0, in.remaining());
  }

  private static void check(String what, int expected, int found) {
    if (expected != found) {
      throw new MalformedPayload("the %s is %d, not %d".formatted(what, found, expected));
    }
  }

  private EncodedColumn column(PayloadReader in, PhysicalType type, int number) {
    int encoding = in.readByte();
    nullsAt[number] = in.readByte() == 0 ? -1 : in.take((rowCount + 7L) >> 3);
    var column =
        switch (encoding) {
          case BatchCodec.LONGS -> new EncodedColumn.Longs(longs(in));
          case BatchCodec.DOUBLES ->
              new EncodedColumn.Doubles(in.takeNarrow(rowCount, Double.BYTES, 0));
          case BatchCodec.INT128S -> new EncodedColumn.Int128s(longs(in), longs(in));
          case BatchCodec.SHORT_INT128S -> new EncodedColumn.Int128s(longs(in), null);
          case BatchCodec.STRINGS -> strings(in, rowCount);
          case BatchCodec.DICTIONARY -> dictionary(in);
          default -> throw new MalformedPayload("encoding " + encoding);
        };
    if (column.type() != type) {
      throw new MalformedPayload("a column of encoding " + encoding + " should be of " + type);
    }
    return column;
  }

  private NarrowValues longs(PayloadReader in) {
    long base = in.readLong();
    return in.takeNarrow(rowCount, in.readByte(), base);
  }

  private static EncodedColumn.Strings strings(PayloadReader in, int count) {
    var lengths = in.takeNarrow(count, in.readByte(), 0);
    int begin = in.take(lengths.sum(0, count));
    return new EncodedColumn.Strings(lengths, in.bytes(), begin);
  }

  private EncodedColumn.Dictionary dictionary(PayloadReader in) {
    int entryCount = in.readInt();
    if (entryCount < 1 || entryCount > rowCount) {
      throw new MalformedPayload("a dictionary of %d for %d rows".formatted(entryCount, rowCount));
    }
    var entries = strings(in, entryCount).read(0, entryCount, null, new ColumnRoom());
    return new EncodedColumn.Dictionary(in.takeNarrow(rowCount, in.readByte(), 0), entries);
  }

  /// `count` rows from `from`, in arrays of `rooms`, one of each column.
  ///
  /// @throws MalformedPayload when a dictionary has no such entry
  List<Vector> read(int from, int count, List<ColumnRoom> rooms) {
    var vectors = new ArrayList<Vector>(columns.size());
    for (int column = 0; column < nullsAt.length; column++) {
      var room = rooms.get(column);
      vectors.add(columns.get(column).read(from, count, nulls(column, from, count, room), room));
    }
    return vectors;
  }

  private boolean @Nullable [] nulls(int column, int from, int count, ColumnRoom room) {
    int at = nullsAt[column];
    if (at < 0) {
      return null;
    }
    boolean[] flags = room.nulls(count);
    for (int i = 0; i < count; i++) {
      int row = from + i;
      flags[i] = (bytes[at + (row >> 3)] >> (row & 7) & 1) != 0;
    }
    return flags;
  }

  /// What is held beside the payload.
  long heldBytes() {
    long held = 0;
    for (var column : columns) {
      held += column.heldBytes();
    }
    return held;
  }
}
