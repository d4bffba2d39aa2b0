package dev.stint.executor.hash;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import java.util.Arrays;

/// Whether rows of a batch equal the keys that their hashes led to. NULL equals NULL, NaN equals
/// NaN, 0.0 equals -0.0.
final class KeyMatch {

  private KeyMatch() {}

  /// Sets `differs[row]` for each of the `count` rows of `vector` that does not equal row
  /// `groups[row]` of `keys`; rows whose group is negative are left alone. Says whether it set any.
  static boolean markDifferent(
      Vector vector, Vector keys, int[] groups, int count, boolean[] differs) {
    boolean isAny =
        switch (vector) {
          case LongVector longs ->
              longs(longs.values(), ((LongVector) keys).values(), groups, count, differs);
          case DoubleVector doubles ->
              doubles(doubles.values(), ((DoubleVector) keys).values(), groups, count, differs);
          case Int128Vector wide -> int128s(wide, (Int128Vector) keys, groups, count, differs);
          case BytesVector bytes -> bytes(bytes, (BytesVector) keys, groups, count, differs);
        };
    if (vector.nulls() == null && keys.nulls() == null) {
      return isAny;
    }
    return nulls(vector, keys, groups, count, differs);
  }

  /// The values that NULLs hide were compared too: whether one row differs is decided here.
  private static boolean nulls(
      Vector vector, Vector keys, int[] groups, int count, boolean[] differs) {
    boolean[] left = vector.nulls();
    boolean[] right = keys.nulls();
    boolean isAny = false;
    for (int row = 0; row < count; row++) {
      int group = groups[row];
      if (group >= 0) {
        boolean isLeftNull = left != null && left[row];
        boolean isRightNull = right != null && right[group];
        if (isLeftNull || isRightNull) {
          differs[row] = isLeftNull != isRightNull;
        }
        isAny |= differs[row];
      }
    }
    return isAny;
  }

  private static boolean longs(
      long[] values, long[] keys, int[] groups, int count, boolean[] differs) {
    boolean isAny = false;
    for (int row = 0; row < count; row++) {
      int group = groups[row];
      if (group >= 0 && values[row] != keys[group]) {
        differs[row] = true;
        isAny = true;
      }
    }
    return isAny;
  }

  private static boolean doubles(
      double[] values, double[] keys, int[] groups, int count, boolean[] differs) {
    boolean isAny = false;
    for (int row = 0; row < count; row++) {
      int group = groups[row];
      if (group >= 0 && !isEqual(values[row], keys[group])) {
        differs[row] = true;
        isAny = true;
      }
    }
    return isAny;
  }

  private static boolean int128s(
      Int128Vector values, Int128Vector keys, int[] groups, int count, boolean[] differs) {
    boolean isAny = false;
    for (int row = 0; row < count; row++) {
      int group = groups[row];
      if (group >= 0
          && (values.low()[row] != keys.low()[group] || values.high()[row] != keys.high()[group])) {
        differs[row] = true;
        isAny = true;
      }
    }
    return isAny;
  }

  private static boolean bytes(
      BytesVector values, BytesVector keys, int[] groups, int count, boolean[] differs) {
    // Of rows decoded from a dictionary the entries are compared, wherever the rows lie.
    var dictionary = values.dictionary();
    int[] ids = dictionary == null ? null : values.ids();
    var strings = dictionary == null ? values : dictionary;
    byte[] bytes = strings.data();
    int[] starts = strings.starts();
    int[] lengths = strings.lengths();
    byte[] keyBytes = keys.data();
    int[] keyStarts = keys.starts();
    int[] keyLengths = keys.lengths();
    boolean isAny = false;
    for (int row = 0; row < count; row++) {
      int group = groups[row];
      if (group < 0) {
        continue;
      }
      int string = ids == null ? row : ids[row];
      int start = starts[string];
      int end = start + lengths[string];
      int keyStart = keyStarts[group];
      if (!Arrays.equals(bytes, start, end, keyBytes, keyStart, keyStart + keyLengths[group])) {
        differs[row] = true;
        isAny = true;
      }
    }
    return isAny;
  }

  private static boolean isEqual(double left, double right) {
    return left == right || (Double.isNaN(left) && Double.isNaN(right));
  }

  private static boolean isEqual(BytesVector left, int leftRow, BytesVector right, int rightRow) {
    int leftStart = left.starts()[leftRow];
    int rightStart = right.starts()[rightRow];
    return Arrays.equals(
        left.data(),
        leftStart,
        leftStart + left.lengths()[leftRow],
        right.data(),
        rightStart,
        rightStart + right.lengths()[rightRow]);
  }

  /// Whether one row equals one key, for the rare rows whose hash is shared.
  static boolean isEqual(Vector vector, int row, Vector keys, int group) {
    if (vector.isNull(row) || keys.isNull(group)) {
      return vector.isNull(row) && keys.isNull(group);
    }
    return switch (vector) {
      case LongVector longs -> longs.values()[row] == ((LongVector) keys).values()[group];
      case DoubleVector doubles ->
          isEqual(doubles.values()[row], ((DoubleVector) keys).values()[group]);
      case Int128Vector wide ->
          wide.high()[row] == ((Int128Vector) keys).high()[group]
              && wide.low()[row] == ((Int128Vector) keys).low()[group];
      case BytesVector bytes -> isEqual(bytes, row, (BytesVector) keys, group);
    };
  }
}
