package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.hash.KeyTable;
import dev.stint.executor.hash.RuntimeFilter;
import dev.stint.executor.memory.GrowingInts;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.spill.HashedRows;
import dev.stint.plan.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The build side of a join: its distinct keys (groups) and, where they are wanted, its rows and
/// for each group the rows that have it. Filled batch by batch, then ended, then asked. Without key
/// columns all rows are one group.
final class BuildTable implements AutoCloseable {

  /// What is kept of the rows.
  enum Keeping {
    ROWS,
    /// Enough to know whether a probe row has a match.
    KEYS_ONLY
  }

  private static final int NO_GROUP = -1;

  /// What a row takes at the end: group bounds, row by group, whether it was matched.
  private static final long ORDER_BYTES = 2 * Integer.BYTES + 1;

  private final int[] keyColumns;

  /// Those of them in which NULL equals nothing.
  private final int[] strictColumns;

  private final Keeping keeping;

  /// Of the rows, and of all else.
  private final MemoryAccount rowMemory;

  private final MemoryAccount memory;
  private final RowBuffer rows;
  private final KeyTable keys;
  private final int[] batchRows = new int[Batch.MAX_ROWS];
  private final int[] batchGroups = new int[Batch.MAX_ROWS];

  /// The group of each row, [#NO_GROUP] for those that a NULL keeps from any match.
  private final GrowingInts groupOfRow;

  /// Rows of group g are `rowsByGroup[offsets[g]..offsets[g + 1])`.
  private int[] offsets = new int[0];

  private int[] rowsByGroup = new int[0];
  private boolean isUnique;
  private boolean isEmpty = true;

  /// What all of it takes, at the end.
  private long bytes;

  private List<Vector> vectors = List.of();

  /// Of rows of `schema`, which are those of the build side or what is kept of them.
  BuildTable(Schema schema, List<Integer> keyColumns, JoinShape shape, MemoryBudget budget) {
    String user = shape.user();
    this.keeping = shape.keeping();
    this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
    this.strictColumns = JoinKeys.strict(this.keyColumns, shape.node().nullSafeKeys());
    this.rowMemory = new MemoryAccount(budget, user);
    this.memory = new MemoryAccount(budget, user);
    this.rows = RowBuffer.of(schema, rowMemory);
    this.groupOfRow = new GrowingInts(memory);
    this.keys = new KeyTable(RowBuffer.physicalTypes(schema.select(keyColumns)), memory);
  }

  /// Another reader of `ended`, for the join of `shape` on another thread. What the table takes is
  /// reserved once more.
  private BuildTable(BuildTable ended, JoinShape shape, MemoryBudget budget) {
    this.keeping = ended.keeping;
    this.keyColumns = ended.keyColumns;
    this.strictColumns = ended.strictColumns;
    this.rowMemory = new MemoryAccount(budget, shape.user());
    this.memory = new MemoryAccount(budget, shape.user());
    this.rows = ended.rows;
    this.groupOfRow = new GrowingInts(memory);
    this.keys = ended.keys.reader();
    this.offsets = ended.offsets;
    this.rowsByGroup = ended.rowsByGroup;
    this.isUnique = ended.isUnique;
    this.isEmpty = ended.isEmpty;
    this.bytes = ended.bytes;
    this.vectors = keeping == Keeping.ROWS ? rows.vectors() : List.of();
    memory.reserve(bytes);
  }

  /// The same table for the join of `shape` on another thread; `null` where `budget` has no room.
  /// This must have ended, and may be closed.
  @Nullable BuildTable reader(JoinShape shape, MemoryBudget budget) {
    return budget.leavesRoom(bytes) ? new BuildTable(this, shape, budget) : null;
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
    groupOfRow.ensure(rows.rowCount());
    int[] groups = groupOfRow.values();
    if (count == batch.rowCount()) {
      System.arraycopy(batchGroups, 0, groups, from, count);
      return;
    }
    Arrays.fill(groups, from, rows.rowCount(), NO_GROUP);
    for (int i = 0; i < count; i++) {
      groups[from + batchRows[i]] = batchGroups[i];
    }
  }

  /// Writes the groups of the rows that can match at all to `batchGroups`, those rows to
  /// `batchRows`, and returns how many they are.
  private int group(Batch batch) {
    if (keyColumns.length == 0) {
      Arrays.fill(batchGroups, 0, batch.rowCount(), 0);
      return batch.rowCount();
    }
    int count = JoinKeys.withoutNulls(batch, strictColumns, batchRows);
    var keyed = count == batch.rowCount() ? batch : batch.gather(batchRows, count);
    keys.findOrAdd(keyed, keyColumns, batchGroups);
    return count;
  }

  /// Whether memory has room for `batch`, for the growth of all that is held and for its end.
  boolean hasRoomFor(Batch batch) {
    if (isEmpty) {
      return true;
    }
    int count = rows.rowCount() + batch.rowCount();
    long endBytes = keeping == Keeping.KEYS_ONLY ? 0 : ORDER_BYTES * count;
    return memory.hasRoomFor(
        rows.growthBytes(batch)
            + keys.growthBytes(batch, keyColumns)
            + groupOfRow.growthBytes(count)
            + endBytes);
  }

  /// Hands all rows that are kept, or of keys alone the distinct ones, to `target`, batch by batch,
  /// and is of no further use but to be closed.
  void moveTo(HashedRows target) {
    var kept = keeping == Keeping.KEYS_ONLY ? keyVectors() : rows.vectors();
    int count = keeping == Keeping.KEYS_ONLY ? keys.size() : rows.rowCount();
    for (int from = 0; from < count; from += Batch.MAX_ROWS) {
      int first = from;
      int length = Math.min(Batch.MAX_ROWS, count - from);
      target.append(
          new Batch(length, kept.stream().map(column -> column.slice(first, length)).toList()));
    }
  }

  private List<Vector> keyVectors() {
    return IntStream.range(0, keyColumns.length).mapToObj(keys::key).toList();
  }

  /// To be called after the last row.
  void end() {
    if (keeping == Keeping.ROWS) {
      order();
    }
    keys.complete();
    bytes = memory.reservedBytes() + rowMemory.reservedBytes();
  }

  private void order() {
    int rowCount = rows.rowCount();
    int groupCount = keyColumns.length == 0 ? 1 : keys.size();
    memory.reserve((groupCount + 1L + rowCount) * Integer.BYTES);
    int[] groups = groupOfRow.values();
    offsets = new int[groupCount + 1];
    rowsByGroup = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (groups[row] != NO_GROUP) {
        offsets[groups[row]]++;
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
      if (groups[row] != NO_GROUP) {
        rowsByGroup[offsets[groups[row]]++] = row;
      }
    }
    System.arraycopy(offsets, 0, offsets, 1, groupCount);
    offsets[0] = 0;
    isUnique = groupCount == rowCount && isAscending(rowsByGroup);
    groupOfRow.drop();
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
  /// with its keys in `probeKeys`; -1 where there is none. In those of `strictKeys` NULL equals
  /// nothing.
  void find(Batch batch, int[] probeKeys, int[] strictKeys, int[] groups) {
    if (probeKeys.length == 0) {
      Arrays.fill(groups, 0, batch.rowCount(), isEmpty ? NO_GROUP : 0);
      return;
    }
    int count = JoinKeys.withoutNulls(batch, strictKeys, batchRows);
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

  /// Tells `filter` the keys, which it may look up until this is closed.
  void fill(RuntimeFilter filter) {
    filter.fill(keys);
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

  @Override
  public void close() {
    memory.close();
    rowMemory.close();
  }
}
