package dev.stint.coordinator.partition;

import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import java.util.List;
import java.util.Map;

/// How many rows a tree can give at most, from the rows that were written for it: no guess, as the
/// planner's estimates are, but often unknown. `segments` by the id of the stage that a source
/// names.
record MostRows(Map<Integer, List<SegmentRef>> segments) {

  /// Of what may give any number.
  static final long UNKNOWN = Long.MAX_VALUE;

  long of(Node node) {
    return switch (node) {
      case ExchangeSourceNode source -> written(source);
      case ValuesNode values -> values.rows().size();
      case FilterNode filter -> of(filter.input());
      case ProjectNode project -> of(project.input());
      case SortNode sort -> of(sort.input());
      case WindowNode window -> of(window.input());
      // Without group columns there is a group over no rows, too.
      case AggregateNode aggregate -> Math.max(1, of(aggregate.input()));
      case TopNNode top -> Math.min(top.limit(), of(top.input()));
      case LimitNode limit ->
          limit.groupColumns().isEmpty()
              ? Math.min(limit.limit(), of(limit.input()))
              : of(limit.input());
      case UnionNode union -> union.inputs().stream().mapToLong(this::of).reduce(0, MostRows::sum);
      case HashJoinNode join ->
          switch (join.joinType()) {
            case SEMI, ANTI, MARK, SINGLE -> of(join.probe());
            case INNER, PROBE_OUTER, BUILD_OUTER, FULL_OUTER -> UNKNOWN;
          };
      case ScanNode _, ExpandNode _, RepeatNode _, RecursionNode _, LevelNode _ -> UNKNOWN;
    };
  }

  private long written(ExchangeSourceNode source) {
    var written = segments.get(source.stageId());
    return written == null
        ? UNKNOWN
        : written.stream()
            .flatMap(segment -> segment.blocks().stream())
            .mapToLong(BlockRef::rowCount)
            .sum();
  }

  private static long sum(long one, long other) {
    return one == UNKNOWN || other == UNKNOWN ? UNKNOWN : one + other;
  }
}
