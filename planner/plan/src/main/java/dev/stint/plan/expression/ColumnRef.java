package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;

/// The value of the input's column number `column`, from 0.
public record ColumnRef(int column, DataType type) implements Expression {

  public ColumnRef {
    if (column < 0) {
      throw new IllegalArgumentException("column is negative: " + column);
    }
  }

  @Override
  public String toString() {
    return "#" + column;
  }
}
