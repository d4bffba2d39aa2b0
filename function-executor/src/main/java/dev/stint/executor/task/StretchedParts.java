package dev.stint.executor.task;

import dev.stint.executor.exchange.Stretches;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.AggregateNode.Phase;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the parts of a fragment that may be run stretch by stretch ([Stretches]) and gain by it.
final class StretchedParts {

  private final Map<Integer, TaskInput> inputs;
  private final long availableBytes;

  StretchedParts(Map<Integer, TaskInput> inputs, long availableBytes) {
    this.inputs = inputs;
    this.availableBytes = availableBytes;
  }

  /// Where to cut the buckets that the part under `node` reads; none if it is to be run at once.
  List<SortableKey> bounds(Node node) {
    if (!holdsRows(node) || !isByBucket(node)) {
      return List.of();
    }
    var sources = new ArrayList<ExchangeSourceNode>();
    collectSources(node, sources);
    var partitions = new HashMap<Integer, TaskInput.Partition>();
    for (var source : sources) {
      if (inputs.get(source.sourceId()) instanceof TaskInput.Partition partition) {
        partitions.put(source.sourceId(), partition);
      }
    }
    return Stretches.of(sources, partitions, availableBytes);
  }

  private static boolean holdsRows(Node node) {
    return switch (node) {
      case AggregateNode _, HashJoinNode _, SortNode _, WindowNode _ -> true;
      case ScanNode _,
          ExchangeSourceNode _,
          ValuesNode _,
          FilterNode _,
          ProjectNode _,
          TopNNode _,
          LimitNode _,
          UnionNode _,
          ExpandNode _,
          RepeatNode _ ->
          false;
    };
  }

  /// Whether it is the same to give `node` its buckets one after another. A partial aggregation
  /// would give its groups again for each.
  private boolean isByBucket(Node node) {
    return switch (node) {
      case ExchangeSourceNode source -> isCut(source);
      case AggregateNode aggregate ->
          aggregate.phase() != Phase.PARTIAL
              && !aggregate.groupColumns().isEmpty()
              && areByBucket(node);
      case LimitNode limit -> !limit.groupColumns().isEmpty() && areByBucket(node);
      case FilterNode _,
          ProjectNode _,
          HashJoinNode _,
          SortNode _,
          WindowNode _,
          UnionNode _,
          ExpandNode _,
          RepeatNode _ ->
          areByBucket(node);
      case ScanNode _, ValuesNode _, TopNNode _ -> false;
    };
  }

  private boolean areByBucket(Node node) {
    return node.inputs().stream().allMatch(this::isByBucket);
  }

  private boolean isCut(ExchangeSourceNode source) {
    return switch (inputs.get(source.sourceId())) {
      case TaskInput.Partition partition -> Stretches.isCut(source, partition);
      case TaskInput.Splits _ -> false;
      case null -> true;
    };
  }

  private static void collectSources(Node node, List<ExchangeSourceNode> sources) {
    if (node instanceof ExchangeSourceNode source) {
      sources.add(source);
    }
    node.inputs().forEach(input -> collectSources(input, sources));
  }
}
