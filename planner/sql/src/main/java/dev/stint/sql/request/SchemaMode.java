package dev.stint.sql.request;

/// What becomes of a view when the columns change that its query reads (`WITH SCHEMA …`).
public enum SchemaMode {
  /// It keeps its columns and their types; the query's must be such that no value is lost.
  BINDING,
  /// It keeps its columns and their types; the query's are cast, and a value that cannot be is an
  /// error.
  COMPENSATION,
  /// It keeps its columns, and has the types that the query has now.
  TYPE_EVOLUTION,
  /// It has the columns that the query has now.
  EVOLUTION,
  /// As BINDING, where no mode may be given.
  UNSAID;

  /// As it is written after `WITH SCHEMA`.
  public String text() {
    return name().replace('_', ' ');
  }
}
