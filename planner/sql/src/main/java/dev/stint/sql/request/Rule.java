package dev.stint.sql.request;

/// The rules by which queries are rewritten into ones with the same rows that cost less, in the
/// order in which they are applied. A query has its rows without any of them, too.
public enum Rule {
  /// Conditions stand where their rows are read, and limits of windows beneath these.
  PUSH_PREDICATES,
  /// Conditions that follow from others, by equal keys, stand on the other side too.
  IMPLY_CONDITIONS,
  /// A subquery's aggregates are made of the rows that the query around it reads anyway.
  READ_ONCE,
  /// Folders and row groups are left out that have no row of the query.
  PRUNE_PARTITIONS,
  /// Joins stand in the order that makes the fewest rows.
  ORDER_JOINS,
  /// A join's few keys are sent beneath the other side's groupings.
  SEND_KEYS,
  /// Aggregates of whole partitions are grouped and joined to the rows.
  GROUP_TOTALS,
  /// Averages of groups are quotients of sums and counts, which are shared.
  DIVIDE_AVERAGES,
  /// What nobody uses is not read, and projections are merged.
  PRUNE_COLUMNS
}
