package dev.stint.executor.window;

import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.window.RunningAggregate.Segment;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import java.util.List;

/// Chooses the function of a call.
final class WindowFunctions {

  private WindowFunctions() {}

  static WindowFunction of(WindowCall call, List<SortKey> order, MemoryAccount memory) {
    return switch (call) {
      case WindowCall.Rank rank -> new RankFunction(rank);
      case WindowCall.Ntile ntile -> new NtileFunction(ntile);
      case WindowCall.Offset offset -> new OffsetFunction(offset, memory);
      case WindowCall.Nth nth -> new NthFunction(nth, order, memory);
      case WindowCall.Aggregate aggregate -> aggregate(aggregate, order, memory);
    };
  }

  private static WindowFunction aggregate(
      WindowCall.Aggregate aggregate, List<SortKey> order, MemoryAccount memory) {
    var frame = aggregate.frame();
    if (!(frame.start() instanceof Frame.Unbounded)) {
      return new SlidingAggregate(aggregate.call(), frame, order, memory);
    }
    return switch (frame.end()) {
      case Frame.Unbounded _ -> new PartitionAggregate(aggregate.call(), memory);
      case Frame.Peers _ -> new RunningAggregate(aggregate.call(), Segment.PEERS, memory);
      case Frame.Row(long offset) when offset == 0 ->
          new RunningAggregate(aggregate.call(), Segment.ROW, memory);
      case Frame.Row _, Frame.Value _ ->
          new SlidingAggregate(aggregate.call(), frame, order, memory);
    };
  }
}
