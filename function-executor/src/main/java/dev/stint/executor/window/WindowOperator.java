package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
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

  /// A call reads rows at no more places.
  private static final int PLACES = 4;

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
    this(input, node, budget, Batch.MAX_ROWS, Integer.MAX_VALUE);
  }

  /// With at most `stepRows` rows of a step, and a batch and `maxRows` more in memory.
  WindowOperator(Operator input, WindowNode node, MemoryBudget budget, int stepRows, int maxRows) {
    this.input = input;
    this.memory = new MemoryAccount(budget, "window by " + node.partitionColumns());
    this.rows = new WindowRows(node, PLACES * (node.calls().size() + 1), maxRows, memory);
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
    int together = Math.min(ready, rows.piece(done).to()) - done;
    step.advance(done, Math.min(together, stepRows));
    done += step.count();
    var results = functions.stream().map(function -> function.compute(step)).toList();
    // Last, so that rows which go to the disk meanwhile are not held by it.
    var columns = new ArrayList<>(rows.columns(step.from(), step.count()));
    columns.addAll(results);
    return new Batch(step.count(), columns);
  }

  private void take() {
    var batch = input.next();
    if (batch == null) {
      isAtEnd = true;
      input.close();
      rows.starts().end();
    } else {
      rows.append(batch);
    }
    int reached = rows.starts().ready(reach);
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
    boolean isPartitionOver = done < rows.rowCount() && rows.starts().startsPartition(done);
    return isPartitionOver ? done : step.partitionStarts()[step.count() - 1];
  }

  @Override
  public void close() {
    try (input;
        rows) {
      functions.forEach(WindowFunction::close);
      memory.close();
    }
  }
}
