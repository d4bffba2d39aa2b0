package dev.stint.sql.tree;

/// A part of a statement.
public sealed interface Tree permits Query, Term, CommonTable, GroupBy, SortItem, Window {

  /// Where it was written.
  Span span();
}
