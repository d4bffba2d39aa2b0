package dev.stint.tests.faults;

/// What is run under faults.
enum FaultJob {
  SUMS(
      """
      SELECT kind, count(*) AS events, sum(amount) AS total, min(name) AS first, max(day) AS last
      FROM events GROUP BY kind ORDER BY kind
      """),
  JOINED_AND_SORTED(
      """
      SELECT e.id, k.label, e.amount FROM events e JOIN kinds k ON e.kind = k.kind
      WHERE e.id % 3 = 0 ORDER BY e.amount DESC, e.id
      """),
  DISTINCT_TOP(
      """
      SELECT name, count(DISTINCT kind) AS kinds, sum(amount) AS total
      FROM events GROUP BY name ORDER BY kinds DESC, name LIMIT 200
      """),
  /// Replaces what is in the output.
  REPLACED_FILES(
      """
      SELECT e.id, k.label, e.amount, quarter(e.day) AS quarter
      FROM events e JOIN kinds k ON e.kind = k.kind WHERE e.id % 2 = 0
      """);

  private final String sql;

  FaultJob(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  boolean writesFiles() {
    return this == REPLACED_FILES;
  }
}
