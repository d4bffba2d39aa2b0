package dev.stint.tests.uses;

import dev.stint.tests.emulator.Skips;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Runs a test where the functions' zips have been made, as `mvn verify` does. Elsewhere, such as
/// in `mvn -Dfast test`, the test is skipped and says so; with `CI=true` it fails.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPackages.Condition.class)
@interface NeedsPackages {

  /// Decides it.
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Skips.unlessThere(FunctionPackages.missing(), context);
    }
  }
}
