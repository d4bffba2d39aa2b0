package dev.stint.executor.aggregate;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// How many rows each group has; never NULL.
final class CountState extends GroupState {

  private final FewGroups few = new FewGroups();
  private long[] counts = new long[0];

  CountState(MemoryAccount memory) {
    super(memory, Long.BYTES);
  }

  /// Counts rows `rows[0..count)`.
  void count(int[] rows, int count, int[] groups) {
    long[] target = counts;
    if (FewGroups.isFor(groupCount(), count)) {
      few.count(rows, count, groups);
      for (int group = 0; group < groupCount(); group++) {
        target[group] += few.take(group);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      target[groups[rows[i]]]++;
    }
  }

  /// Adds counts to counts.
  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    long[] source = ((LongVector) values).values();
    long[] target = counts;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      target[groups[row]] += source[row];
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    counts[to] += ((CountState) source).counts[from];
  }

  long value(int group) {
    return counts[group];
  }

  @Override
  LongVector vector(int from, int count) {
    return new LongVector(count, Arrays.copyOfRange(counts, from, from + count), null);
  }

  @Override
  void resize(int from, int capacity) {
    counts = Arrays.copyOf(counts, capacity);
  }

  @Override
  void reset(int from, int to) {
    Arrays.fill(counts, from, to, 0);
  }
}
