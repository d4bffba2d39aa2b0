package dev.stint.executor.user;

import dev.stint.executor.batch.Vector;
import dev.stint.function.ScalarFunction;
import dev.stint.function.VectorizedFunction;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scalar function of a user, bound to the types of its arguments and results. Belongs to one
/// thread.
public final class UserScalar {

  private final UserCalls calls;
  private final ScalarFunction function;
  private final List<DataType> arguments;
  private final DataType result;

  UserScalar(UserCode code, ScalarFunction function, List<DataType> arguments, DataType result) {
    this.calls = new UserCalls(code);
    this.function = function;
    this.arguments = List.copyOf(arguments);
    this.result = result;
  }

  /// The results for `rowCount` rows.
  public Vector apply(Vector[] vectors, int rowCount) {
    int[] rows = function.takesNulls() ? all(rowCount) : withoutNulls(vectors, rowCount);
    var columns = new @Nullable Object[vectors.length][];
    for (int column = 0; column < columns.length; column++) {
      var given =
          rows.length == rowCount ? vectors[column] : vectors[column].gather(rows, rows.length);
      columns[column] = UserValues.objects(given, arguments.get(column));
    }
    var given = new @Nullable Object[rows.length];
    switch (function) {
      case VectorizedFunction vectorized when given.length > 0 ->
          calls.callForAll(
              given.length,
              () -> {
                vectorized.applyAll(columns, given);
                return true;
              });
      default -> applyEach(columns, given);
    }
    var results = new @Nullable Object[rowCount];
    for (int row = 0; row < rows.length; row++) {
      results[rows[row]] = given[row];
    }
    return calls.vector(results, result);
  }

  private void applyEach(@Nullable Object[][] columns, @Nullable Object[] results) {
    var row = new @Nullable Object[columns.length];
    for (int number = 0; number < results.length; number++) {
      for (int column = 0; column < columns.length; column++) {
        row[column] = columns[column][number];
      }
      results[number] = calls.call(row, () -> function.apply(row));
    }
  }

  private static int[] all(int rowCount) {
    int[] rows = new int[rowCount];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private static int[] withoutNulls(Vector[] vectors, int rowCount) {
    int[] rows = new int[rowCount];
    int count = 0;
    for (int row = 0; row < rowCount; row++) {
      boolean isGiven = true;
      for (var vector : vectors) {
        isGiven &= !vector.isNull(row);
      }
      rows[count] = row;
      count += isGiven ? 1 : 0;
    }
    return Arrays.copyOf(rows, count);
  }
}
