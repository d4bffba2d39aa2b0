package dev.stint.executor.aggregate;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// The smallest or the largest of doubles; NaN is larger than any other number.
final class DoubleExtremeState extends GroupState {

  private final Extreme extreme;
  private double[] values = new double[0];

  DoubleExtremeState(Extreme extreme, MemoryAccount memory) {
    super(memory, Double.BYTES);
    this.extreme = extreme;
  }

  @Override
  void add(Vector vector, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    double[] source = ((DoubleVector) vector).values();
    switch (extreme) {
      case SMALLEST -> smallest(source, rows, count, groups, values);
      case LARGEST -> largest(source, rows, count, groups, values);
    }
  }

  private static void smallest(
      double[] source, int[] rows, int count, int[] groups, double[] values) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      if (Double.compare(source[row], values[group]) < 0) {
        values[group] = source[row];
      }
    }
  }

  private static void largest(
      double[] source, int[] rows, int count, int[] groups, double[] values) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      if (Double.compare(source[row], values[group]) > 0) {
        values[group] = source[row];
      }
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (DoubleExtremeState) source;
    int order = Double.compare(other.values[from], values[to]);
    boolean isBetter = extreme == Extreme.SMALLEST ? order < 0 : order > 0;
    values[to] = isBetter ? other.values[from] : values[to];
    seen[to] |= other.seen[from];
  }

  @Override
  DoubleVector vector(int from, int count) {
    return new DoubleVector(
        count, Arrays.copyOfRange(values, from, from + count), unseen(from, count));
  }

  @Override
  void resize(int from, int capacity) {
    values = Arrays.copyOf(values, capacity);
    reset(from, capacity);
  }

  @Override
  void reset(int from, int to) {
    double none = extreme == Extreme.SMALLEST ? Double.NaN : Double.NEGATIVE_INFINITY;
    Arrays.fill(values, from, to, none);
  }
}
