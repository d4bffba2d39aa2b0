package dev.stint.sql.request;

/// A function that is written in SQL: `sql` is the statement that made it. One that lasts is called
/// by its whole name in the names of columns, as in Spark.
public record SqlFunction(String name, String sql, boolean isTemporary) {

  /// What stands before the names of functions that last.
  public static final String SCHEMA = "spark_catalog.default.";
}
