package dev.stint.executor.aggregate;

import dev.stint.executor.bag.BagReading;
import dev.stint.executor.bag.BagReadings;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// An aggregate of all values of a group, which are collected and then read. Calls of the same
/// values share what is collected, and read it together.
final class BagAggregator extends Aggregator {

  private static final int[] NO_CUTS = new int[0];

  private final MemoryAccount memory;
  private final BagState bags;
  private final List<GroupState> states;
  private final List<BagReading> readings = new ArrayList<>();
  private List<Vector> results = List.of();

  /// The group whose pieces are given, and where these begin.
  private int cutGroup;

  private int[] cuts = NO_CUTS;

  BagAggregator(AggregateCall call, MemoryAccount memory) {
    super(call);
    this.memory = memory;
    this.bags = new BagState(memory);
    this.states = List.of(bags);
    readings.add(BagReadings.of(call, memory));
  }

  /// Whether a call is of the same values.
  boolean isOf(AggregateCall other) {
    return other.function().isOfBags()
        && Objects.equals(other.argument(), call().argument())
        && Objects.equals(other.filter(), call().filter());
  }

  /// An aggregator of a call of the same values.
  Aggregator shared(AggregateCall other) {
    int number = readings.size();
    readings.add(BagReadings.of(other, memory));
    return new SharedBagAggregator(other, () -> results.get(number));
  }

  BagState bags() {
    return bags;
  }

  @Override
  List<GroupState> states() {
    return states;
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    bags.add(argument(batch), rows, count, groups);
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    merge(bags, batch.column(column), groups);
  }

  @Override
  Vector result(int from, int count) {
    boolean isAsHeld =
        call().function() == AggregateFunction.BAG && readings.size() == 1 && !bags.isOnDisk();
    results = isAsHeld ? List.of(bags.vector(from, count)) : bags.read(from, count, readings);
    return results.getFirst();
  }

  @Override
  int cut(int group) {
    if (!bags.isLarge(group)) {
      cuts = NO_CUTS;
      return 1;
    }
    cutGroup = group;
    cuts = bags.cuts(group);
    return cuts.length - 1;
  }

  @Override
  void copyPiece(Aggregator source, int group, int piece) {
    var other = (BagAggregator) source;
    if (other.cuts.length == 0 || other.cutGroup != group) {
      super.copyPiece(source, group, piece);
      return;
    }
    ensureGroups(1);
    clear();
    if (piece < other.cuts.length - 1) {
      bags.copyPiece(other.bags, group, other.cuts[piece], other.cuts[piece + 1]);
    }
  }
}
