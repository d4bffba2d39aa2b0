package dev.stint.executor.aggregate;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;

/// Sums of whole numbers, which must fit a BIGINT.
final class LongSumState extends GroupState {

  private long[] sums = new long[0];

  LongSumState(MemoryAccount memory) {
    super(memory, Long.BYTES);
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    long overflow = add(((LongVector) values).values(), rows, count, groups, sums);
    if (overflow < 0) {
      throw overflow();
    }
  }

  static StintException overflow() {
    return StintException.user(
        "a sum exceeds the range of bigint; cast its argument to decimal(38,0) or double");
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (LongSumState) source;
    long before = sums[to];
    long value = other.sums[from];
    long sum = before + value;
    if (((before ^ sum) & (value ^ sum)) < 0) {
      throw overflow();
    }
    sums[to] = sum;
    seen[to] |= other.seen[from];
  }

  /// Negative when a sum overflowed.
  private static long add(long[] values, int[] rows, int count, int[] groups, long[] sums) {
    long overflow = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      long before = sums[group];
      long value = values[row];
      long sum = before + value;
      overflow |= (before ^ sum) & (value ^ sum);
      sums[group] = sum;
    }
    return overflow;
  }

  @Override
  LongVector vector(int from, int count) {
    return new LongVector(count, Arrays.copyOfRange(sums, from, from + count), unseen(from, count));
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
