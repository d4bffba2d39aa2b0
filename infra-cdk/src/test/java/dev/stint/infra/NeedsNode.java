package dev.stint.infra;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Runs a test where there is Node, in which the CDK runs. Elsewhere the test is skipped and says
/// so; with `CI=true` it fails.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {

  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (isNodeThere()) {
        return ConditionEvaluationResult.enabled("node answers");
      }
      String message = "no Node on the path: put node 22 or newer there";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(context.getDisplayName() + " cannot run: " + message);
      }
      System.out.println("SKIPPED " + context.getDisplayName() + ": " + message);
      return ConditionEvaluationResult.disabled(message);
    }

    private static boolean isNodeThere() {
      try {
        var node =
            new ProcessBuilder("node", "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return node.waitFor(20, TimeUnit.SECONDS) && node.exitValue() == 0;
      } catch (IOException _) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while asking for node", e);
      }
    }
  }
}
