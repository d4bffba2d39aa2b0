package dev.stint.sql.physical;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.SortKey;
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
import java.util.ArrayList;
import java.util.List;

/// The order in which a node gives a task's rows.
final class NodeOrder {

  private NodeOrder() {}

  /// Over the node's columns; empty where none is known.
  static List<SortKey> of(Node node) {
    return switch (node) {
      case SortNode sort -> sort.keys();
      case TopNNode top -> top.keys();
      case FilterNode filter -> of(filter.input());
      case LimitNode limit -> of(limit.input());
      case WindowNode window -> of(window.input());
      case RepeatNode repeat -> of(repeat.input());
      case ProjectNode project -> projected(project);
      case ScanNode _, ExchangeSourceNode _, ValuesNode _, AggregateNode _ -> List.of();
      case HashJoinNode _, UnionNode _, ExpandNode _, RecursionNode _, LevelNode _ -> List.of();
    };
  }

  /// The keys up to the first that is not handed on.
  private static List<SortKey> projected(ProjectNode project) {
    var keys = new ArrayList<SortKey>();
    for (var key : of(project.input())) {
      int place = place(project, key.column());
      if (place < 0) {
        break;
      }
      keys.add(new SortKey(place, key.direction(), key.nulls()));
    }
    return keys;
  }

  private static int place(ProjectNode project, int column) {
    for (int place = 0; place < project.expressions().size(); place++) {
      if (project.expressions().get(place) instanceof ColumnRef ref && ref.column() == column) {
        return place;
      }
    }
    return -1;
  }
}
