package dev.stint.function;

import org.jspecify.annotations.Nullable;

/// A scalar function that does better with many rows than with one at a time. It is listed among
/// the scalar functions.
public interface VectorizedFunction extends ScalarFunction {

  /// The results for rows, of which `columns[argument][row]` are the arguments, into
  /// `results[row]`. Rows that are not to be given ([#takesNulls]) are left out.
  ///
  /// @throws Exception as [#apply], of whichever row
  void applyAll(@Nullable Object[][] columns, @Nullable Object[] results) throws Exception;

  @Override
  default @Nullable Object apply(@Nullable Object[] arguments) throws Exception {
    var columns = new @Nullable Object[arguments.length][1];
    for (int column = 0; column < columns.length; column++) {
      columns[column][0] = arguments[column];
    }
    var results = new @Nullable Object[1];
    applyAll(columns, results);
    return results[0];
  }
}
