package dev.stint.executor.hash;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.ColumnBuffer;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.type.PhysicalType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Numbers distinct keys 0, 1, 2, … in the order in which they are first seen: the groups of an
/// aggregation, the keys of a join's build side. NULL is a key like any other (most joins do not
/// ask for it). NaNs are one key, and so are 0.0 and -0.0. Belongs to one thread.
///
/// Rows are first matched by hash alone and then verified column by column; only rows whose hash is
/// shared by different keys are looked at one at a time. Keys of one column of whole numbers that
/// lie close together are not hashed: see [DirectGroups] and [RankedGroups].
public final class KeyTable {

  private final List<ColumnBuffer> keys;
  private final HashSlots slots;

  /// `null` for keys that are not one column of whole numbers.
  private final @Nullable DirectGroups direct;

  /// Whether the keys are in `direct`, and not in `slots`.
  private boolean isDirect;

  /// For looking up keys that are in `slots`, made when that is first asked for.
  private @Nullable RankedGroups ranked;

  private boolean isRankingTried;
  private final MemoryAccount memory;

  private final RowHash rowHash = new RowHash();
  private final DictionaryGroups dictionaryGroups;

  private final long[] hashes = new long[Batch.MAX_ROWS];
  private final int[] newRows = new int[Batch.MAX_ROWS];

  /// These three for strings.
  private final int[] combinations;

  private final int[] unknownRows;
  private final int[] unknownGroups;
  private final boolean[] differs = new boolean[Batch.MAX_ROWS];
  private int size;

  /// What it allocates is reserved in `memory`, which the caller closes.
  public KeyTable(List<PhysicalType> keyTypes, MemoryAccount memory) {
    this.keys = keyTypes.stream().map(type -> ColumnBuffer.of(type, memory)).toList();
    this.memory = memory;
    this.slots = new HashSlots(memory);
    this.direct = keyTypes.equals(List.of(PhysicalType.LONG)) ? new DirectGroups(memory) : null;
    this.isDirect = direct != null;
    this.dictionaryGroups = new DictionaryGroups(keyTypes.size());
    // A table is made for each stretch of a task's rows: what it may not need it does not make.
    int stringRows = keyTypes.contains(PhysicalType.BYTES) ? Batch.MAX_ROWS : 0;
    this.combinations = new int[stringRows];
    this.unknownRows = new int[stringRows];
    this.unknownGroups = new int[stringRows];
  }

  /// Another reader of the keys of `complete`, for another thread.
  private KeyTable(KeyTable complete) {
    this.keys = complete.keys;
    this.memory = complete.memory;
    this.slots = complete.slots;
    this.direct = complete.direct;
    this.isDirect = complete.isDirect;
    this.ranked = complete.ranked;
    this.isRankingTried = true;
    this.dictionaryGroups = new DictionaryGroups(keys.size());
    this.combinations = new int[complete.combinations.length];
    this.unknownRows = new int[complete.unknownRows.length];
    this.unknownGroups = new int[complete.unknownGroups.length];
    this.size = complete.size;
  }

  /// To be called after the last key, before [#reader].
  public void complete() {
    if (direct != null && !isDirect) {
      rank();
    }
  }

  /// A table of the same keys for another thread, to look keys up in; it takes memory for its own
  /// work only. This must be complete, and nothing may be added to either any more.
  public KeyTable reader() {
    return new KeyTable(this);
  }

  /// Distinct keys so far.
  public int size() {
    return size;
  }

  /// Column `key` of all keys, in the order of their numbers; see [ColumnBuffer#vector].
  public Vector key(int key) {
    return keys.get(key).vector();
  }

  /// Writes the group of each row's key to `groups`, adding the keys that are new.
  public void findOrAdd(Batch batch, int[] keyColumns, int[] groups) {
    if (direct != null && findOrAdd(direct, batch, keyColumns, groups)) {
      return;
    }
    if (!dictionaryGroups.combine(batch, keyColumns, combinations)) {
      rowHash.hash(batch, keyColumns, hashes);
      findOrAdd(batch, keyColumns, hashes, groups);
      return;
    }
    int unknown = dictionaryGroups.find(combinations, batch.rowCount(), groups, unknownRows);
    if (unknown > 0) {
      var rest = batch.gather(unknownRows, unknown);
      rowHash.hash(rest, keyColumns, hashes);
      findOrAdd(rest, keyColumns, hashes, unknownGroups);
      learn(unknown, groups);
    }
  }

  /// Writes the group of each row's key to `groups`, -1 for keys that are not there. What is absent
  /// is remembered: after the first look-up nothing is added.
  public void find(Batch batch, int[] keyColumns, int[] groups) {
    if (direct != null && findNumbers(direct, batch.longs(keyColumns[0]), groups)) {
      return;
    }
    if (!dictionaryGroups.combine(batch, keyColumns, combinations)) {
      rowHash.hash(batch, keyColumns, hashes);
      find(batch, keyColumns, hashes, groups);
      return;
    }
    int unknown = dictionaryGroups.find(combinations, batch.rowCount(), groups, unknownRows);
    if (unknown > 0) {
      var rest = batch.gather(unknownRows, unknown);
      rowHash.hash(rest, keyColumns, hashes);
      find(rest, keyColumns, hashes, unknownGroups);
      learn(unknown, groups);
    }
  }

  /// False when the keys and these do not lie close together; then they are hashed.
  private boolean findOrAdd(DirectGroups places, Batch batch, int[] keyColumns, int[] groups) {
    forgetRanks();
    var numbers = batch.longs(keyColumns[0]);
    if (isDirect && !isCovered(places, numbers)) {
      hashAll(places);
      isDirect = false;
    } else if (!isDirect && slots.isFull(batch.rowCount())) {
      // Before the table of hashes grows: more keys may lie closer together.
      isDirect = isEntered(places, numbers);
    }
    if (isDirect) {
      int added = places.findOrAdd(numbers.values(), batch.rowCount(), size, groups, newRows);
      append(batch, keyColumns, newRows, added);
    }
    return isDirect;
  }

  /// False when the keys must be looked up by their hashes.
  private boolean findNumbers(DirectGroups places, LongVector numbers, int[] groups) {
    if (isDirect) {
      places.find(numbers, groups);
      return true;
    }
    if (!isRankingTried && numbers.nulls() == null) {
      rank();
    }
    if (ranked != null) {
      ranked.find(numbers, groups);
    }
    return ranked != null;
  }

  private void rank() {
    isRankingTried = true;
    var known = (LongVector) key(0);
    ranked = known.nulls() == null ? RankedGroups.of(known.values(), size, memory) : null;
  }

  private void forgetRanks() {
    if (ranked != null) {
      memory.release(ranked.bytes());
      ranked = null;
    }
    isRankingTried = false;
  }

  private boolean isCovered(DirectGroups places, LongVector numbers) {
    return numbers.nulls() == null && places.cover(numbers.values(), numbers.rowCount(), size);
  }

  private boolean isEntered(DirectGroups places, LongVector coming) {
    var numbers = (LongVector) key(0);
    boolean isPossible =
        numbers.nulls() == null
            && places.cover(numbers.values(), size, 0)
            && isCovered(places, coming);
    if (isPossible) {
      places.enter(numbers.values(), size);
      slots.shrink();
    } else {
      places.close();
    }
    return isPossible;
  }

  private void hashAll(DirectGroups places) {
    places.close();
    slots.ensureRoom(size);
    long[] values = ((LongVector) key(0)).values();
    for (int group = 0; group < size; group++) {
      slots.add(RowHash.ofLong(values[group]));
    }
  }

  private void learn(int unknown, int[] groups) {
    for (int i = 0; i < unknown; i++) {
      int row = unknownRows[i];
      groups[row] = unknownGroups[i];
      dictionaryGroups.learn(combinations[row], unknownGroups[i]);
    }
  }

  /// As the other, with the rows' hashes given.
  void findOrAdd(Batch batch, int[] keyColumns, long[] rowHashes, int[] groups) {
    int count = batch.rowCount();
    slots.ensureRoom(count);
    int added = slots.findOrAdd(rowHashes, count, groups, newRows);
    append(batch, keyColumns, newRows, added);
    if (differ(batch, keyColumns, groups)) {
      for (int row = 0; row < count; row++) {
        if (differs[row]) {
          int group = findOne(batch, keyColumns, rowHashes[row], row);
          groups[row] = group < 0 ? addOne(batch, keyColumns, rowHashes[row], row) : group;
        }
      }
    }
  }

  /// As the other, with the rows' hashes given.
  void find(Batch batch, int[] keyColumns, long[] rowHashes, int[] groups) {
    slots.find(rowHashes, batch.rowCount(), groups);
    if (differ(batch, keyColumns, groups)) {
      for (int row = 0; row < batch.rowCount(); row++) {
        if (differs[row]) {
          groups[row] = findOne(batch, keyColumns, rowHashes[row], row);
        }
      }
    }
  }

  private void append(Batch batch, int[] keyColumns, int[] rows, int count) {
    for (int key = 0; key < keyColumns.length; key++) {
      keys.get(key).append(batch.column(keyColumns[key]), rows, count);
    }
    size += count;
  }

  private boolean differ(Batch batch, int[] keyColumns, int[] groups) {
    if (isHashExact(batch, keyColumns)) {
      return false;
    }
    Arrays.fill(differs, 0, batch.rowCount(), false);
    boolean isAny = false;
    for (int key = 0; key < keyColumns.length; key++) {
      var vector = batch.column(keyColumns[key]);
      isAny |= KeyMatch.markDifferent(vector, key(key), groups, batch.rowCount(), differs);
    }
    return isAny;
  }

  /// The hash of one long is a bijection: without NULLs there is nothing to verify.
  private boolean isHashExact(Batch batch, int[] keyColumns) {
    return keyColumns.length == 1
        && batch.column(keyColumns[0]) instanceof LongVector longs
        && longs.nulls() == null
        && key(0).nulls() == null;
  }

  private int findOne(Batch batch, int[] keyColumns, long hash, int row) {
    for (int slot = slots.first(hash); slot >= 0; slot = slots.next(hash, slot)) {
      int group = slots.group(slot);
      if (isKey(batch, keyColumns, row, group)) {
        return group;
      }
    }
    return -1;
  }

  private boolean isKey(Batch batch, int[] keyColumns, int row, int group) {
    for (int key = 0; key < keyColumns.length; key++) {
      if (!KeyMatch.isEqual(batch.column(keyColumns[key]), row, key(key), group)) {
        return false;
      }
    }
    return true;
  }

  private int addOne(Batch batch, int[] keyColumns, long hash, int row) {
    append(batch, keyColumns, new int[] {row}, 1);
    return slots.add(hash);
  }

  /// What entering the keys of `batch` would allocate at most, beside what is there.
  public long growthBytes(Batch batch, int[] keyColumns) {
    long bytes = slots.growthBytes(batch.rowCount());
    for (int key = 0; key < keyColumns.length; key++) {
      bytes += keys.get(key).growthBytes(batch.column(keyColumns[key]));
    }
    return bytes;
  }

  /// Forgets all keys; keeps the memory.
  public void clear() {
    keys.forEach(ColumnBuffer::clear);
    forgetRanks();
    if (direct != null && isDirect) {
      direct.clear();
    } else {
      slots.clear();
    }
    dictionaryGroups.forget();
    size = 0;
  }
}
