package dev.stint.executor.window;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.expression.WindowCall.Ranking;

/// The rankings: where a row or its peers stand in their partition.
final class RankFunction implements WindowFunction {

  private final Ranking ranking;

  /// Of the last row's peers in their partition.
  private long denseRank;

  RankFunction(WindowCall.Rank call) {
    this.ranking = call.ranking();
  }

  @Override
  public Reach reach() {
    return switch (ranking) {
      case ROW_NUMBER, RANK, DENSE_RANK -> Reach.ROW;
      case PERCENT_RANK, CUME_DIST -> Reach.PARTITION_AHEAD;
    };
  }

  @Override
  public Vector compute(Step step) {
    return switch (ranking) {
      case ROW_NUMBER -> rowNumbers(step);
      case RANK -> ranks(step);
      case DENSE_RANK -> denseRanks(step);
      case PERCENT_RANK -> percentRanks(step);
      case CUME_DIST -> distributions(step);
    };
  }

  private static LongVector rowNumbers(Step step) {
    long[] out = new long[step.count()];
    int[] partitions = step.partitionStarts();
    int next = step.from() + 1;
    for (int i = 0; i < out.length; i++) {
      out[i] = (long) next + i - partitions[i];
    }
    return new LongVector(out.length, out, null);
  }

  private static LongVector ranks(Step step) {
    long[] out = new long[step.count()];
    int[] partitions = step.partitionStarts();
    int[] peers = step.peersStarts();
    for (int i = 0; i < out.length; i++) {
      out[i] = (long) peers[i] - partitions[i] + 1;
    }
    return new LongVector(out.length, out, null);
  }

  private LongVector denseRanks(Step step) {
    long[] out = new long[step.count()];
    int[] partitions = step.partitionStarts();
    int[] peers = step.peersStarts();
    for (int i = 0; i < out.length; i++) {
      int row = step.from() + i;
      denseRank = partitions[i] == row ? 1 : denseRank + (peers[i] == row ? 1 : 0);
      out[i] = denseRank;
    }
    return new LongVector(out.length, out, null);
  }

  private static DoubleVector percentRanks(Step step) {
    double[] out = new double[step.count()];
    int[] partitions = step.partitionStarts();
    int[] ends = step.partitionEnds();
    int[] peers = step.peersStarts();
    for (int i = 0; i < out.length; i++) {
      double others = (double) ends[i] - partitions[i] - 1;
      out[i] = others == 0 ? 0 : ((double) peers[i] - partitions[i]) / others;
    }
    return new DoubleVector(out.length, out, null);
  }

  private static DoubleVector distributions(Step step) {
    double[] out = new double[step.count()];
    int[] partitions = step.partitionStarts();
    int[] ends = step.partitionEnds();
    int[] peersEnds = step.peersEnds();
    for (int i = 0; i < out.length; i++) {
      double rows = (double) ends[i] - partitions[i];
      out[i] = ((double) peersEnds[i] - partitions[i]) / rows;
    }
    return new DoubleVector(out.length, out, null);
  }
}
