package dev.stint.tests.uses;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Runs a test where Docker answers and has the image, or can pull it. Elsewhere the test is
/// skipped and says so, with `CI=true` too: the bed before it needs no Docker.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsLocalStack.Condition.class)
@interface NeedsLocalStack {

  /// Decides it, once.
  final class Condition implements ExecutionCondition {

    private static final Optional<String> MISSING = LocalStackImage.missing();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (MISSING.isEmpty()) {
        return ConditionEvaluationResult.enabled("Docker answers");
      }
      System.out.println("SKIPPED " + context.getDisplayName() + ": " + MISSING.get());
      return ConditionEvaluationResult.disabled(MISSING.get());
    }
  }
}
