package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// The smallest or the largest of long decimals.
final class Int128ExtremeState extends GroupState {

  private final Extreme extreme;
  private long[] high = new long[0];
  private long[] low = new long[0];

  Int128ExtremeState(Extreme extreme, MemoryAccount memory) {
    super(memory, 2 * Long.BYTES);
    this.extreme = extreme;
  }

  @Override
  void add(Vector vector, int[] rows, int count, int[] groups) {
    var source = (Int128Vector) vector;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      int group = groups[row];
      if (!seen[group] || isBetter(source.high()[row], source.low()[row], group)) {
        high[group] = source.high()[row];
        low[group] = source.low()[row];
        seen[group] = true;
      }
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (Int128ExtremeState) source;
    if (other.seen[from] && (!seen[to] || isBetter(other.high[from], other.low[from], to))) {
      high[to] = other.high[from];
      low[to] = other.low[from];
      seen[to] = true;
    }
  }

  private boolean isBetter(long newHigh, long newLow, int group) {
    int order =
        newHigh == high[group]
            ? Long.compareUnsigned(newLow, low[group])
            : Long.compare(newHigh, high[group]);
    return extreme == Extreme.SMALLEST ? order < 0 : order > 0;
  }

  @Override
  Int128Vector vector(int from, int count) {
    return new Int128Vector(
        count,
        Arrays.copyOfRange(high, from, from + count),
        Arrays.copyOfRange(low, from, from + count),
        unseen(from, count));
  }

  @Override
  void resize(int from, int capacity) {
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
  }

  @Override
  void reset(int from, int to) {
    // What no row was added to is not looked at.
  }
}
