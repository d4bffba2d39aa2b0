package dev.stint.executor.bag;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.plan.expression.PackedLayout;
import org.jspecify.annotations.Nullable;

/// The value at a share of the way through packed doubles, between two by their distances.
final class PercentileReading implements BagReading {

  private final PackedLayout.Part part;
  private final double share;
  private double[] values = new double[0];
  private boolean[] nulls = new boolean[0];
  private int group;
  private long passed;
  private double place;
  private long below;
  private long above;
  private @Nullable Double low;
  private @Nullable Double high;

  PercentileReading(PackedLayout layout, double share) {
    this.part = layout.parts().getFirst();
    this.share = share;
  }

  @Override
  public void open(int groupCount) {
    values = new double[groupCount];
    nulls = new boolean[groupCount];
    group = 0;
  }

  @Override
  public void begin(BagSize size) {
    place = BagReadings.checked(share) * (size.elements() - 1);
    below = (long) Math.floor(place);
    above = (long) Math.ceil(place);
    passed = 0;
    low = null;
    high = null;
  }

  @Override
  public void take(byte[] data, int start, int length, long count) {
    long before = passed;
    passed += count;
    if (passed <= below || before > above) {
      return;
    }
    if (before <= below) {
      low = PackedValues.first(data, start, part);
    }
    if (passed > above) {
      high = PackedValues.first(data, start, part);
    }
  }

  @Override
  public void end() {
    Double value = value(low, high);
    nulls[group] = value == null;
    values[group++] = value == null ? 0 : value;
  }

  private @Nullable Double value(@Nullable Double left, @Nullable Double right) {
    if (left == null || right == null || below == above || left.equals(right)) {
      return left;
    }
    return (above - place) * left + (place - below) * right;
  }

  @Override
  public void skip() {
    nulls[group++] = true;
  }

  @Override
  public Vector build() {
    return new DoubleVector(values.length, values, nulls);
  }
}
