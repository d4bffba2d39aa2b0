package dev.stint.executor.aggregate;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.PackedLayout.Part;
import dev.stint.plan.type.DataType;
import org.jspecify.annotations.Nullable;

/// Means of two values, x and y, and the sums of products of their differences from these.
final class CorrelationState extends MomentState {

  /// How the two values are packed.
  private static final PackedLayout PAIR =
      PackedLayout.of(Part.ascending(DataType.DOUBLE), Part.ascending(DataType.DOUBLE));

  private static final int X = 0;
  private static final int Y = 1;
  private static final int XX = 2;
  private static final int YY = 3;
  private static final int XY = 4;

  CorrelationState(MemoryAccount memory) {
    super(memory, 5);
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    var packed = (BytesVector) values;
    double[] x = ((DoubleVector) PackedValues.unpack(packed, PAIR, 0)).values();
    double[] y = ((DoubleVector) PackedValues.unpack(packed, PAIR, 1)).values();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      add(x[row], y[row], groups[row]);
    }
  }

  private void add(double x, double y, int group) {
    long count = ++counts[group];
    double differenceX = x - parts[X][group];
    double differenceY = y - parts[Y][group];
    parts[X][group] += differenceX / count;
    parts[Y][group] += differenceY / count;
    parts[XX][group] += differenceX * (x - parts[X][group]);
    parts[YY][group] += differenceY * (y - parts[Y][group]);
    parts[XY][group] += differenceX * (y - parts[Y][group]);
  }

  @Override
  void merge(int group, long count, double[] from) {
    double left = counts[group];
    double sum = left + count;
    double differenceX = from[X] - parts[X][group];
    double differenceY = from[Y] - parts[Y][group];
    double stepX = differenceX / sum;
    double stepY = differenceY / sum;
    parts[X][group] += stepX * count;
    parts[Y][group] += stepY * count;
    parts[XX][group] += from[XX] + differenceX * stepX * left * count;
    parts[YY][group] += from[YY] + differenceY * stepY * left * count;
    parts[XY][group] += from[XY] + differenceX * stepY * left * count;
    counts[group] += count;
  }

  @Override
  @Nullable Double value(AggregateFunction function, int group) {
    long count = counts[group];
    double xx = parts[XX][group];
    double yy = parts[YY][group];
    double xy = parts[XY][group];
    return switch (function) {
      case REGR_SXY -> xy;
      case COVAR_POP -> xy / count;
      case COVAR_SAMP -> count == 1 ? null : Double.valueOf(xy / (count - 1));
      case CORR -> count == 1 ? null : Double.valueOf(xy / Math.sqrt(xx * yy));
      case REGR_SLOPE -> xx == 0 ? null : Double.valueOf(xy / xx);
      case REGR_INTERCEPT ->
          xx == 0 ? null : Double.valueOf(parts[Y][group] - xy / xx * parts[X][group]);
      case REGR_R2 -> determination(xx, yy, xy);
      default -> throw new IllegalArgumentException("not of two values: " + function);
    };
  }

  /// A line through points of one height explains all there is to explain.
  private static @Nullable Double determination(double xx, double yy, double xy) {
    if (xx == 0) {
      return null;
    }
    double correlation = xy / Math.sqrt(xx * yy);
    return yy == 0 ? 1.0 : correlation * correlation;
  }
}
