package dev.stint.sql.request;

import dev.stint.plan.type.DataType;

/// A column that the query of a view had when the view was made; its `type` as it is written.
public record ViewColumn(String name, String type) {

  public DataType dataType() {
    return DataType.parse(type);
  }
}
