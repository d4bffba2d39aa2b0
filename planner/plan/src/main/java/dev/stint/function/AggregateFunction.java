package dev.stint.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function that gives a value for each group of rows, or for a window. The values of a group are
/// gathered first, equal ones once, and then come in their own order, whatever that of the rows
/// was. `S` is what it keeps of a group. One instance belongs to one task's one thread.
public interface AggregateFunction<S> {

  /// As [ScalarFunction#name].
  String name();

  /// As [ScalarFunction#resultType].
  String resultType(List<String> argumentTypes);

  /// Whether rows with a NULL among the arguments count. If not, which is usual, they are left out.
  default boolean takesNulls() {
    return false;
  }

  /// What is kept of a group without rows.
  S start();

  /// What is kept once a row has been added; may be `state` itself, changed.
  ///
  /// @throws Exception as [ScalarFunction#apply]
  S add(S state, @Nullable Object[] arguments) throws Exception;

  /// As [#add], for `count` rows of the same values.
  ///
  /// @throws Exception as [ScalarFunction#apply]
  default S add(S state, @Nullable Object[] arguments, long count) throws Exception {
    S sum = state;
    for (long row = 0; row < count; row++) {
      sum = add(sum, arguments);
    }
    return sum;
  }

  /// The group's value.
  ///
  /// @throws Exception as [ScalarFunction#apply]
  @Nullable Object finish(S state) throws Exception;
}
