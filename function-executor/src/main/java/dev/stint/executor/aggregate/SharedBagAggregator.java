package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.type.PhysicalType;
import java.util.List;
import java.util.function.Supplier;

/// An aggregate of values that another one before it collects. Its own states are NULL.
final class SharedBagAggregator extends Aggregator {

  private final Supplier<Vector> result;

  /// `result` gives that of the groups for which the other one was asked last.
  SharedBagAggregator(AggregateCall call, Supplier<Vector> result) {
    super(call);
    this.result = result;
  }

  @Override
  List<GroupState> states() {
    return List.of();
  }

  @Override
  void addRows(Batch batch, int[] rows, int count, int[] groups) {
    // The other one has them.
  }

  @Override
  void merge(Batch batch, int column, int[] groups) {
    // The other one's states are merged.
  }

  @Override
  List<Vector> stateVectors(int from, int count) {
    return List.of(Vector.nulls(PhysicalType.BYTES, count));
  }

  @Override
  Vector result(int from, int count) {
    return result.get();
  }
}
