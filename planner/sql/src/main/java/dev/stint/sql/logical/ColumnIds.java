package dev.stint.sql.logical;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;

/// Hands out the ids of a statement's columns.
public final class ColumnIds {

  private int next;

  public Column column(String name, DataType type, boolean isNullable) {
    return new Column(next++, name, type, isNullable);
  }

  /// A column for the value of an expression.
  public Column columnFor(String name, Expression expression, boolean isNullable) {
    return column(name, expression.type(), isNullable);
  }
}
