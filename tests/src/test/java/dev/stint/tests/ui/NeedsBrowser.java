package dev.stint.tests.ui;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Runs a test where [Browser] can be. Elsewhere the test is skipped and says so; with `CI=true` it
/// fails.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Condition.class)
@interface NeedsBrowser {

  /// Decides it.
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      var missing = Browser.missing();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("Chromium is there");
      }
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(context.getDisplayName() + " cannot run: " + missing.get());
      }
      System.out.println("SKIPPED " + context.getDisplayName() + ": " + missing.get());
      return ConditionEvaluationResult.disabled(missing.get());
    }
  }
}
