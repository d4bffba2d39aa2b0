package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.AggregateCall;
import java.util.List;

/// One aggregate of a grouping over all groups: takes rows or states, gives states or results.
abstract class Aggregator {

  private final AggregateCall call;
  private final int[] selected = new int[Batch.MAX_ROWS];

  Aggregator(AggregateCall call) {
    this.call = call;
  }

  final AggregateCall call() {
    return call;
  }

  /// The arrays that hold its states.
  abstract List<GroupState> states();

  /// Adds each row of `batch` to the group that `groups` has for it.
  final void add(Batch batch, int[] groups) {
    int[] rows = RowIndexes.identity();
    int count = batch.rowCount();
    if (call.filter() != null) {
      count = selectTrue(batch, call.filter(), rows, count);
      rows = selected;
    }
    var argument = call.argument();
    boolean[] nulls = argument == null ? null : batch.column(argument).nulls();
    if (nulls != null && skipsNulls()) {
      count = RowIndexes.dropNulls(nulls, rows, count, selected);
      rows = selected;
    }
    addRows(batch, rows, count, groups);
  }

  /// Whether rows whose argument is NULL are left out.
  boolean skipsNulls() {
    return true;
  }

  private int selectTrue(Batch batch, int filter, int[] rows, int count) {
    var condition = batch.longs(filter);
    boolean[] nulls = condition.nulls();
    int kept = nulls == null ? count : RowIndexes.dropNulls(nulls, rows, count, selected);
    int[] candidates = nulls == null ? rows : selected;
    long[] values = condition.values();
    int survivors = 0;
    for (int i = 0; i < kept; i++) {
      int row = candidates[i];
      selected[survivors] = row;
      survivors += (int) values[row];
    }
    return survivors;
  }

  abstract void addRows(Batch batch, int[] rows, int count, int[] groups);

  /// Merges the states in the rows of `batch`, in the columns from `column`.
  abstract void merge(Batch batch, int column, int[] groups);

  /// Adds the values of a state column that are not NULL.
  final void merge(GroupState state, Vector values, int[] groups) {
    int[] rows = RowIndexes.identity();
    int count = values.rowCount();
    boolean[] nulls = values.nulls();
    if (nulls != null) {
      count = RowIndexes.dropNulls(nulls, rows, count, selected);
      rows = selected;
    }
    state.add(values, rows, count, groups);
  }

  final Vector argument(Batch batch) {
    var argument = call.argument();
    if (argument == null) {
      throw new IllegalStateException(call + " has no argument");
    }
    return batch.column(argument);
  }

  /// The states of `count` groups from `from`, one vector per state column.
  List<Vector> stateVectors(int from, int count) {
    return states().stream().map(state -> state.vector(from, count)).toList();
  }

  /// The results of `count` groups from `from`.
  abstract Vector result(int from, int count);

  /// Makes room for groups 0 to `groupCount` - 1.
  final void ensureGroups(int groupCount) {
    for (var state : states()) {
      state.ensureGroups(groupCount);
    }
  }

  /// As [GroupState#growthBytes], of all states.
  final long growthBytes(int groupCount, long addedBytes) {
    long bytes = 0;
    for (var state : states()) {
      bytes += state.growthBytes(groupCount, addedBytes);
    }
    return bytes;
  }

  /// Makes groups 0 to `count` - 1 what groups `from[0..count)` of `source` are, an aggregator of
  /// the same call.
  final void copy(Aggregator source, int[] from, int count) {
    ensureGroups(count);
    clear();
    for (int state = 0; state < states().size(); state++) {
      states().get(state).mergeAll(source.states().get(state), from, count);
    }
  }

  /// Finds out in how many pieces a group's state is handed on: in one unless that is large.
  int cut(int group) {
    return 1;
  }

  /// Makes group 0 a piece of a group of `source`, an aggregator of the same call that has cut it.
  /// The first one is all there is unless the state is large; those after the last have no rows.
  void copyPiece(Aggregator source, int group, int piece) {
    if (piece == 0) {
      copy(source, new int[] {group}, 1);
    } else {
      ensureGroups(1);
      clear();
    }
  }

  final void clear() {
    states().forEach(GroupState::clear);
  }
}
