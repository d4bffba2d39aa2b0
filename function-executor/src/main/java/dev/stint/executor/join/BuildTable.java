package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.hash.KeyTable;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.type.Schema;
import java.util.Arrays;
import java.util.List;

/// The build side of a join: its distinct keys (groups) and, where they are wanted, its rows and
/// for each group the rows that have it. Filled batch by batch, then ended, then asked. Without key
/// columns all rows are one group.
final class BuildTable {

  /// What is kept of the rows.
  enum Keeping {
    ROWS,
    /// Enough to know whether a probe row has a match.
    KEYS_ONLY
  }

  private static final int NO_GROUP = -1;

  private final int[] keyColumns;
  private final MemoryAccount memory;
  private final Keeping keeping;
  private final RowBuffer rows;
  private final KeyTable keys;
  private final int[] batchRows = new int[Batch.MAX_ROWS];
  private final int[] batchGroups = new int[Batch.MAX_ROWS];

  /// The group of each row, [#NO_GROUP] for those with a NULL key.
  private int[] groupOfRow = new int[0];

  /// Rows of group g are `rowsByGroup[offsets[g]..offsets[g + 1])`.
  private int[] offsets = new int[0];

  private int[] rowsByGroup = new int[0];
  private boolean isUnique;
  private boolean isEmpty = true;
  private List<Vector> vectors = List.of();

  /// What it allocates is reserved in `memory`, which the caller closes.
  BuildTable(Schema schema, List<Integer> keyColumns, Keeping keeping, MemoryAccount memory) {
    this.keeping = keeping;
    this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
    this.memory = memory;
    this.rows = RowBuffer.of(schema, memory);
    this.keys = new KeyTable(RowBuffer.physicalTypes(schema.select(keyColumns)), memory);
  }

  boolean isEmpty() {
    return isEmpty;
  }

  /// Rows that are kept.
  int rowCount() {
    return rows.rowCount();
  }

  void add(Batch batch) {
    isEmpty = false;
    int count = group(batch);
    if (keeping == Keeping.KEYS_ONLY) {
      return;
    }
    int from = rows.rowCount();
    rows.append(batch);
    ensureGroupOfRow(rows.rowCount());
    if (count == batch.rowCount()) {
      System.arraycopy(batchGroups, 0, groupOfRow, from, count);
      return;
    }
    Arrays.fill(groupOfRow, from, rows.rowCount(), NO_GROUP);
    for (int i = 0; i < count; i++) {
      groupOfRow[from + batchRows[i]] = batchGroups[i];
    }
  }

  /// Writes the groups of the rows without NULLs in their keys to `batchGroups`, those rows to
  /// `batchRows`, and returns how many they are.
  private int group(Batch batch) {
    if (keyColumns.length == 0) {
      Arrays.fill(batchGroups, 0, batch.rowCount(), 0);
      return batch.rowCount();
    }
    int count = JoinKeys.withoutNulls(batch, keyColumns, batchRows);
    var keyed = count == batch.rowCount() ? batch : batch.gather(batchRows, count);
    keys.findOrAdd(keyed, keyColumns, batchGroups);
    return count;
  }

  private void ensureGroupOfRow(int needed) {
    if (needed > groupOfRow.length) {
      int larger = Math.max(needed, groupOfRow.length + (groupOfRow.length >> 1));
      memory.reserve((long) larger * Integer.BYTES);
      int before = groupOfRow.length;
      groupOfRow = Arrays.copyOf(groupOfRow, larger);
      memory.release((long) before * Integer.BYTES);
    }
  }

  /// To be called after the last row.
  void end() {
    if (keeping == Keeping.KEYS_ONLY) {
      return;
    }
    int rowCount = rows.rowCount();
    int groupCount = keyColumns.length == 0 ? 1 : keys.size();
    memory.reserve((groupCount + 1L + rowCount) * Integer.BYTES);
    offsets = new int[groupCount + 1];
    rowsByGroup = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (groupOfRow[row] != NO_GROUP) {
        offsets[groupOfRow[row]]++;
      }
    }
    int sum = 0;
    for (int group = 0; group <= groupCount; group++) {
      int size = offsets[group];
      offsets[group] = sum;
      sum += size;
    }
    // Fills each group from its start, which moves offsets[g] to the start of g + 1.
    for (int row = 0; row < rowCount; row++) {
      if (groupOfRow[row] != NO_GROUP) {
        rowsByGroup[offsets[groupOfRow[row]]++] = row;
      }
    }
    System.arraycopy(offsets, 0, offsets, 1, groupCount);
    offsets[0] = 0;
    isUnique = groupCount == rowCount && isAscending(rowsByGroup);
    memory.release((long) groupOfRow.length * Integer.BYTES);
    groupOfRow = new int[0];
    vectors = rows.vectors();
  }

  private static boolean isAscending(int[] rows) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != i) {
        return false;
      }
    }
    return true;
  }

  /// Writes to `groups` the group with the key of each row of `batch`, a batch of the probe side
  /// with its keys in `probeKeys`; -1 where there is none.
  void find(Batch batch, int[] probeKeys, int[] groups) {
    if (probeKeys.length == 0) {
      Arrays.fill(groups, 0, batch.rowCount(), isEmpty ? NO_GROUP : 0);
      return;
    }
    int count = JoinKeys.withoutNulls(batch, probeKeys, batchRows);
    if (count == batch.rowCount()) {
      keys.find(batch, probeKeys, groups);
      return;
    }
    Arrays.fill(groups, 0, batch.rowCount(), NO_GROUP);
    keys.find(batch.gather(batchRows, count), probeKeys, batchGroups);
    for (int i = 0; i < count; i++) {
      groups[batchRows[i]] = batchGroups[i];
    }
  }

  /// Whether group g is row g alone, for all g.
  boolean isUnique() {
    return isUnique;
  }

  int[] offsets() {
    return offsets;
  }

  int[] rowsByGroup() {
    return rowsByGroup;
  }

  /// All rows by column, after [#end].
  List<Vector> vectors() {
    return vectors;
  }
}
