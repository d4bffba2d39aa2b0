package dev.stint.executor.window;

import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.WindowNode;
import java.util.Arrays;
import java.util.List;

/// Where partitions and peers begin among the rows that a window holds, by the numbers that
/// [WindowRows] gives them. Of older rows, whose columns are not at hand, a bit each is left.
final class RowStarts {

  private final int[] partitionColumns;
  private final int[] orderColumns;
  private final MemoryAccount memory;
  private final RowBits olderPartitions;
  private final RowBits olderPeers;

  /// Of the rows after the older ones.
  private boolean[] partitions = new boolean[0];

  private boolean[] peers = new boolean[0];

  /// How many rows there are, and how many of them are older ones.
  private int rowCount;

  private int olderRows;
  private int lastPartition;
  private int lastPeers;
  private boolean isAtEnd;

  /// What it takes is reserved in `memory`, which the caller closes.
  RowStarts(WindowNode node, MemoryAccount memory) {
    this.partitionColumns = node.partitionColumns().stream().mapToInt(Integer::intValue).toArray();
    this.orderColumns = node.orderKeys().stream().mapToInt(SortKey::column).toArray();
    this.memory = memory;
    this.olderPartitions = new RowBits(memory);
    this.olderPeers = new RowBits(memory);
  }

  /// Adds the last `count` rows of `columns`, which has all rows but the older ones.
  void append(List<Vector> columns, int count) {
    int from = rowCount - olderRows;
    int to = from + count;
    ensure(to);
    Arrays.fill(partitions, from, to, false);
    if (from == 0) {
      // Of the whole input: from then on a row is held at all times.
      partitions[0] = true;
    }
    mark(columns, partitionColumns, Math.max(from, 1), to, partitions);
    System.arraycopy(partitions, from, peers, from, count);
    mark(columns, orderColumns, Math.max(from, 1), to, peers);
    lastPartition = last(partitions, from, to, lastPartition);
    lastPeers = last(peers, from, to, lastPeers);
    rowCount += count;
  }

  private static void mark(
      List<Vector> columns, int[] marked, int from, int to, boolean[] changed) {
    for (int column : marked) {
      Changes.mark(columns.get(column), from, to, changed);
    }
  }

  private int last(boolean[] starts, int from, int to, int before) {
    for (int row = to - 1; row >= from; row--) {
      if (starts[row]) {
        return olderRows + row;
      }
    }
    return before;
  }

  /// What appending `count` rows would allocate.
  long growthBytes(int count) {
    int needed = rowCount - olderRows + count;
    return needed <= partitions.length ? 0 : 2L * larger(needed);
  }

  private int larger(int needed) {
    return Math.max(needed, partitions.length + (partitions.length >> 1));
  }

  private void ensure(int needed) {
    int before = partitions.length;
    if (needed > before) {
      int larger = larger(needed);
      memory.reserve(2L * larger);
      partitions = Arrays.copyOf(partitions, larger);
      peers = Arrays.copyOf(peers, larger);
      memory.release(2L * before);
    }
  }

  /// Makes `count` more rows older ones.
  void age(int count) {
    olderPartitions.append(partitions, count);
    olderPeers.append(peers, count);
    shift(count);
    olderRows += count;
  }

  private void shift(int count) {
    int kept = rowCount - olderRows - count;
    System.arraycopy(partitions, count, partitions, 0, kept);
    System.arraycopy(peers, count, peers, 0, kept);
  }

  /// Forgets the first `count` rows, but not the last one.
  void drop(int count) {
    int older = Math.min(count, olderRows);
    if (older > 0) {
      olderPartitions.drop(older);
      olderPeers.drop(older);
    }
    shift(count - older);
    olderRows -= older;
    rowCount -= count;
    lastPartition = Math.max(lastPartition - count, 0);
    lastPeers = Math.max(lastPeers - count, 0);
  }

  /// There are no rows after those that were appended.
  void end() {
    isAtEnd = true;
  }

  boolean startsPartition(int row) {
    return row < olderRows ? olderPartitions.get(row) : partitions[row - olderRows];
  }

  boolean startsPeers(int row) {
    return row < olderRows ? olderPeers.get(row) : peers[row - olderRows];
  }

  /// The first row for which the rows ahead that `reach` asks for have not all been appended.
  int ready(Reach reach) {
    if (isAtEnd) {
      return rowCount;
    }
    if (reach.aheadRows() == Reach.ALL) {
      return lastPartition;
    }
    long near = Math.max(lastPartition, rowCount - reach.aheadRows());
    return (int) (reach.peers() == Reach.Peers.WHOLE ? Math.min(near, lastPeers) : near);
  }

  /// Whether a partition is known to end before `row`.
  boolean endsPartition(long row) {
    return row >= 0 && row < rowCount && startsPartition((int) row);
  }

  boolean endsPeers(long row) {
    return row >= 0 && row < rowCount && startsPeers((int) row);
  }

  /// Where the partition of a row ends: at its last row so far.
  int partitionEnd(int row) {
    return row >= lastPartition ? rowCount : next(olderPartitions, partitions, row + 1);
  }

  int peersEnd(int row) {
    return row >= lastPeers ? rowCount : next(olderPeers, peers, row + 1);
  }

  /// The first from `row` on, which there is.
  private int next(RowBits older, boolean[] starts, int row) {
    int next = row < olderRows ? older.next(row) : row;
    if (next < olderRows) {
      return next;
    }
    while (!starts[next - olderRows]) {
      next++;
    }
    return next;
  }
}
