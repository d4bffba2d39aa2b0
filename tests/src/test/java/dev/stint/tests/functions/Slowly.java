package dev.stint.tests.functions;

import dev.stint.function.ScalarFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The function `slowly`: its argument, after a second. A statement with it lasts longer than that
/// on any machine.
public final class Slowly implements ScalarFunction {

  private static final long MILLIS = 1_000;

  @Override
  public String name() {
    return "slowly";
  }

  @Override
  public String resultType(List<String> argumentTypes) {
    return argumentTypes.getFirst();
  }

  @Override
  public @Nullable Object apply(@Nullable Object[] arguments) throws InterruptedException {
    Thread.sleep(MILLIS);
    return arguments[0];
  }
}
