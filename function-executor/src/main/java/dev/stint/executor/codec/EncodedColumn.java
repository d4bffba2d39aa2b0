package dev.stint.executor.codec;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.PhysicalType;
import org.jspecify.annotations.Nullable;

/// A column of a payload, any rows of which can be read. Strings stay where they are, in the
/// payload's bytes. Belongs to one thread.
sealed interface EncodedColumn {

  /// How its vectors lie in memory.
  PhysicalType type();

  /// `count` rows from `from`, in arrays of `room`; `nulls` marks those that are NULL.
  Vector read(int from, int count, boolean @Nullable [] nulls, ColumnRoom room);

  /// What it holds beside the payload.
  default long heldBytes() {
    return 0;
  }

  /// Encoding 1.
  record Longs(NarrowValues values) implements EncodedColumn {

    @Override
    public PhysicalType type() {
      return PhysicalType.LONG;
    }

    @Override
    public Vector read(int from, int count, boolean @Nullable [] nulls, ColumnRoom room) {
      long[] longs = room.longs(count);
      values.read(from, count, longs);
      return new LongVector(count, longs, nulls);
    }
  }

  /// Encoding 2.
  record Doubles(NarrowValues values) implements EncodedColumn {

    @Override
    public PhysicalType type() {
      return PhysicalType.DOUBLE;
    }

    @Override
    public Vector read(int from, int count, boolean @Nullable [] nulls, ColumnRoom room) {
      double[] doubles = room.doubles(count);
      values.read(from, count, doubles);
      return new DoubleVector(count, doubles, nulls);
    }
  }

  /// Encodings 3 and 4, which has no `high`.
  record Int128s(NarrowValues low, @Nullable NarrowValues high) implements EncodedColumn {

    @Override
    public PhysicalType type() {
      return PhysicalType.INT128;
    }

    @Override
    public Vector read(int from, int count, boolean @Nullable [] nulls, ColumnRoom room) {
      long[] lows = room.longs(count);
      low.read(from, count, lows);
      if (high == null) {
        return Int128Vector.ofShort(count, lows, nulls);
      }
      long[] highs = room.highLongs(count);
      high.read(from, count, highs);
      return new Int128Vector(count, highs, lows, nulls);
    }
  }

  /// Encoding 5. Knows where the last rows that were read ended: they are mostly asked for in
  /// order.
  final class Strings implements EncodedColumn {

    private final NarrowValues lengths;
    private final byte[] bytes;
    private final int begin;
    private int nextRow;
    private int nextStart;

    /// The strings lie back to back in `bytes` from `begin`.
    Strings(NarrowValues lengths, byte[] bytes, int begin) {
      this.lengths = lengths;
      this.bytes = bytes;
      this.begin = begin;
      this.nextStart = begin;
    }

    @Override
    public PhysicalType type() {
      return PhysicalType.BYTES;
    }

    @Override
    public BytesVector read(int from, int count, boolean @Nullable [] nulls, ColumnRoom room) {
      int[] rowStarts = room.starts(count);
      int[] rowLengths = room.lengths(count);
      int start = start(from);
      lengths.read(from, count, rowLengths, Integer.MAX_VALUE);
      for (int row = 0; row < count; row++) {
        rowStarts[row] = start;
        start += rowLengths[row];
      }
      nextRow = from + count;
      nextStart = start;
      return new BytesVector(count, bytes, rowStarts, rowLengths, nulls);
    }

    private int start(int row) {
      return row >= nextRow
          ? nextStart + Math.toIntExact(lengths.sum(nextRow, row))
          : begin + Math.toIntExact(lengths.sum(0, row));
    }
  }

  /// Encoding 6.
  record Dictionary(NarrowValues ids, BytesVector entries) implements EncodedColumn {

    @Override
    public PhysicalType type() {
      return PhysicalType.BYTES;
    }

    @Override
    public Vector read(int from, int count, boolean @Nullable [] nulls, ColumnRoom room) {
      int[] rowIds = room.ids(count);
      ids.read(from, count, rowIds, entries.rowCount());
      return BytesVector.ofDictionary(
          count, rowIds, entries, room.starts(count), room.lengths(count), nulls);
    }

    @Override
    public long heldBytes() {
      return 2L * Integer.BYTES * entries.rowCount();
    }
  }
}
