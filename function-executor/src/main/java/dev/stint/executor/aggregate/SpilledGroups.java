package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.hash.RowHash;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.spill.HashCursor;
import dev.stint.executor.spill.HashOrder;
import dev.stint.executor.spill.SpilledRows;
import dev.stint.executor.spill.SpilledRows.BlockSink;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Groups beyond the memory: their states wait on the disk in portions, each in the order of the
/// keys' hashes. Read in that order, the states of a group come together, so that few groups need
/// to be in memory until they are whole.
final class SpilledGroups implements AutoCloseable {

  /// Groups worth giving.
  private static final int MERGED_GROUPS = 4 * Batch.MAX_ROWS;

  private final AggregateNode node;
  private final Schema schema;
  private final MemoryBudget budget;
  private final MemoryAccount memory;
  private final SpilledRows rows;
  private final int[] keyColumns;
  private final RowHash rowHash = new RowHash();
  private final HashCursor cursor;
  private @Nullable Grouping merged;

  /// Of the groups of `node`, whose operator is `user` in messages.
  SpilledGroups(AggregateNode node, MemoryBudget budget, String user) {
    this.node = node;
    this.budget = budget;
    this.memory = new MemoryAccount(budget, user);
    this.schema =
        AggregateNode.partialSchema(node.input().schema(), node.groupColumns(), node.aggregates());
    this.keyColumns = IntStream.range(0, node.groupColumns().size()).toArray();
    this.rows = new SpilledRows(schema, new MemoryAccount(budget, user));
    this.cursor = new HashCursor(rows, keyColumns);
  }

  /// What writing `groupCount` groups takes.
  static long writingBytes(int groupCount) {
    return (long) groupCount * (Integer.BYTES + HashOrder.BYTES_PER_ROW);
  }

  /// Writes all of `groups`, which take `groupBytes`.
  void add(Grouping groups, long groupBytes) {
    int groupCount = groups.groupCount();
    memory.reserve(writingBytes(groupCount));
    var order = HashOrder.of(places(groups, groupCount), groupCount);
    int blockRows = SpilledRows.blockRows(groupCount, groupBytes);
    var copies = Aggregators.all(node.aggregates(), memory);
    rows.add(
        sink -> {
          for (int from = 0; from < groupCount; ) {
            int count = Math.min(blockRows, groupCount - from);
            int[] block = order.rows(from, count);
            int small = groups.smallAhead(block, count);
            if (small == 0) {
              writePieces(groups, block[0], order.keys(from++, 1), copies, sink);
            } else {
              sink.write(order.keys(from, small), groups.states(block, small, copies));
              from += small;
            }
          }
        });
    memory.close();
  }

  private static void writePieces(
      Grouping groups, int group, BlockKeys key, List<Aggregator> copies, BlockSink sink) {
    int pieces = groups.cut(group);
    for (int piece = 0; piece < pieces; piece++) {
      sink.write(key, groups.piece(group, piece, copies));
    }
  }

  private int[] places(Grouping groups, int groupCount) {
    int[] places = new int[groupCount];
    long[] hashes = new long[Batch.MAX_ROWS];
    for (int from = 0; from < groupCount; from += Batch.MAX_ROWS) {
      int count = Math.min(Batch.MAX_ROWS, groupCount - from);
      rowHash.hash(groups.keys(from, count), keyColumns, hashes);
      for (int i = 0; i < count; i++) {
        places[from + i] = HashOrder.place(hashes[i]);
      }
    }
    return places;
  }

  /// The next groups, whole, valid until the next call; `null` at the end. After the first call no
  /// groups are added.
  @Nullable Grouping next() {
    var groups = emptied();
    while (cursor.hasRows()) {
      boolean isEnough = isEnough(groups);
      // The rows of a place are never parted.
      long bound = isEnough ? cursor.lastPlace() + 1L : HashOrder.END;
      var batch = cursor.nextBelow(bound);
      if (batch == null) {
        return groups;
      }
      groups.merge(batch);
    }
    return groups.groupCount() > 0 ? groups : null;
  }

  private Grouping emptied() {
    var groups = merged;
    if (groups != null && !isLarge()) {
      groups.clear();
      return groups;
    }
    close(groups);
    groups =
        new Grouping(schema, IntStream.of(keyColumns).boxed().toList(), node.aggregates(), memory);
    groups.keepBagsOnDisk();
    merged = groups;
    return groups;
  }

  private void close(@Nullable Grouping groups) {
    memory.close();
    if (groups != null) {
      groups.close();
    }
  }

  private boolean isEnough(Grouping groups) {
    return groups.groupCount() >= MERGED_GROUPS || (groups.groupCount() > 0 && isLarge());
  }

  private boolean isLarge() {
    return memory.reservedBytes() > budget.limitBytes() / 8;
  }

  @Override
  public void close() {
    try (rows) {
      close(merged);
      merged = null;
    }
  }
}
