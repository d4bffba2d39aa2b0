package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Blend;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.WindowCall;
import org.jspecify.annotations.Nullable;

/// `LAG` and `LEAD`.
final class OffsetFunction implements WindowFunction {

  private final WindowCall.Offset call;
  private final @Nullable ValueRows values;
  private final int[] sources = new int[Batch.MAX_ROWS];
  private final int[] found = new int[Batch.MAX_ROWS];
  private final int[] missing = new int[Batch.MAX_ROWS];

  OffsetFunction(WindowCall.Offset call, MemoryAccount memory) {
    this.call = call;
    boolean isSearching = call.nulls() == WindowCall.Nulls.IGNORE && call.offset() != 0;
    this.values = isSearching ? new ValueRows(call.column(), memory) : null;
  }

  @Override
  public Reach reach() {
    return values == null ? Reach.rows(call.offset()) : Reach.PARTITION;
  }

  @Override
  public Vector compute(Step step) {
    if (values == null) {
      shift(step);
    } else {
      search(step, values);
    }
    var shifted = step.rows().gather(call.column(), sources, step.count());
    return call.orElse() == null ? shifted : orElse(step, call.orElse(), shifted);
  }

  private void shift(Step step) {
    int[] starts = step.partitionStarts();
    int[] ends = step.partitionEnds();
    // No partition is longer.
    long offset = Math.clamp(call.offset(), -(1L << 32), 1L << 32);
    for (int i = 0; i < step.count(); i++) {
      long source = step.from() + i + offset;
      sources[i] = source >= starts[i] && source < ends[i] ? (int) source : -1;
    }
  }

  private void search(Step step, ValueRows rows) {
    rows.find(step);
    for (int i = 0; i < step.count(); i++) {
      int row = step.from() + i;
      // Of values before the row the last has one less before it; of those after it, the first has
      // as many as come up to the row.
      long source =
          call.offset() < 0
              ? rows.before(step, row) + call.offset()
              : rows.before(step, row + 1) + call.offset() - 1;
      sources[i] = rows.row(step, source, step.partitionStarts()[i], step.partitionEnds()[i]);
    }
  }

  private Vector orElse(Step step, int column, Vector shifted) {
    int foundCount = 0;
    int missingCount = 0;
    for (int i = 0; i < step.count(); i++) {
      boolean isFound = sources[i] >= 0;
      found[foundCount] = i;
      missing[missingCount] = i;
      foundCount += isFound ? 1 : 0;
      missingCount += isFound ? 0 : 1;
    }
    if (missingCount == 0) {
      return shifted;
    }
    var others = step.rows().column(column, step.from(), step.count());
    var blend = new Blend(call.type().physicalType(), step.count());
    blend.putAligned(shifted, found, foundCount);
    blend.putAligned(others, missing, missingCount);
    return blend.build();
  }
}
