package dev.stint.executor.join;

import dev.stint.executor.memory.MemoryAccount;

/// Which rows have had a match of a probe side that is read several times, from first to last.
final class ProbeMatches {

  private final boolean[] isMatched;
  private int at;

  /// Of `rowCount` rows; reserved in `memory`, which the caller closes.
  ProbeMatches(int rowCount, MemoryAccount memory) {
    memory.reserve(rowCount);
    this.isMatched = new boolean[rowCount];
  }

  /// Begins again with the first row.
  void rewind() {
    at = 0;
  }

  /// Copies what is known of the next `count` rows to `target`.
  void load(boolean[] target, int count) {
    System.arraycopy(isMatched, at, target, 0, count);
  }

  /// Notes it of the next `count` rows and goes on to those behind them.
  void store(boolean[] source, int count) {
    System.arraycopy(source, 0, isMatched, at, count);
    at += count;
  }
}
