package dev.stint.sql.unnest;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A subquery as a join with the rows of the query around it, whichever relation these come from:
/// its rows for one outer row are those that `relation`, which uses no outer column, gives when it
/// is joined to that row by `kind` under `conditions`.
///
/// With INNER these are as many as match. With LEFT it is always one: at most one matches, and
/// where none does the columns of `relation` are NULL. `columns` are the subquery's, and
/// `expressions` what they are over the joined columns. With INNER an expression is the column
/// itself, unless it uses outer columns.
public record Unnested(
    Relation relation,
    JoinKind kind,
    List<Expression> conditions,
    List<Column> columns,
    List<Expression> expressions) {

  public Unnested {
    conditions = List.copyOf(conditions);
    columns = List.copyOf(columns);
    expressions = List.copyOf(expressions);
    if (kind != JoinKind.INNER && kind != JoinKind.LEFT) {
      throw new IllegalArgumentException(kind.toString());
    }
  }

  /// Rows that are what `relation` gives in these columns.
  static Unnested rows(Relation relation, List<Expression> conditions, List<Column> columns) {
    return new Unnested(relation, JoinKind.INNER, conditions, columns, refs(columns));
  }

  /// The same, known to be one row.
  Unnested oneRow() {
    return new Unnested(relation, JoinKind.LEFT, conditions, columns, expressions);
  }

  static List<Expression> refs(List<Column> columns) {
    return columns.stream().map(column -> (Expression) column.ref()).toList();
  }

  /// Whether there is exactly one row for each outer row.
  public boolean isOneRow() {
    return kind == JoinKind.LEFT;
  }

  /// An expression over the subquery's columns as one over the joined ones.
  public Expression value(Expression expression) {
    return Expressions.substitute(expression, values());
  }

  private Map<Integer, Expression> values() {
    var values = new HashMap<Integer, Expression>();
    for (int index = 0; index < columns.size(); index++) {
      values.put(columns.get(index).id(), expressions.get(index));
    }
    return values;
  }

  /// Whether the column is one of the relation's.
  public boolean isPlain(Column column) {
    return value(column.ref()).equals(column.ref())
        && Relations.ids(relation.columns()).contains(column.id());
  }
}
