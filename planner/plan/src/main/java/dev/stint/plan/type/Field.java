package dev.stint.plan.type;

/// A column of a schema. `isNullable` false is a promise that no row holds NULL there.
public record Field(String name, DataType type, boolean isNullable) {

  public static Field nullable(String name, DataType type) {
    return new Field(name, type, true);
  }

  public static Field required(String name, DataType type) {
    return new Field(name, type, false);
  }

  @Override
  public String toString() {
    return name + " " + type + (isNullable ? "" : " not null");
  }
}
