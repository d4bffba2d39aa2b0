package dev.stint.sql.logical;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Hands out the ids of a statement's columns, and knows which of them cannot be read.
public final class ColumnIds {

  private final Map<Integer, String> refusals = new HashMap<>();
  private int next;

  public Column column(String name, DataType type, boolean isNullable) {
    return new Column(next++, name, type, isNullable);
  }

  /// A column that a table has by name alone; `reason` is the answer to whoever asks for it. It has
  /// no type, and must stand in no relation.
  public Column unreadable(String name, String reason) {
    var column = column(name, DataType.STRING, true);
    refusals.put(column.id(), reason);
    return column;
  }

  /// Why a column cannot be read; empty when it can.
  public Optional<String> refusal(Column column) {
    return Optional.ofNullable(refusals.get(column.id()));
  }

  /// A column for the value of an expression.
  public Column columnFor(String name, Expression expression, boolean isNullable) {
    return column(name, expression.type(), isNullable);
  }
}
