package dev.stint.executor.user;

import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Calls code of a user: whatever it throws is the user's error and names the function and the
/// arguments, but for memory that runs out.
final class UserCalls {

  private static final int MAX_ARGUMENT_CHARACTERS = 200;

  private final UserCode code;

  UserCalls(UserCode code) {
    this.code = code;
  }

  <T extends @Nullable Object> T call(@Nullable Object[] arguments, Callable<T> call) {
    return guarded(call, () -> texts(arguments));
  }

  /// For code that is given many rows at once.
  void callForAll(int rowCount, Callable<?> call) {
    var _ = guarded(call, () -> "… for %d rows".formatted(rowCount));
  }

  private <T extends @Nullable Object> T guarded(Callable<T> call, Supplier<String> given) {
    try {
      return call.call();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Exception | Error e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw StintException.user(
          "[FAILED_EXECUTE_UDF] %s(%s) of %s failed: %s"
              .formatted(code.function(), given.get(), code.className(), e),
          e);
    }
  }

  /// What it gave, as values of the type that it said.
  Vector vector(@Nullable Object[] results, DataType type) {
    try {
      return UserValues.vector(results, type);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw StintException.user(
          "[FAILED_EXECUTE_UDF] %s of %s: %s"
              .formatted(code.function(), code.className(), e.getMessage()),
          e);
    }
  }

  private static String texts(@Nullable Object[] arguments) {
    return Arrays.stream(arguments).map(UserCalls::text).collect(Collectors.joining(", "));
  }

  private static String text(@Nullable Object argument) {
    var text =
        switch (argument) {
          case null -> "NULL";
          case byte[] bytes -> bytes.length + " bytes";
          case String string -> "'" + string + "'";
          default -> argument.toString();
        };
    return text.length() <= MAX_ARGUMENT_CHARACTERS
        ? text
        : text.substring(0, MAX_ARGUMENT_CHARACTERS) + "…";
  }
}
