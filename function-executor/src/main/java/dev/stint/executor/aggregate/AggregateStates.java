package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The states of one aggregate, one per group, for whoever makes groups without keys. Merging
/// states is exact but for the rounding of floating-point numbers.
public final class AggregateStates implements AutoCloseable {

  private final Aggregator aggregator;
  private final @Nullable BagSpace space;

  private AggregateStates(Aggregator aggregator) {
    this(aggregator, null);
  }

  private AggregateStates(Aggregator aggregator, @Nullable BagSpace space) {
    this.aggregator = aggregator;
    this.space = space;
  }

  /// What the states take is reserved in `memory`, which the caller closes.
  public static AggregateStates of(AggregateCall call, MemoryAccount memory) {
    return new AggregateStates(Aggregators.of(call, memory));
  }

  /// As [#of]; only results may overflow, whatever is added and merged on the way to them.
  public static AggregateStates wide(AggregateCall call, MemoryAccount memory) {
    return new AggregateStates(Aggregators.wide(call, memory));
  }

  /// As [#of], but bags go to the disk when memory has no room for them: for groups whose results
  /// are asked for once, in their order, before all are cleared. They are not merged. To be closed.
  public static AggregateStates spilling(AggregateCall call, MemoryAccount memory) {
    var aggregator = Aggregators.of(call, memory);
    if (!(aggregator instanceof BagAggregator bags)) {
      return new AggregateStates(aggregator);
    }
    var space = new BagSpace(List.of(bags.bags()), memory);
    bags.bags().use(space);
    return new AggregateStates(aggregator, space);
  }

  /// Makes room for groups 0 to `groupCount` - 1; new ones are of no rows.
  public void ensureGroups(int groupCount) {
    aggregator.ensureGroups(groupCount);
  }

  /// Makes all groups those of no rows.
  public void clear() {
    aggregator.clear();
  }

  /// Adds each row of `batch` to the group that `groups` has for it.
  public void add(Batch batch, int[] groups) {
    aggregator.add(batch, groups);
  }

  /// Makes a group one of no rows.
  public void forget(int group) {
    for (var state : aggregator.states()) {
      state.forget(group);
    }
  }

  /// Adds group `from` of `source`, states of the same call, to group `to`.
  public void merge(int to, AggregateStates source, int from) {
    var states = aggregator.states();
    var others = source.aggregator.states();
    for (int part = 0; part < states.size(); part++) {
      states.get(part).merge(to, others.get(part), from);
    }
  }

  /// Adds to each of `groupCount` groups the one before it, from the first on, except to those that
  /// `isFirst` marks.
  public void accumulate(int groupCount, boolean[] isFirst) {
    aggregator.states().forEach(state -> state.accumulate(groupCount, isFirst));
  }

  /// Adds to each of `groupCount` groups the one after it, from the last on, except where `isFirst`
  /// marks that one.
  public void accumulateBackward(int groupCount, boolean[] isFirst) {
    aggregator.states().forEach(state -> state.accumulateBackward(groupCount, isFirst));
  }

  /// Adds group `from[i]` of `source` to group i, for i in `[0, count)`; none where that is
  /// negative.
  public void mergeAll(AggregateStates source, int[] from, int count) {
    var states = aggregator.states();
    var others = source.aggregator.states();
    for (int part = 0; part < states.size(); part++) {
      states.get(part).mergeAll(others.get(part), from, count);
    }
  }

  /// The results of `count` groups from `from`.
  public Vector result(int from, int count) {
    return aggregator.result(from, count);
  }

  /// Removes what is on the disk.
  @Override
  public void close() {
    if (space != null) {
      space.close();
    }
  }
}
