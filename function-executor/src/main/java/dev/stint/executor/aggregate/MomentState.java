package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many values a group has and some numbers about how they lie: means, and sums of products of
/// differences from these. What is added moves them by Welford's method, what is merged by Chan's.
abstract class MomentState extends GroupState {

  /// Of each group; entry k of `parts` has number k of each.
  long[] counts = new long[0];

  final double[][] parts;

  private final double[] other;

  MomentState(MemoryAccount memory, int partCount) {
    super(memory, (partCount + 1) * Long.BYTES);
    this.parts = new double[partCount][0];
    this.other = new double[partCount];
  }

  /// Merges `count` values, which have the numbers `from`, into a group that is not empty.
  abstract void merge(int group, long count, double[] from);

  /// What is merged into an empty group stays as it is: a product of quotients might not.
  private void mergeOrCopy(int group, long count, double[] from) {
    if (counts[group] != 0) {
      merge(group, count, from);
      return;
    }
    counts[group] = count;
    for (int part = 0; part < from.length; part++) {
      parts[part][group] = from[part];
    }
  }

  /// What a function says of a group that is not empty; `null` for NULL.
  abstract @Nullable Double value(AggregateFunction function, int group);

  /// Merges states of at least one value: counts and parts from column `column`.
  final void merge(Batch batch, int column, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    long[] otherCounts = batch.longs(column).values();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      for (int part = 0; part < other.length; part++) {
        other[part] = batch.doubles(column + 1 + part).values()[row];
      }
      mergeOrCopy(groups[row], otherCounts[row], other);
    }
  }

  @Override
  final void merge(int to, GroupState source, int from) {
    var state = (MomentState) source;
    if (state.seen[from]) {
      for (int part = 0; part < other.length; part++) {
        other[part] = state.parts[part][from];
      }
      mergeOrCopy(to, state.counts[from], other);
      seen[to] = true;
    }
  }

  /// The state columns of `count` groups from `from`.
  final List<Vector> vectors(int from, int count) {
    boolean[] nulls = unseen(from, count);
    int to = from + count;
    var vectors = new ArrayList<Vector>();
    vectors.add(new LongVector(count, Arrays.copyOfRange(counts, from, to), null));
    for (double[] part : parts) {
      vectors.add(new DoubleVector(count, Arrays.copyOfRange(part, from, to), nulls));
    }
    return vectors;
  }

  final DoubleVector values(AggregateFunction function, int from, int count) {
    boolean[] nulls = new boolean[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      Double value = counts[from + i] == 0 ? null : value(function, from + i);
      nulls[i] = value == null;
      values[i] = value == null ? 0 : value;
    }
    return new DoubleVector(count, values, nulls);
  }

  @Override
  final Vector vector(int from, int count) {
    throw new IllegalStateException("a state of several columns");
  }

  @Override
  final void resize(int from, int capacity) {
    counts = Arrays.copyOf(counts, capacity);
    for (int part = 0; part < parts.length; part++) {
      parts[part] = Arrays.copyOf(parts[part], capacity);
    }
  }

  @Override
  final void reset(int from, int to) {
    Arrays.fill(counts, from, to, 0);
    for (double[] part : parts) {
      Arrays.fill(part, from, to, 0);
    }
  }
}
