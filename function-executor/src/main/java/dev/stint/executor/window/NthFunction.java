package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `FIRST_VALUE`, `LAST_VALUE` and `NTH_VALUE`.
final class NthFunction implements WindowFunction {

  private final WindowCall.Nth call;
  private final FrameRows frames;
  private final @Nullable ValueRows values;
  private final int[] sources = new int[Batch.MAX_ROWS];

  NthFunction(WindowCall.Nth call, List<SortKey> order, MemoryAccount memory) {
    this.call = call;
    this.frames = new FrameRows(call.frame(), order);
    boolean isSearching = call.nulls() == WindowCall.Nulls.IGNORE;
    this.values = isSearching ? new ValueRows(call.column(), memory) : null;
  }

  @Override
  public Reach reach() {
    return values == null ? Reach.of(call.frame()) : Reach.PARTITION;
  }

  @Override
  public Vector compute(Step step) {
    frames.find(step);
    if (values == null) {
      count(step.count());
    } else {
      search(step, values);
    }
    return step.rows().gather(call.column(), sources, step.count());
  }

  private void count(int rowCount) {
    int[] starts = frames.starts();
    int[] ends = frames.ends();
    for (int i = 0; i < rowCount; i++) {
      boolean isThere = call.n() <= ends[i] - starts[i];
      long source =
          call.from() == WindowCall.From.FIRST ? starts[i] + call.n() - 1 : ends[i] - call.n();
      sources[i] = isThere ? (int) source : -1;
    }
  }

  private void search(Step step, ValueRows rows) {
    rows.find(step);
    int[] starts = frames.starts();
    int[] ends = frames.ends();
    for (int i = 0; i < step.count(); i++) {
      long source =
          call.from() == WindowCall.From.FIRST
              ? rows.before(step, starts[i]) + (call.n() - 1)
              : rows.before(step, ends[i]) - call.n();
      sources[i] = rows.row(step, source, starts[i], ends[i]);
    }
  }
}
