package dev.stint.sql.catalog;

import java.util.Map;

/// What footers (or samples) tell about a table: `rowCount` and `bytes` as estimates or exact, and
/// per column name (lower case) what is known of its values.
public record TableStatistics(double rowCount, long bytes, Map<String, ColumnStatistics> columns) {

  public TableStatistics {
    columns = Map.copyOf(columns);
  }
}
