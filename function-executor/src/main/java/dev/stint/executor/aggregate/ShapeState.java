package dev.stint.executor.aggregate;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateFunction;
import org.jspecify.annotations.Nullable;

/// Mean and sums of the second, third and fourth powers of the differences from it, by Pébay's
/// formulas.
final class ShapeState extends MomentState {

  private static final int MEAN = 0;
  private static final int SECOND = 1;
  private static final int THIRD = 2;
  private static final int FOURTH = 3;

  ShapeState(MemoryAccount memory) {
    super(memory, 4);
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    double[] source = ((DoubleVector) values).values();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      add(source[row], groups[row]);
    }
  }

  private void add(double value, int group) {
    double difference = value - parts[MEAN][group];
    double step = difference / ++counts[group];
    double second = parts[SECOND][group] + difference * (difference - step);
    double third =
        parts[THIRD][group]
            - 3 * step * second
            + difference * (difference * difference - step * step);
    parts[FOURTH][group] +=
        -4 * step * third
            - 6 * step * step * second
            + difference * (difference * difference * difference - step * step * step);
    parts[THIRD][group] = third;
    parts[SECOND][group] = second;
    parts[MEAN][group] += step;
  }

  @Override
  void merge(int group, long count, double[] from) {
    double left = counts[group];
    double right = count;
    double difference = from[MEAN] - parts[MEAN][group];
    double step = difference / (left + right);
    double second = parts[SECOND][group];
    double third = parts[THIRD][group];
    parts[FOURTH][group] +=
        from[FOURTH]
            + step
                * step
                * step
                * difference
                * left
                * right
                * (left * left - left * right + right * right)
            + 6 * step * step * (left * left * from[SECOND] + right * right * second)
            + 4 * step * (left * from[THIRD] - right * third);
    parts[THIRD][group] +=
        from[THIRD]
            + step * step * difference * left * right * (left - right)
            + 3 * step * (left * from[SECOND] - right * second);
    parts[SECOND][group] += from[SECOND] + difference * step * left * right;
    parts[MEAN][group] += step * right;
    counts[group] += count;
  }

  @Override
  @Nullable Double value(AggregateFunction function, int group) {
    double count = counts[group];
    double second = parts[SECOND][group];
    if (second == 0) {
      return null;
    }
    return switch (function) {
      case SKEWNESS -> Math.sqrt(count) * parts[THIRD][group] / Math.sqrt(second * second * second);
      case KURTOSIS -> count * parts[FOURTH][group] / (second * second) - 3;
      default -> throw new IllegalArgumentException("no shape: " + function);
    };
  }
}
