package dev.stint.sql.logical;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;

/// A column of a relation. `id` is unique in a statement and stays with the column through every
/// relation that hands it on; an expression over relations refers to it by a [ColumnRef] whose
/// number is the id.
public record Column(int id, String name, DataType type, boolean isNullable) {

  public ColumnRef ref() {
    return new ColumnRef(id, type);
  }

  public Field field() {
    return new Field(name, type, isNullable);
  }

  public Column named(String newName) {
    return new Column(id, newName, type, isNullable);
  }

  public Column nullable() {
    return isNullable ? this : new Column(id, name, type, true);
  }
}
