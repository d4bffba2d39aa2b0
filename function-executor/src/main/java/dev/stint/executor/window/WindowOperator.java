package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.node.WindowNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds a column per call to the rows of its sorted input.
///
/// It holds no more rows than the calls need around the row whose turn it is: next to none where
/// they run along, one partition where they look at the whole of it.
public final class WindowOperator implements Operator {

  private final Operator input;
  private final MemoryAccount memory;
  private final WindowRows rows;
  private final List<WindowFunction> functions;
  private final Reach reach;
  private final Step step;

  /// The most rows of a step. Fewer than half as many are not computed before the end of the input,
  /// nor dropped.
  private final int stepRows;

  /// Rows whose turn has come, of those held.
  private int done;

  private int ready;
  private boolean isAtEnd;

  public WindowOperator(Operator input, WindowNode node, MemoryBudget budget) {
    this(input, node, budget, Batch.MAX_ROWS);
  }

  WindowOperator(Operator input, WindowNode node, MemoryBudget budget, int stepRows) {
    this.input = input;
    this.memory = new MemoryAccount(budget, "window by " + node.partitionColumns());
    this.rows = new WindowRows(node, memory);
    this.functions =
        node.calls().stream()
            .map(call -> WindowFunctions.of(call, node.orderKeys(), memory))
            .toList();
    this.reach = functions.stream().map(WindowFunction::reach).reduce(Reach.ROW, Reach::and);
    this.step = new Step(rows);
    this.stepRows = stepRows;
  }

  @Override
  public @Nullable Batch next() {
    while (done == ready) {
      if (isAtEnd) {
        return null;
      }
      drop();
      take();
    }
    step.advance(done, Math.min(ready - done, stepRows));
    done += step.count();
    var columns = new ArrayList<Vector>(rows.batch(step.from(), step.count()).columns());
    for (var function : functions) {
      columns.add(function.compute(step));
    }
    return new Batch(step.count(), columns);
  }

  private void take() {
    var batch = input.next();
    if (batch == null) {
      isAtEnd = true;
      input.close();
      rows.end();
    } else {
      rows.append(batch);
    }
    int reached = rows.ready(reach);
    ready = isAtEnd || reached - done >= stepRows / 2 ? reached : done;
  }

  /// Drops rows that no later one needs, where that frees as much as is kept.
  private void drop() {
    if (done == 0) {
      return;
    }
    int needed = firstNeeded();
    if (needed >= stepRows / 2 && needed >= rows.rowCount() - needed) {
      int dropped = rows.drop(needed);
      done -= dropped;
      ready = done;
    }
  }

  private int firstNeeded() {
    if (reach.behindRows() < Reach.ALL) {
      return (int) Math.max(done - reach.behindRows(), 0);
    }
    boolean isPartitionOver = done < rows.rowCount() && rows.startsPartition(done);
    return isPartitionOver ? done : step.partitionStarts()[step.count() - 1];
  }

  @Override
  public void close() {
    memory.close();
    input.close();
  }
}
