package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.hash.KeyTable;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Groups with the states of their aggregates.
final class Grouping implements AutoCloseable {

  private static final int[] ONE_GROUP = new int[Batch.MAX_ROWS];

  private final int[] groupColumns;
  private final KeyTable keys;
  private final List<Aggregator> aggregators;
  private final List<BagState> bags;
  private final MemoryAccount memory;
  private final int[] groups = new int[Batch.MAX_ROWS];
  private @Nullable BagSpace space;

  /// Groups rows of `input` by its columns `groupColumns`. What it allocates is reserved in
  /// `memory`, which the caller closes.
  Grouping(
      Schema input, List<Integer> groupColumns, List<AggregateCall> calls, MemoryAccount memory) {
    this.groupColumns = groupColumns.stream().mapToInt(Integer::intValue).toArray();
    this.keys = new KeyTable(RowBuffer.physicalTypes(input.select(groupColumns)), memory);
    this.aggregators = Aggregators.all(calls, memory);
    this.bags =
        aggregators.stream()
            .filter(BagAggregator.class::isInstance)
            .map(aggregator -> ((BagAggregator) aggregator).bags())
            .toList();
    this.memory = memory;
    ensureGroups();
  }

  /// Lets bags go to the disk: for groups that are given in their order, once.
  void keepBagsOnDisk() {
    if (!bags.isEmpty()) {
      var room = new BagSpace(bags, memory);
      space = room;
      bags.forEach(state -> state.use(room));
    }
  }

  /// Whether bags are on the disk.
  boolean hasSpilled() {
    return space != null && space.hasSpilled();
  }

  boolean hasBags() {
    return !bags.isEmpty();
  }

  /// What is taken when the largest bag is doubled and sorted.
  long workBytes() {
    return bags.stream().mapToLong(state -> state.workBytes(state.longest())).max().orElse(0);
  }

  /// Without group columns there is one group from the start.
  int groupCount() {
    return groupColumns.length == 0 ? 1 : keys.size();
  }

  /// Adds rows.
  void add(Batch batch) {
    int[] rowGroups = assign(batch);
    for (var aggregator : aggregators) {
      aggregator.add(batch, rowGroups);
    }
  }

  /// Merges rows of states that follow the group columns.
  void merge(Batch batch) {
    int[] rowGroups = assign(batch);
    int column = groupColumns.length;
    for (var aggregator : aggregators) {
      aggregator.merge(batch, column, rowGroups);
      column += aggregator.call().stateTypes().size();
    }
  }

  private int[] assign(Batch batch) {
    if (groupColumns.length == 0) {
      return ONE_GROUP;
    }
    keys.findOrAdd(batch, groupColumns, groups);
    ensureGroups();
    return groups;
  }

  private void ensureGroups() {
    int groupCount = groupCount();
    for (var aggregator : aggregators) {
      aggregator.ensureGroups(groupCount);
    }
  }

  /// `count` groups from `from` with their states.
  Batch states(int from, int count) {
    var columns = keyVectors(from, count);
    for (var aggregator : aggregators) {
      columns.addAll(aggregator.stateVectors(from, count));
    }
    return new Batch(count, columns);
  }

  /// What adding or merging `batch` would allocate at most, beside what is there.
  long growthBytes(Batch batch) {
    long stringBytes = 0;
    for (var column : batch.columns()) {
      stringBytes += column instanceof BytesVector strings ? strings.valueBytes() : 0;
    }
    long bytes = keys.growthBytes(batch, groupColumns);
    int groupCount = groupCount() + batch.rowCount();
    for (var aggregator : aggregators) {
      bytes += aggregator.growthBytes(groupCount, stringBytes);
    }
    return bytes;
  }

  /// The keys of `count` groups from `from`.
  Batch keys(int from, int count) {
    var columns = new ArrayList<Vector>();
    for (int key = 0; key < groupColumns.length; key++) {
      columns.add(keys.key(key).slice(from, count));
    }
    return new Batch(count, columns);
  }

  /// Groups `rows[0..count)` with their states, through `copies`, aggregators of the same calls.
  Batch states(int[] rows, int count, List<Aggregator> copies) {
    var columns = keyVectors(rows, count);
    for (int call = 0; call < copies.size(); call++) {
      copies.get(call).copy(aggregators.get(call), rows, count);
      columns.addAll(copies.get(call).stateVectors(0, count));
    }
    return new Batch(count, columns);
  }

  /// How many of `rows[0..count)` come before the first group that is handed on in pieces.
  int smallAhead(int[] rows, int count) {
    int small = 0;
    while (small < count && !isLarge(rows[small])) {
      small++;
    }
    return small;
  }

  /// As [#smallAhead], of `count` groups from `from`.
  int smallAhead(int from, int count) {
    int small = 0;
    while (small < count && !isLarge(from + small)) {
      small++;
    }
    return small;
  }

  private boolean isLarge(int group) {
    for (var bag : bags) {
      if (bag.isLarge(group)) {
        return true;
      }
    }
    return false;
  }

  /// Cuts a group's state; gives the number of pieces.
  int cut(int group) {
    return aggregators.stream().mapToInt(aggregator -> aggregator.cut(group)).max().orElse(1);
  }

  /// A group with a piece of its state, through `copies` as [#states]; it was cut.
  Batch piece(int group, int piece, List<Aggregator> copies) {
    var columns = keyVectors(group, 1);
    for (int call = 0; call < copies.size(); call++) {
      copies.get(call).copyPiece(aggregators.get(call), group, piece);
      columns.addAll(copies.get(call).stateVectors(0, 1));
    }
    return new Batch(1, columns);
  }

  /// `count` groups from `from` with their results.
  Batch results(int from, int count) {
    var columns = keyVectors(from, count);
    for (var aggregator : aggregators) {
      columns.add(aggregator.result(from, count));
    }
    return new Batch(count, columns);
  }

  private List<Vector> keyVectors(int from, int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return keyVectors(rows, count);
  }

  private List<Vector> keyVectors(int[] rows, int count) {
    var columns = new ArrayList<Vector>();
    for (int key = 0; key < groupColumns.length; key++) {
      columns.add(normal(keys.key(key).gather(rows, count)));
    }
    return columns;
  }

  /// Of the doubles that are one key, one is given: 0.0 for both zeros.
  private static Vector normal(Vector key) {
    if (key instanceof DoubleVector doubles) {
      double[] values = doubles.values();
      for (int i = 0; i < doubles.rowCount(); i++) {
        values[i] += 0.0;
      }
    }
    return key;
  }

  /// Each row of `batch` as a group of its own, with its state. There must be no groups.
  Batch ungrouped(Batch batch) {
    int count = batch.rowCount();
    var columns = new ArrayList<Vector>();
    for (int column : groupColumns) {
      columns.add(batch.column(column));
    }
    for (var aggregator : aggregators) {
      aggregator.ensureGroups(count);
      aggregator.clear();
      aggregator.add(batch, RowIndexes.identity());
      columns.addAll(aggregator.stateVectors(0, count));
    }
    return new Batch(count, columns);
  }

  /// Forgets all groups; keeps the memory.
  void clear() {
    keys.clear();
    aggregators.forEach(Aggregator::clear);
  }

  /// Removes what is on the disk; the memory is given back by whoever owns its account.
  @Override
  public void close() {
    if (space != null) {
      space.close();
    }
  }
}
