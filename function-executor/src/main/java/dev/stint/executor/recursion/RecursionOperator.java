package dev.stint.executor.recursion;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.RecursionNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives the rows of the anchor, then level after level those that the step makes of the rows
/// before. The step's operators are made anew for each level, but for the first one's.
public final class RecursionOperator implements Operator {

  private final RecursionNode node;
  private final Level level;
  private final Supplier<Operator> steps;
  private Operator current;
  private @Nullable Operator firstStep;
  private int levels;
  private long rows;
  private boolean isOver;

  public RecursionOperator(
      RecursionNode node,
      Operator anchor,
      Operator firstStep,
      Supplier<Operator> steps,
      Level level) {
    this.node = node;
    this.current = anchor;
    this.firstStep = firstStep;
    this.steps = steps;
    this.level = level;
  }

  @Override
  public @Nullable Batch next() {
    while (!isOver) {
      var batch = current.next();
      if (batch != null) {
        count(batch);
        level.add(batch);
        return batch;
      }
      current.close();
      isOver = !level.advance();
      if (!isOver) {
        current = nextStep();
      }
    }
    return null;
  }

  private void count(Batch batch) {
    rows += batch.rowCount();
    if (rows > node.maxRows()) {
      throw StintException.user(
          "[RECURSION_ROW_LIMIT_EXCEEDED] WITH RECURSIVE gives more than %,d rows; give its step a condition that ends it"
              .formatted(node.maxRows()));
    }
  }

  private Operator nextStep() {
    levels++;
    if (levels > node.maxLevels()) {
      throw StintException.user(
          "[RECURSION_LEVEL_LIMIT_EXCEEDED] WITH RECURSIVE goes deeper than %,d levels; give its step a condition that ends it, or write MAX RECURSION LEVEL n after the name"
              .formatted(node.maxLevels()));
    }
    var first = firstStep;
    firstStep = null;
    return first == null ? steps.get() : first;
  }

  @Override
  public void close() {
    current.close();
    if (firstStep != null) {
      firstStep.close();
    }
    level.close();
  }
}
