package dev.stint.sql.tree;

import java.util.List;

/// A name of WITH for a query, whose columns it may rename. The span is the name's.
public record CommonTable(Span span, String name, List<String> columns, Query query)
    implements Tree {

  public CommonTable {
    columns = List.copyOf(columns);
  }
}
