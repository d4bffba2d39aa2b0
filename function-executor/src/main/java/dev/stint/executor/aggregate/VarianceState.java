package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;
import java.util.List;

/// Count, mean and sum of squared differences from the mean, by Welford's method; states are merged
/// by Chan's.
final class VarianceState extends GroupState {

  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  VarianceState(MemoryAccount memory) {
    super(memory, 3 * Long.BYTES);
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    double[] source = ((DoubleVector) values).values();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      double difference = source[row] - means[group];
      double mean = means[group] + difference / ++counts[group];
      squares[group] += difference * (source[row] - mean);
      means[group] = mean;
    }
  }

  /// Merges states of at least one row: counts, means, squares from column `column`.
  void merge(Batch batch, int column, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    long[] otherCounts = batch.longs(column).values();
    double[] otherMeans = batch.doubles(column + 1).values();
    double[] otherSquares = batch.doubles(column + 2).values();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      merge(groups[row], otherCounts[row], otherMeans[row], otherSquares[row]);
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (VarianceState) source;
    if (other.seen[from]) {
      merge(to, other.counts[from], other.means[from], other.squares[from]);
      seen[to] = true;
    }
  }

  private void merge(int group, long count, double mean, double square) {
    long sum = counts[group] + count;
    double difference = mean - means[group];
    double share = (double) count / sum;
    squares[group] += square + difference * difference * counts[group] * share;
    means[group] += difference * share;
    counts[group] = sum;
  }

  /// The three state columns of `count` groups from `from`.
  List<Vector> vectors(int from, int count) {
    boolean[] nulls = unseen(from, count);
    int to = from + count;
    return List.of(
        new LongVector(count, Arrays.copyOfRange(counts, from, to), null),
        new DoubleVector(count, Arrays.copyOfRange(means, from, to), nulls),
        new DoubleVector(count, Arrays.copyOfRange(squares, from, to), nulls));
  }

  /// The squares divided by the count less `lessCount`; NULL where that is not positive.
  @Override
  DoubleVector vector(int from, int count) {
    return variance(from, count, 0);
  }

  DoubleVector variance(int from, int count, int lessCount) {
    boolean[] nulls = new boolean[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      long divisor = counts[from + i] - lessCount;
      nulls[i] = divisor <= 0;
      values[i] = divisor <= 0 ? 0 : squares[from + i] / divisor;
    }
    return new DoubleVector(count, values, nulls);
  }

  @Override
  void resize(int from, int capacity) {
    counts = Arrays.copyOf(counts, capacity);
    means = Arrays.copyOf(means, capacity);
    squares = Arrays.copyOf(squares, capacity);
  }

  @Override
  void reset(int from, int to) {
    Arrays.fill(counts, from, to, 0);
    Arrays.fill(means, from, to, 0);
    Arrays.fill(squares, from, to, 0);
  }
}
