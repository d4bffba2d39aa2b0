package dev.stint.executor.batch;

import dev.stint.plan.type.PhysicalType;
import org.jspecify.annotations.Nullable;

/// One column of a batch, in one of the four physical types.
///
/// Its arrays may be longer than `rowCount` and are shared, not copied: whoever makes a vector
/// hands them over and writes them no more while the vector is in use. Where `nulls` marks a row,
/// the value arrays hold something harmless (0, the empty string) that must not be looked at.
public sealed interface Vector permits LongVector, DoubleVector, Int128Vector, BytesVector {

  int rowCount();

  /// One flag per row, true for NULL; `null` when the vector holds none.
  boolean @Nullable [] nulls();

  /// The rows `rows[0..count)`, in that order.
  Vector gather(int[] rows, int count);

  /// As [#gather], with NULL for a negative row.
  Vector gatherOrNull(int[] rows, int count);

  /// `count` rows from `from`. Those from the first row on share this vector's arrays.
  Vector slice(int from, int count);

  default boolean isNull(int row) {
    boolean[] nulls = nulls();
    return nulls != null && nulls[row];
  }

  /// `rowCount` NULLs.
  static Vector nulls(PhysicalType type, int rowCount) {
    boolean[] nulls = new boolean[rowCount];
    java.util.Arrays.fill(nulls, true);
    return switch (type) {
      case LONG -> new LongVector(rowCount, new long[rowCount], nulls);
      case DOUBLE -> new DoubleVector(rowCount, new double[rowCount], nulls);
      case INT128 -> new Int128Vector(rowCount, new long[rowCount], new long[rowCount], nulls);
      case BYTES ->
          new BytesVector(rowCount, new byte[0], new int[rowCount], new int[rowCount], nulls);
    };
  }
}
