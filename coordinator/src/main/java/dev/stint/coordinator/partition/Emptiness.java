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
import dev.stint.plan.stage.Stage;
import dev.stint.plan.task.SegmentRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells which nodes of a stage give no rows, from what is known of the exchanges it reads. A stage
/// that is not in `segments` may have rows. If a node is empty, it stays so whatever else becomes
/// known to be empty.
record Emptiness(Stage stage, Map<Integer, List<SegmentRef>> segments) {

  /// Why the whole stage gives no rows, if it is known that it does not.
  Optional<String> reason() {
    return reason(stage.fragment().root());
  }

  /// Why a node gives no rows.
  private Optional<String> reason(Node node) {
    return switch (node) {
      case ScanNode scan -> reason(scan);
      case ExchangeSourceNode source -> reason(source);
      case ValuesNode values ->
          values.rows().isEmpty() ? Optional.of("there are no constant rows") : Optional.empty();
      case FilterNode filter -> reason(filter.input());
      case ProjectNode project -> reason(project.input());
      case SortNode sort -> reason(sort.input());
      case ExpandNode expand -> reason(expand.input());
      case RepeatNode repeat -> reason(repeat.input());
      case RecursionNode recursion -> reason(recursion.anchor());
      case LevelNode _ -> Optional.empty();
      case WindowNode window -> reason(window.input());
      case TopNNode top -> limited(top.limit(), top.input());
      case LimitNode limit -> limited(limit.limit(), limit.input());
      case AggregateNode aggregate ->
          // Without group columns there is a group over no rows, too.
          aggregate.groupColumns().isEmpty() ? Optional.empty() : reason(aggregate.input());
      case HashJoinNode join -> reason(join);
      case UnionNode union -> all(union.inputs());
    };
  }

  private Optional<String> reason(ScanNode scan) {
    return stage.splits().getOrDefault(scan.sourceId(), List.of()).isEmpty()
        ? Optional.of("no files of table " + scan.table() + " are to be read")
        : Optional.empty();
  }

  private Optional<String> reason(ExchangeSourceNode source) {
    var written = segments.get(source.stageId());
    boolean isEmpty =
        written != null && written.stream().allMatch(segment -> segment.blocks().isEmpty());
    return isEmpty ? Optional.of("stage " + source.stageId() + " gave no rows") : Optional.empty();
  }

  private Optional<String> limited(long limit, Node input) {
    return limit == 0 ? Optional.of("no more than 0 rows are wanted") : reason(input);
  }

  private Optional<String> reason(HashJoinNode join) {
    return switch (join.joinType()) {
      case INNER, SEMI -> reason(join.probe()).or(() -> reason(join.build()));
      case PROBE_OUTER, ANTI, SINGLE, MARK -> reason(join.probe());
      case BUILD_OUTER -> reason(join.build());
      case FULL_OUTER -> all(List.of(join.probe(), join.build()));
    };
  }

  private Optional<String> all(List<Node> inputs) {
    Optional<String> reason = Optional.empty();
    for (var input : inputs) {
      reason = reason(input);
      if (reason.isEmpty()) {
        return reason;
      }
    }
    return reason;
  }

  /// The exchanges whose rows have an influence on what the stage gives.
  List<ExchangeSourceNode> neededSources() {
    var needed = new ArrayList<ExchangeSourceNode>();
    addNeeded(stage.fragment().root(), needed);
    return needed;
  }

  private void addNeeded(Node node, List<ExchangeSourceNode> needed) {
    if (reason(node).isPresent()) {
      return;
    }
    if (node instanceof ExchangeSourceNode source) {
      needed.add(source);
    }
    node.inputs().forEach(input -> addNeeded(input, needed));
  }
}
