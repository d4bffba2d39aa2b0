package dev.stint.plan.node;

import java.util.List;

/// Puts nodes over other inputs.
public final class NodeInputs {

  private NodeInputs() {}

  /// The same node over `inputs`, as many as it has; a source is itself.
  public static Node replace(Node node, List<Node> inputs) {
    return switch (node) {
      case ScanNode _, ExchangeSourceNode _, ValuesNode _, LevelNode _ -> node;
      case RecursionNode recursion ->
          new RecursionNode(
              inputs.getFirst(),
              inputs.getLast(),
              recursion.recursion(),
              recursion.maxLevels(),
              recursion.maxRows(),
              recursion.schema());
      case FilterNode filter -> new FilterNode(inputs.getFirst(), filter.condition());
      case ProjectNode project ->
          new ProjectNode(inputs.getFirst(), project.expressions(), project.schema());
      case AggregateNode aggregate ->
          new AggregateNode(
              inputs.getFirst(),
              aggregate.phase(),
              aggregate.groupColumns(),
              aggregate.aggregates(),
              aggregate.schema());
      case HashJoinNode join ->
          new HashJoinNode(
              inputs.getFirst(),
              inputs.getLast(),
              join.joinType(),
              join.probeKeys(),
              join.buildKeys(),
              join.nullSafeKeys(),
              join.residual(),
              join.schema());
      case SortNode sort -> new SortNode(inputs.getFirst(), sort.keys());
      case TopNNode top -> new TopNNode(inputs.getFirst(), top.keys(), top.limit(), top.offset());
      case LimitNode limit ->
          new LimitNode(inputs.getFirst(), limit.limit(), limit.offset(), limit.groupColumns());
      case UnionNode union -> new UnionNode(inputs, union.schema());
      case ExpandNode expand ->
          new ExpandNode(inputs.getFirst(), expand.projections(), expand.schema());
      case RepeatNode repeat ->
          new RepeatNode(inputs.getFirst(), repeat.countColumn(), repeat.ordinal());
      case WindowNode window ->
          new WindowNode(
              inputs.getFirst(),
              window.partitionColumns(),
              window.orderKeys(),
              window.calls(),
              window.schema());
    };
  }
}
