package dev.stint.sql.tree;

import java.util.List;

/// A name of WITH for a query, whose columns it may rename. The span is the name's. With
/// `maxLevels` the query may use its own name, so many times after the first rows; without, that is
/// [#NOT_RECURSIVE].
public record CommonTable(Span span, String name, List<String> columns, Query query, int maxLevels)
    implements Tree {

  public static final int NOT_RECURSIVE = -1;

  /// How deep a recursion may go that does not say it, as in Spark.
  public static final int DEFAULT_LEVELS = 100;

  public CommonTable {
    columns = List.copyOf(columns);
  }

  public boolean isRecursive() {
    return maxLevels != NOT_RECURSIVE;
  }
}
