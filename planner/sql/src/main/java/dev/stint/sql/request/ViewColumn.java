package dev.stint.sql.request;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TextLimit;

/// A column that the query of a view had when the view was made; its `type` as it is written.
public record ViewColumn(String name, String type) {

  public DataType dataType() {
    return TextLimit.parse(type).isPresent() ? DataType.STRING : DataType.parse(type);
  }
}
