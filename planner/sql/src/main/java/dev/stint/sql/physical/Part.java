package dev.stint.sql.physical;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.NodeInputs;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.Schema;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A stage that is being built: its tree so far, whose output columns are `columns`, the splits its
/// scans read by source id, how rows are spread, and a guess of how many they are.
record Part(
    Node node,
    List<Column> columns,
    Map<Integer, List<Split>> splits,
    Distribution distribution,
    double rows) {

  Part {
    columns = List.copyOf(columns);
    splits = Map.copyOf(splits);
    if (columns.size() != node.schema().size()) {
      throw new IllegalStateException(columns + " for " + node.schema());
    }
  }

  /// The same stage with more on top.
  Part with(Node newNode, List<Column> newColumns, double newRows) {
    return new Part(newNode, newColumns, splits, distribution, newRows);
  }

  Part distributed(Distribution newDistribution) {
    return new Part(node, columns, splits, newDistribution, rows);
  }

  /// A guess of what the rows take.
  double bytes() {
    return rows * node.schema().guessedRowBytes();
  }

  /// Of the tables that it scans.
  long splitBytes() {
    return splits.values().stream().flatMap(List::stream).mapToLong(Split::length).sum();
  }

  boolean isSingle() {
    return distribution instanceof Distribution.Single;
  }

  /// The place of a column in the rows.
  int place(int id) {
    for (int place = 0; place < columns.size(); place++) {
      if (columns.get(place).id() == id) {
        return place;
      }
    }
    throw new IllegalStateException("column " + id + " is not among " + columns);
  }

  List<Integer> places(List<Column> wanted) {
    return wanted.stream().map(column -> place(column.id())).toList();
  }

  /// The expression over the rows' places instead of column ids.
  Expression bound(Expression expression) {
    return bound(expression, columns);
  }

  static Expression bound(Expression expression, List<Column> columns) {
    var places = new HashMap<Integer, Integer>();
    for (int place = 0; place < columns.size(); place++) {
      places.putIfAbsent(columns.get(place).id(), place);
    }
    return Expressions.rewrite(
        expression,
        part -> {
          if (!(part instanceof ColumnRef ref)) {
            return null;
          }
          var place = places.get(ref.column());
          if (place == null) {
            throw new IllegalStateException("column " + ref.column() + " is not among " + columns);
          }
          return new ColumnRef(place, ref.type());
        });
  }

  static Schema schema(List<Column> columns) {
    return new Schema(columns.stream().map(Column::field).toList());
  }

  /// The same tree with buckets read whole, for work that needs a bucket's rows in one task.
  Part whole() {
    return new Part(whole(node), columns, splits, distribution, rows);
  }

  private static Node whole(Node node) {
    if (node instanceof ExchangeSourceNode source) {
      return new ExchangeSourceNode(
          source.sourceId(), source.stageId(), source.reading(), HotBucket.WHOLE, source.schema());
    }
    var inputs = node.inputs().stream().map(Part::whole).toList();
    return inputs.equals(node.inputs()) ? node : NodeInputs.replace(node, inputs);
  }
}
