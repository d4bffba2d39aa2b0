package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.WindowNode;
import java.util.Arrays;
import java.util.List;

/// The rows that a window holds: a stretch of its input, and where partitions and peers begin in
/// it. Rows are numbered from the first one held; [#firstRow] is that one's number in the input.
final class WindowRows {

  private final int[] partitionColumns;
  private final int[] orderColumns;
  private final MemoryAccount memory;
  private RowBuffer rows;
  private RowBuffer spare;
  private List<Vector> columns = List.of();
  private long firstRow;
  private boolean[] startsPartition = new boolean[0];
  private boolean[] startsPeers = new boolean[0];
  private int lastPartition;
  private int lastPeers;
  private boolean isAtEnd;

  /// What it takes is reserved in `memory`, which the caller closes.
  WindowRows(WindowNode node, MemoryAccount memory) {
    var types = RowBuffer.physicalTypes(node.input().schema());
    this.partitionColumns = node.partitionColumns().stream().mapToInt(Integer::intValue).toArray();
    this.orderColumns = node.orderKeys().stream().mapToInt(SortKey::column).toArray();
    this.memory = memory;
    this.rows = new RowBuffer(types, memory);
    this.spare = new RowBuffer(types, memory);
  }

  int rowCount() {
    return rows.rowCount();
  }

  long firstRow() {
    return firstRow;
  }

  /// All rows of a column.
  Vector column(int column) {
    return columns.get(column);
  }

  List<Vector> columns() {
    return columns;
  }

  boolean startsPartition(int row) {
    return startsPartition[row];
  }

  boolean startsPeers(int row) {
    return startsPeers[row];
  }

  void append(Batch batch) {
    int from = rows.rowCount();
    rows.append(batch);
    columns = rows.vectors();
    int to = rows.rowCount();
    ensureFlags(to);
    Arrays.fill(startsPartition, from, to, false);
    if (from == 0) {
      // Of the whole input: from then on a row is held at all times.
      startsPartition[0] = true;
    }
    mark(partitionColumns, Math.max(from, 1), to, startsPartition);
    System.arraycopy(startsPartition, from, startsPeers, from, to - from);
    mark(orderColumns, Math.max(from, 1), to, startsPeers);
    lastPartition = last(startsPartition, from, lastPartition);
    lastPeers = last(startsPeers, from, lastPeers);
  }

  private void mark(int[] marked, int from, int to, boolean[] changed) {
    for (int column : marked) {
      Changes.mark(columns.get(column), from, to, changed);
    }
  }

  private int last(boolean[] starts, int from, int before) {
    for (int row = rowCount() - 1; row >= from; row--) {
      if (starts[row]) {
        return row;
      }
    }
    return before;
  }

  private void ensureFlags(int needed) {
    int before = startsPartition.length;
    if (needed > before) {
      int larger = Math.max(needed, before + (before >> 1));
      memory.reserve(2L * larger);
      startsPartition = Arrays.copyOf(startsPartition, larger);
      startsPeers = Arrays.copyOf(startsPeers, larger);
      memory.release(2L * before);
    }
  }

  /// There are no rows after those that were appended.
  void end() {
    isAtEnd = true;
  }

  /// The first row for which the rows ahead that `reach` asks for have not all been appended.
  int ready(Reach reach) {
    if (isAtEnd) {
      return rowCount();
    }
    if (reach.aheadRows() == Reach.ALL) {
      return lastPartition;
    }
    long near = Math.max(lastPartition, rowCount() - reach.aheadRows());
    return (int) (reach.peers() == Reach.Peers.WHOLE ? Math.min(near, lastPeers) : near);
  }

  /// Whether a partition is known to end before `row`.
  boolean endsPartition(long row) {
    return row >= 0 && row < rowCount() && startsPartition[(int) row];
  }

  boolean endsPeers(long row) {
    return row >= 0 && row < rowCount() && startsPeers[(int) row];
  }

  /// Where the partition of a row ends: at its last row so far.
  int partitionEnd(int row) {
    return row >= lastPartition ? rowCount() : next(startsPartition, row);
  }

  int peersEnd(int row) {
    return row >= lastPeers ? rowCount() : next(startsPeers, row);
  }

  private static int next(boolean[] starts, int row) {
    int next = row + 1;
    while (!starts[next]) {
      next++;
    }
    return next;
  }

  /// Forgets the rows before `row`, but keeps the last of all; gives how many it forgot.
  int drop(int row) {
    int from = Math.min(row, rowCount() - 1);
    int kept = rowCount() - from;
    spare.clear();
    for (int done = 0; done < kept; done += Batch.MAX_ROWS) {
      spare.append(batch(from + done, Math.min(kept - done, Batch.MAX_ROWS)));
    }
    var emptied = rows;
    rows = spare;
    spare = emptied;
    columns = rows.vectors();
    System.arraycopy(startsPartition, from, startsPartition, 0, kept);
    System.arraycopy(startsPeers, from, startsPeers, 0, kept);
    firstRow += from;
    lastPartition = Math.max(lastPartition - from, 0);
    lastPeers = Math.max(lastPeers - from, 0);
    return from;
  }

  /// `count` rows from `from`.
  Batch batch(int from, int count) {
    return new Batch(count, columns.stream().map(column -> column.slice(from, count)).toList());
  }

  /// Some columns of `count` rows from `from`.
  Batch batch(int[] wanted, int from, int count) {
    return new Batch(
        count, Arrays.stream(wanted).mapToObj(c -> columns.get(c).slice(from, count)).toList());
  }
}
