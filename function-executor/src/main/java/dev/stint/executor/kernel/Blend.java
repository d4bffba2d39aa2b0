package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.ArrayGrowth;
import dev.stint.plan.type.PhysicalType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts a vector together from pieces that were computed for some of its rows. Rows that no piece
/// covers are NULL.
public final class Blend {

  private final PhysicalType type;
  private final int rowCount;
  private final boolean[] isNull;
  private final long[] longs;
  private final long[] lows;
  private final double[] doubles;
  private final int[] starts;
  private final int[] lengths;
  private byte[] data = new byte[0];
  private int dataBytes;

  public Blend(PhysicalType type, int rowCount) {
    this.type = type;
    this.rowCount = rowCount;
    this.isNull = new boolean[rowCount];
    Arrays.fill(isNull, true);
    boolean isLongs = type == PhysicalType.LONG || type == PhysicalType.INT128;
    this.longs = new long[isLongs ? rowCount : 0];
    this.lows = new long[type == PhysicalType.INT128 ? rowCount : 0];
    this.doubles = new double[type == PhysicalType.DOUBLE ? rowCount : 0];
    this.starts = new int[type == PhysicalType.BYTES ? rowCount : 0];
    this.lengths = new int[type == PhysicalType.BYTES ? rowCount : 0];
  }

  /// Row i of `piece` becomes row `rows[i]`.
  public void putGathered(Vector piece, int[] rows, int count) {
    put(piece, null, rows, count);
  }

  /// Row `rows[i]` of `piece`, which has all rows, stays where it is.
  public void putAligned(Vector piece, int[] rows, int count) {
    put(piece, rows, rows, count);
  }

  private void put(Vector piece, int @Nullable [] sources, int[] rows, int count) {
    boolean[] nulls = piece.nulls();
    for (int i = 0; i < count; i++) {
      isNull[rows[i]] = nulls != null && nulls[sources == null ? i : sources[i]];
    }
    switch (piece) {
      case LongVector vector -> copy(vector.values(), sources, rows, count, longs);
      case DoubleVector vector -> {
        double[] values = vector.values();
        for (int i = 0; i < count; i++) {
          doubles[rows[i]] = values[sources == null ? i : sources[i]];
        }
      }
      case Int128Vector vector -> {
        copy(vector.high(), sources, rows, count, longs);
        copy(vector.low(), sources, rows, count, lows);
      }
      case BytesVector vector -> copyBytes(vector, sources, rows, count);
    }
  }

  private static void copy(
      long[] values, int @Nullable [] sources, int[] rows, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[rows[i]] = values[sources == null ? i : sources[i]];
    }
  }

  private void copyBytes(BytesVector piece, int @Nullable [] sources, int[] rows, int count) {
    long pieceBytes = 0;
    for (int i = 0; i < count; i++) {
      int source = sources == null ? i : sources[i];
      pieceBytes += piece.isNull(source) ? 0 : piece.lengths()[source];
    }
    // Rows that share bytes, as those of a constant do, go on sharing them.
    boolean isWhole = piece.data().length <= pieceBytes;
    int base = dataBytes;
    ensure(isWhole ? piece.data().length : pieceBytes);
    if (isWhole) {
      System.arraycopy(piece.data(), 0, data, dataBytes, piece.data().length);
      dataBytes += piece.data().length;
    }
    for (int i = 0; i < count; i++) {
      int source = sources == null ? i : sources[i];
      if (piece.isNull(source)) {
        continue;
      }
      int start = piece.starts()[source];
      int length = piece.lengths()[source];
      lengths[rows[i]] = length;
      starts[rows[i]] = isWhole ? base + start : dataBytes;
      if (!isWhole) {
        System.arraycopy(piece.data(), start, data, dataBytes, length);
        dataBytes += length;
      }
    }
  }

  private void ensure(long bytes) {
    int needed = ArrayGrowth.checkLength("the strings of a batch", dataBytes + bytes);
    if (needed > data.length) {
      data = Arrays.copyOf(data, needed);
    }
  }

  public Vector build() {
    boolean isAnyNull = false;
    for (boolean flag : isNull) {
      isAnyNull |= flag;
    }
    boolean[] nulls = isAnyNull ? isNull : null;
    return switch (type) {
      case LONG -> new LongVector(rowCount, longs, nulls);
      case DOUBLE -> new DoubleVector(rowCount, doubles, nulls);
      case INT128 -> new Int128Vector(rowCount, longs, lows, nulls);
      case BYTES -> new BytesVector(rowCount, data, starts, lengths, nulls);
    };
  }
}
