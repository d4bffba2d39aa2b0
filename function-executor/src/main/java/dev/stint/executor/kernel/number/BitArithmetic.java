package dev.stint.executor.kernel.number;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;

/// Bits of whole numbers. Values are sign-extended, so that the bits of each type agree.
public final class BitArithmetic {

  private BitArithmetic() {}

  public static LongVector and(LongVector left, LongVector right) {
    int rowCount = left.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = left.values()[row] & right.values()[row];
    }
    return new LongVector(rowCount, out, Nulls.either(left.nulls(), right.nulls(), rowCount));
  }

  public static LongVector or(LongVector left, LongVector right) {
    int rowCount = left.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = left.values()[row] | right.values()[row];
    }
    return new LongVector(rowCount, out, Nulls.either(left.nulls(), right.nulls(), rowCount));
  }

  public static LongVector xor(LongVector left, LongVector right) {
    int rowCount = left.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = left.values()[row] ^ right.values()[row];
    }
    return new LongVector(rowCount, out, Nulls.either(left.nulls(), right.nulls(), rowCount));
  }

  public static LongVector not(LongVector vector) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = ~vector.values()[row];
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  /// Of `INT` or `BIGINT`; the distance counts modulo the type's bits.
  public static LongVector shiftLeft(LongVector vector, LongVector distances, DataType type) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    boolean isInt = type.kind() == TypeKind.INT;
    for (int row = 0; row < rowCount; row++) {
      long value = vector.values()[row];
      long distance = distances.values()[row];
      out[row] = isInt ? (int) (value << (distance & 31)) : value << (distance & 63);
    }
    return new LongVector(rowCount, out, Nulls.either(vector.nulls(), distances.nulls(), rowCount));
  }

  /// The sign moves in from the left.
  public static LongVector shiftRight(LongVector vector, LongVector distances, DataType type) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    long mask = type.kind() == TypeKind.INT ? 31 : 63;
    for (int row = 0; row < rowCount; row++) {
      out[row] = vector.values()[row] >> (distances.values()[row] & mask);
    }
    return new LongVector(rowCount, out, Nulls.either(vector.nulls(), distances.nulls(), rowCount));
  }

  public static LongVector shiftRightUnsigned(
      LongVector vector, LongVector distances, DataType type) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    boolean isInt = type.kind() == TypeKind.INT;
    for (int row = 0; row < rowCount; row++) {
      long value = vector.values()[row];
      long distance = distances.values()[row];
      out[row] = isInt ? (int) value >>> (distance & 31) : value >>> (distance & 63);
    }
    return new LongVector(rowCount, out, Nulls.either(vector.nulls(), distances.nulls(), rowCount));
  }

  public static LongVector count(LongVector vector) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = Long.bitCount(vector.values()[row]);
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  /// The bit at each place of numbers of `type`, from 0 for the lowest.
  public static LongVector get(LongVector vector, LongVector places, DataType type) {
    int bits =
        switch (type.kind()) {
          case TINYINT -> Byte.SIZE;
          case SMALLINT -> Short.SIZE;
          case INT -> Integer.SIZE;
          default -> Long.SIZE;
        };
    return TextRows.longs(
        new Vector[] {vector, places},
        vector.rowCount(),
        row -> {
          long place = places.values()[row];
          if (place < 0 || place >= bits) {
            throw StintException.user(
                ("[INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE] getbit: %s has bits 0 to %d, but not"
                        + " %d. Guard the row with CASE.")
                    .formatted(type, bits - 1, place));
          }
          return vector.values()[row] >> place & 1;
        });
  }
}
