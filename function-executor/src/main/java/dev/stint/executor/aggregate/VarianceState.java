package dev.stint.executor.aggregate;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateFunction;
import org.jspecify.annotations.Nullable;

/// Mean and sum of squared differences from it.
final class VarianceState extends MomentState {

  private static final int MEAN = 0;
  private static final int SQUARES = 1;

  VarianceState(MemoryAccount memory) {
    super(memory, 2);
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    double[] source = ((DoubleVector) values).values();
    double[] means = parts[MEAN];
    double[] squares = parts[SQUARES];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      double difference = source[row] - means[group];
      double mean = means[group] + difference / ++counts[group];
      squares[group] += difference * (source[row] - mean);
      means[group] = mean;
    }
  }

  @Override
  void merge(int group, long count, double[] from) {
    long sum = counts[group] + count;
    double difference = from[MEAN] - parts[MEAN][group];
    double share = (double) count / sum;
    parts[SQUARES][group] += from[SQUARES] + difference * difference * counts[group] * share;
    parts[MEAN][group] += difference * share;
    counts[group] = sum;
  }

  @Override
  @Nullable Double value(AggregateFunction function, int group) {
    double squares = parts[SQUARES][group];
    long count = counts[group];
    return switch (function) {
      case SQUARES -> squares;
      case VAR_POP -> squares / count;
      case STDDEV_POP -> Math.sqrt(squares / count);
      case VAR_SAMP -> count == 1 ? null : Double.valueOf(squares / (count - 1));
      case STDDEV_SAMP -> count == 1 ? null : Double.valueOf(Math.sqrt(squares / (count - 1)));
      default -> throw new IllegalArgumentException("no variance: " + function);
    };
  }
}
