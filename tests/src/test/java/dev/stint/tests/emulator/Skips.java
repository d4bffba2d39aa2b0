package dev.stint.tests.emulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips tests of what a machine lacks, aloud.
public final class Skips {

  private Skips() {}

  /// Goes on with a test if nothing is missing; else it is skipped and says so, and fails with
  /// `CI=true`.
  public static void unlessThere(@Nullable String missing) {
    if (missing == null) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("the test cannot run: " + missing);
    }
    System.out.println("SKIPPED: " + missing);
    Assumptions.abort(missing);
  }

  /// Runs the test if nothing is missing; else it is skipped and says so, and fails with `CI=true`.
  public static ConditionEvaluationResult unlessThere(
      Optional<String> missing, ExtensionContext context) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("nothing is missing");
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(context.getDisplayName() + " cannot run: " + missing.get());
    }
    System.out.println("SKIPPED " + context.getDisplayName() + ": " + missing.get());
    return ConditionEvaluationResult.disabled(missing.get());
  }
}
