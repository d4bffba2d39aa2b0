package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;

/// One value per group, in arrays indexed by group. A group that no row was added to is NULL.
abstract class GroupState {

  private static final int MIN_CAPACITY = 64;
  private static final int MAX_CAPACITY = 1 << 29;

  private final MemoryAccount memory;
  private final int groupBytes;
  private int capacity;
  private int groupCount;

  /// Whether a row was added to the group.
  boolean[] seen = new boolean[0];

  /// `valueBytes` is what the arrays of the subclass take for a group.
  GroupState(MemoryAccount memory, int valueBytes) {
    this.memory = memory;
    this.groupBytes = valueBytes + 1;
  }

  /// Makes room for groups 0 to `needed` - 1; new ones have seen no row.
  final void ensureGroups(int needed) {
    groupCount = Math.max(groupCount, needed);
    if (needed <= capacity) {
      return;
    }
    if (needed > MAX_CAPACITY) {
      throw StintException.resource(memory.user() + " has too many groups for one task");
    }
    int larger = larger(needed);
    memory.reserve((long) larger * groupBytes);
    seen = Arrays.copyOf(seen, larger);
    resize(capacity, larger);
    memory.release((long) capacity * groupBytes);
    capacity = larger;
  }

  /// What adding rows with `addedBytes` of strings to `needed` groups would allocate at most,
  /// beside what is there.
  long growthBytes(int needed, long addedBytes) {
    return needed <= capacity ? 0 : (long) larger(needed) * groupBytes;
  }

  private int larger(int needed) {
    return Math.max(Math.max(needed, MIN_CAPACITY), capacity + (capacity >> 1));
  }

  /// Makes the arrays `capacity` long; values from `from` on begin as [#reset] leaves them.
  abstract void resize(int from, int capacity);

  /// Makes the values of groups `[from, to)` those of no rows.
  abstract void reset(int from, int to);

  /// Adds rows `rows[0..count)` of `values`, none of them NULL, each to group `groups[row]`.
  abstract void add(Vector values, int[] rows, int count, int[] groups);

  /// Adds group `from` of `source`, a state of this class, to group `to`.
  abstract void merge(int to, GroupState source, int from);

  /// Adds to each of `groupCount` groups the one before it, from the first on, except to those that
  /// `isFirst` marks.
  final void accumulate(int groupCount, boolean[] isFirst) {
    for (int group = 1; group < groupCount; group++) {
      if (!isFirst[group]) {
        merge(group, this, group - 1);
      }
    }
  }

  /// Adds to each of `groupCount` groups the one after it, from the last on, except where `isFirst`
  /// marks that one.
  final void accumulateBackward(int groupCount, boolean[] isFirst) {
    for (int group = groupCount - 2; group >= 0; group--) {
      if (!isFirst[group + 1]) {
        merge(group, this, group + 1);
      }
    }
  }

  /// Adds group `from[i]` of `source` to group i, for i in `[0, count)`; none where that is
  /// negative.
  final void mergeAll(GroupState source, int[] from, int count) {
    for (int group = 0; group < count; group++) {
      if (from[group] >= 0) {
        merge(group, source, from[group]);
      }
    }
  }

  /// Makes group `to` one of no rows.
  final void forget(int to) {
    seen[to] = false;
    reset(to, to + 1);
  }

  /// The values of `count` groups from `from`.
  abstract Vector vector(int from, int count);

  /// Forgets all groups but keeps the arrays.
  void clear() {
    Arrays.fill(seen, false);
    reset(0, capacity);
  }

  /// All groups are below it.
  final int groupCount() {
    return groupCount;
  }

  final void markSeen(int[] rows, int count, int[] groups) {
    boolean[] flags = seen;
    if (FewGroups.isFor(groupCount, count) && areAllSeen()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      flags[groups[rows[i]]] = true;
    }
  }

  private boolean areAllSeen() {
    boolean areSeen = true;
    for (int group = 0; group < groupCount; group++) {
      areSeen &= seen[group];
    }
    return areSeen;
  }

  final boolean[] unseen(int from, int count) {
    boolean[] nulls = new boolean[count];
    for (int i = 0; i < count; i++) {
      nulls[i] = !seen[from + i];
    }
    return nulls;
  }

  final MemoryAccount memory() {
    return memory;
  }
}
