package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.unnest.Unnested;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Values compared with the columns of a subquery's rows: `x IN (…)`, `(x, y) IN (…)`, `x < ANY
/// (…)`.
record Comparisons(ScalarFunction function, List<Pair> pairs, Relation query) {

  /// A value and the query's column that it is compared with, both of one type.
  record Pair(Expression left, Column right) {}

  Comparisons {
    pairs = List.copyOf(pairs);
  }

  /// One for each pair, the value first.
  List<Expression> conditions() {
    return pairs.stream()
        .map(
            pair ->
                (Expression) Call.of(function, DataType.BOOLEAN, pair.left(), pair.right().ref()))
        .toList();
  }

  /// The same with other values.
  Comparisons withLefts(UnaryOperator<Expression> change) {
    return new Comparisons(
        function,
        pairs.stream().map(pair -> new Pair(change.apply(pair.left()), pair.right())).toList(),
        query);
  }

  /// The same over another copy of the query.
  Comparisons copy(ColumnIds ids) {
    var copy = RelationCopy.of(query, ids);
    var copies = new ArrayList<Pair>();
    for (var pair : pairs) {
      int place = query.columns().indexOf(pair.right());
      copies.add(new Pair(pair.left(), copy.columns().get(place)));
    }
    return new Comparisons(function, copies, copy);
  }

  /// The conditions under which a row belongs to an outer one and all comparisons are true.
  List<Expression> trueOf(Unnested rows) {
    var conditions = new ArrayList<>(rows.conditions());
    conditions().forEach(condition -> conditions.add(rows.value(condition)));
    return conditions;
  }

  /// The conditions under which a row belongs to an outer one and no comparison is false.
  List<Expression> notFalseOf(Unnested rows, Relation input) {
    var columns = new ArrayList<>(input.columns());
    columns.addAll(query.columns());
    var nullability = new Nullability(columns);
    var conditions = new ArrayList<>(rows.conditions());
    for (var condition : conditions()) {
      var call = (Call) condition;
      var alternatives = new ArrayList<Expression>();
      alternatives.add(condition);
      for (var side : call.arguments()) {
        if (nullability.isNullable(side)) {
          alternatives.add(Expressions.isNull(side));
        }
      }
      conditions.add(rows.value(Expressions.or(alternatives)));
    }
    return conditions;
  }
}
