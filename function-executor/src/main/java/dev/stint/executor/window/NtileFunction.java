package dev.stint.executor.window;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.WindowCall;

/// `NTILE`.
final class NtileFunction implements WindowFunction {

  private final long tiles;

  NtileFunction(WindowCall.Ntile call) {
    this.tiles = call.tiles();
  }

  @Override
  public Reach reach() {
    return Reach.PARTITION_AHEAD;
  }

  @Override
  public Vector compute(Step step) {
    long[] out = new long[step.count()];
    int[] starts = step.partitionStarts();
    int[] ends = step.partitionEnds();
    for (int i = 0; i < out.length; i++) {
      long rows = (long) ends[i] - starts[i];
      long before = (long) step.from() + i - starts[i];
      long small = rows / tiles;
      long largeRows = rows % tiles * (small + 1);
      boolean isInLarge = before < largeRows;
      out[i] = 1 + (isInLarge ? before / (small + 1) : rows % tiles + (before - largeRows) / small);
    }
    return new LongVector(out.length, out, null);
  }
}
