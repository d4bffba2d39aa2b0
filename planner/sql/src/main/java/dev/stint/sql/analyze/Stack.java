package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/// `stack(n, a, b, …)`: so many rows of the values, from left to right; what is left of the last
/// row is NULL.
record Stack(List<Column> columns, List<List<Expression>> rows) {

  Stack {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// `node` is what errors are shown at.
  static Stack of(Tree node, List<Term> arguments, ExpressionAnalyzer expressions) {
    if (arguments.size() < 2) {
      throw expressions.error(node, "stack takes a number of rows and at least one value");
    }
    int count = count(arguments.getFirst(), expressions);
    var values = arguments.stream().skip(1).map(expressions::analyze).toList();
    int width = Math.ceilDiv(values.size(), count);
    var columns = new ArrayList<Column>();
    var types = new ArrayList<DataType>();
    for (int at = 0; at < width; at++) {
      types.add(type(node, values, at, width, expressions));
      columns.add(expressions.context().ids().column("col" + at, types.get(at), true));
    }
    var rows = new ArrayList<List<Expression>>();
    for (int row = 0; row < count; row++) {
      var one = new ArrayList<Expression>();
      for (int at = 0; at < width; at++) {
        int place = row * width + at;
        one.add(
            place < values.size()
                ? expressions.context().coercion().cast(values.get(place), types.get(at))
                : Literal.nullOf(types.get(at)));
      }
      rows.add(one);
    }
    return new Stack(columns, rows);
  }

  private static int count(Term argument, ExpressionAnalyzer expressions) {
    var value = expressions.analyze(argument);
    if (value instanceof Literal literal
        && literal.type().isInteger()
        && literal.text() != null
        && literal.text().length() < 6
        && Integer.parseInt(literal.text()) > 0) {
      return Integer.parseInt(literal.text());
    }
    throw expressions.error(argument, "the number of rows of stack must be a constant from 1 on");
  }

  /// The values of a column are of one type, as in Spark, or NULL.
  private static DataType type(
      Tree node, List<Expression> values, int at, int width, ExpressionAnalyzer expressions) {
    var type = DataType.VOID;
    for (int place = at; place < values.size(); place += width) {
      var other = values.get(place).type();
      if (!type.equals(DataType.VOID) && !other.equals(DataType.VOID) && !other.equals(type)) {
        throw expressions.error(
            node,
            "column %d of stack has values of %s and of %s; cast them to one type"
                .formatted(at + 1, type, other));
      }
      type = type.equals(DataType.VOID) ? other : type;
    }
    return type;
  }

  /// All values, from left to right.
  List<Expression> values() {
    return rows.stream().flatMap(List::stream).toList();
  }

  /// Each row of `input` so many times, with the columns; `values` are [#values] over `input`.
  Relation over(Relation input, List<Expression> values) {
    var all = new ArrayList<>(input.columns());
    all.addAll(columns);
    var projections = new ArrayList<List<Expression>>();
    for (int row = 0; row < rows.size(); row++) {
      var projection = new ArrayList<Expression>();
      input.columns().forEach(column -> projection.add(column.ref()));
      projection.addAll(values.subList(row * columns.size(), (row + 1) * columns.size()));
      projections.add(projection);
    }
    return new Expand(input, all, projections);
  }
}
