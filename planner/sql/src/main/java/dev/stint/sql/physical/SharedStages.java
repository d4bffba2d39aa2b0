package dev.stint.sql.physical;

import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.NodeInputs;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Finds stages that do the same work: what a query says twice (a common table, a view, the rows
/// around a subquery) is run once, and its exchange read by all that want it.
final class SharedStages {

  /// What a stage does, whatever its sources are called.
  private record Work(Node root, List<List<Split>> splits, StageOutput output) {}

  private final Map<Work, Integer> known = new HashMap<>();

  /// The stage that does the work of `part` already; if there is none, `id` does from now on.
  OptionalInt find(Part part, StageOutput output, int id) {
    var splits = new ArrayList<List<Split>>();
    var root = numbered(part.node(), part, splits);
    var before = known.putIfAbsent(new Work(root, splits, output), id);
    return before == null ? OptionalInt.empty() : OptionalInt.of(before);
  }

  /// The tree with sources numbered in the order in which they stand.
  private static Node numbered(Node node, Part part, List<List<Split>> splits) {
    return switch (node) {
      case ScanNode scan -> {
        splits.add(part.splits().getOrDefault(scan.sourceId(), List.of()));
        yield new ScanNode(
            splits.size(),
            scan.table(),
            scan.format(),
            scan.fileSchema(),
            scan.columns(),
            scan.partitionColumns(),
            scan.filter(),
            scan.filterOnlyCount(),
            scan.tableSplitCount());
      }
      case ExchangeSourceNode source -> {
        splits.add(List.of());
        yield new ExchangeSourceNode(
            splits.size(), source.stageId(), source.reading(), source.hotBucket(), source.schema());
      }
      case FilterNode _,
          ProjectNode _,
          AggregateNode _,
          HashJoinNode _,
          SortNode _,
          TopNNode _,
          LimitNode _,
          UnionNode _,
          ExpandNode _,
          RepeatNode _,
          RecursionNode _,
          LevelNode _,
          WindowNode _,
          ValuesNode _ -> {
        var inputs = node.inputs().stream().map(input -> numbered(input, part, splits)).toList();
        yield NodeInputs.replace(node, inputs);
      }
    };
  }
}
