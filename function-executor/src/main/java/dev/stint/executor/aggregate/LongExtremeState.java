package dev.stint.executor.aggregate;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// The smallest or the largest of longs.
final class LongExtremeState extends GroupState {

  private final Extreme extreme;
  private long[] values = new long[0];

  LongExtremeState(Extreme extreme, MemoryAccount memory) {
    super(memory, Long.BYTES);
    this.extreme = extreme;
  }

  @Override
  void add(Vector vector, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    long[] source = ((LongVector) vector).values();
    switch (extreme) {
      case SMALLEST -> smallest(source, rows, count, groups, values);
      case LARGEST -> largest(source, rows, count, groups, values);
    }
  }

  private static void smallest(long[] source, int[] rows, int count, int[] groups, long[] values) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      values[group] = Math.min(values[group], source[row]);
    }
  }

  private static void largest(long[] source, int[] rows, int count, int[] groups, long[] values) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      values[group] = Math.max(values[group], source[row]);
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (LongExtremeState) source;
    values[to] =
        switch (extreme) {
          case SMALLEST -> Math.min(values[to], other.values[from]);
          case LARGEST -> Math.max(values[to], other.values[from]);
        };
    seen[to] |= other.seen[from];
  }

  @Override
  LongVector vector(int from, int count) {
    return new LongVector(
        count, Arrays.copyOfRange(values, from, from + count), unseen(from, count));
  }

  @Override
  void resize(int from, int capacity) {
    values = Arrays.copyOf(values, capacity);
    reset(from, capacity);
  }

  @Override
  void reset(int from, int to) {
    Arrays.fill(values, from, to, extreme == Extreme.SMALLEST ? Long.MAX_VALUE : Long.MIN_VALUE);
  }
}
