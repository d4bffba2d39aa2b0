package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.SortKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frame of each row of a step: from `starts[i]` to before `ends[i]`, within the row's
/// partition and never negative in length.
final class FrameRows {

  private final Frame frame;
  private final @Nullable RangeSearch startSearch;
  private final @Nullable RangeSearch endSearch;
  private final int[] starts = new int[Batch.MAX_ROWS];
  private final int[] ends = new int[Batch.MAX_ROWS];

  FrameRows(Frame frame, List<SortKey> order) {
    this.frame = frame;
    this.startSearch = search(frame.start(), order);
    this.endSearch = search(frame.end(), order);
  }

  private static @Nullable RangeSearch search(Frame.Bound bound, List<SortKey> order) {
    if (!(bound instanceof Frame.Value(int column))) {
      return null;
    }
    if (order.size() != 1) {
      throw new IllegalArgumentException(bound + " by " + order);
    }
    return new RangeSearch(order.getFirst(), column);
  }

  int[] starts() {
    return starts;
  }

  int[] ends() {
    return ends;
  }

  void find(Step step) {
    int count = step.count();
    switch (frame.start()) {
      case Frame.Unbounded _ -> System.arraycopy(step.partitionStarts(), 0, starts, 0, count);
      case Frame.Peers _ -> System.arraycopy(step.peersStarts(), 0, starts, 0, count);
      case Frame.Row(long offset) -> shift(step, offset, starts);
      case Frame.Value _ -> of(startSearch).starts(step, starts);
    }
    switch (frame.end()) {
      case Frame.Unbounded _ -> System.arraycopy(step.partitionEnds(), 0, ends, 0, count);
      case Frame.Peers _ -> System.arraycopy(step.peersEnds(), 0, ends, 0, count);
      case Frame.Row(long offset) ->
          shift(step, offset == Long.MAX_VALUE ? offset : offset + 1, ends);
      case Frame.Value _ -> of(endSearch).ends(step, ends);
    }
    for (int i = 0; i < count; i++) {
      ends[i] = Math.max(ends[i], starts[i]);
    }
  }

  private static RangeSearch of(@Nullable RangeSearch search) {
    if (search == null) {
      throw new IllegalStateException("no bound by value");
    }
    return search;
  }

  /// The rows `offset` after, or the ends of the partition.
  private static void shift(Step step, long offset, int[] out) {
    int[] partitionStarts = step.partitionStarts();
    int[] partitionEnds = step.partitionEnds();
    // No partition is longer.
    long near = Math.clamp(offset, -(1L << 32), 1L << 32);
    for (int i = 0; i < step.count(); i++) {
      out[i] = Math.clamp(step.from() + i + near, partitionStarts[i], partitionEnds[i]);
    }
  }
}
