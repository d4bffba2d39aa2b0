package dev.stint.executor.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Closes several operators although one fails.
public final class Closing {

  private Closing() {}

  /// Closes all; throws the first failure with the others suppressed in it.
  public static void closeAll(List<? extends Operator> operators) {
    @Nullable RuntimeException failure = null;
    for (var operator : operators) {
      try {
        operator.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
