package dev.stint.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function that gives a value for each row. One instance belongs to one task's one thread; there
/// may be many, in many processes.
public interface ScalarFunction {

  /// Under which SQL finds it, without regard to case: letters, digits and `_`. No name of a
  /// built-in function.
  String name();

  /// The type of the results for arguments of these types. It is asked while a statement is
  /// planned. `void` is the type of a bare NULL.
  ///
  /// @throws IllegalArgumentException when it takes no such arguments: its message, which says what
  ///   it takes, is told with the place in the statement
  String resultType(List<String> argumentTypes);

  /// Whether rows with a NULL among the arguments are given to [#apply]. If not, which is usual,
  /// the result is NULL for them.
  default boolean takesNulls() {
    return false;
  }

  /// Whether it gives the same for the same arguments, always. If not, it is computed once for each
  /// row, and not moved to where there are other rows. A task that is tried again may have other
  /// values.
  default boolean isDeterministic() {
    return true;
  }

  /// The result for a row. `arguments` is used anew for the next row.
  ///
  /// @throws Exception when there is none: the run fails, and names the function and the arguments.
  ///   [InterruptedException] when the thread was interrupted, which a function that takes long
  ///   should look for
  @Nullable Object apply(@Nullable Object[] arguments) throws Exception;
}
