package dev.stint.tests.functions;

import dev.stint.function.AggregateFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The function `udaf` of Spark's suite: how many values there are.
public final class Size implements AggregateFunction<Long> {

  @Override
  public String name() {
    return "udaf";
  }

  @Override
  public String resultType(List<String> argumentTypes) {
    return "int";
  }

  @Override
  public Long start() {
    return 0L;
  }

  @Override
  public Long add(Long state, @Nullable Object[] arguments) {
    return state + 1;
  }

  @Override
  public @Nullable Object finish(Long state) {
    return state;
  }
}
