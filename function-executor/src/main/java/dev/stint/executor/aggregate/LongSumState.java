package dev.stint.executor.aggregate;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.util.Arrays;

/// Sums of whole numbers, which must fit a BIGINT, and of intervals, which must fit theirs.
final class LongSumState extends GroupState {

  private final FewGroups few = new FewGroups();
  private long[] sums = new long[0];

  private final DataType type;

  LongSumState(MemoryAccount memory, DataType type) {
    super(memory, Long.BYTES);
    this.type = type;
  }

  @Override
  void add(Vector values, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    var longs = (LongVector) values;
    boolean isForFew =
        FewGroups.isFor(groupCount(), count)
            && FewGroups.areShort(longs.values(), longs.rowCount());
    long overflow =
        isForFew
            ? addFew(longs.values(), rows, count, groups)
            : add(longs.values(), rows, count, groups, sums);
    if (overflow < 0) {
      throw overflow(type);
    }
  }

  /// Negative when a sum overflowed.
  private long addFew(long[] values, int[] rows, int count, int[] groups) {
    few.add(values, rows, count, groups);
    long overflow = 0;
    for (int group = 0; group < groupCount(); group++) {
      long before = sums[group];
      long value = few.take(group);
      long sum = before + value;
      overflow |= (before ^ sum) & (value ^ sum);
      sums[group] = sum;
    }
    return overflow;
  }

  static StintException overflow(DataType type) {
    if (type.isInterval()) {
      return Failures.intervalOverflow(type);
    }
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
      throw overflow(type);
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
    requireFit(type, sums, from, count);
    return new LongVector(count, Arrays.copyOfRange(sums, from, from + count), unseen(from, count));
  }

  /// Refuses sums of months that no interval holds.
  static void requireFit(DataType type, long[] sums, int from, int count) {
    for (int group = from; type.isOfMonths() && group < from + count; group++) {
      if (sums[group] != (int) sums[group]) {
        throw overflow(type);
      }
    }
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
