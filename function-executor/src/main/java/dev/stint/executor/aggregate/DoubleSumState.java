package dev.stint.executor.aggregate;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// Sums of floating-point numbers, or of whole numbers as such.
final class DoubleSumState extends GroupState {

  private double[] sums = new double[0];

  DoubleSumState(MemoryAccount memory) {
    super(memory, Double.BYTES);
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    if (values instanceof LongVector longs) {
      addLongs(longs.values(), rows, count, groups, sums);
    } else {
      addDoubles(((DoubleVector) values).values(), rows, count, groups, sums);
    }
  }

  private static void addLongs(long[] values, int[] rows, int count, int[] groups, double[] sums) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      sums[groups[row]] += values[row];
    }
  }

  private static void addDoubles(
      double[] values, int[] rows, int count, int[] groups, double[] sums) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      sums[groups[row]] += values[row];
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (DoubleSumState) source;
    sums[to] += other.sums[from];
    seen[to] |= other.seen[from];
  }

  double value(int group) {
    return sums[group];
  }

  @Override
  DoubleVector vector(int from, int count) {
    return new DoubleVector(
        count, Arrays.copyOfRange(sums, from, from + count), unseen(from, count));
  }

  @Override
  void resize(int from, int capacity) {
    sums = Arrays.copyOf(sums, capacity);
  }

  @Override
  void reset(int from, int to) {
    Arrays.fill(sums, from, to, 0);
  }
}
