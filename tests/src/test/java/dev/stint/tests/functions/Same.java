package dev.stint.tests.functions;

import dev.stint.function.ScalarFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The function `udf` of Spark's suite: its argument.
public final class Same implements ScalarFunction {

  @Override
  public String name() {
    return "udf";
  }

  @Override
  public String resultType(List<String> argumentTypes) {
    if (argumentTypes.size() != 1) {
      throw new IllegalArgumentException("takes one argument");
    }
    return argumentTypes.getFirst();
  }

  @Override
  public @Nullable Object apply(@Nullable Object[] arguments) {
    return arguments[0];
  }
}
