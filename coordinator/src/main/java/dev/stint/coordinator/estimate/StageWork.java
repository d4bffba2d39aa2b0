package dev.stint.coordinator.estimate;

/// One forecast of a stage. `inputBytes` and `outputBytes` are as stored, `inputRows` those of its
/// sources; what every task reads counts for each. `scanBytes` are those that come from tables, and
/// `splitBytes` what the splits take with all their columns. `nanos` is the time of all its
/// attempts together, without cold starts.
record StageWork(
    int stageId,
    int tasks,
    long inputRows,
    long inputBytes,
    long scanBytes,
    long splitBytes,
    long outputRows,
    long outputBytes,
    Segments segments,
    double nanos,
    long getRequests,
    long putRequests) {

  /// Where its segments are.
  enum Segments {
    IN_MESSAGES,
    IN_STORE
  }

  /// How long one of its tasks takes.
  double taskSeconds() {
    return nanos / 1e9 / tasks;
  }

  /// How long all take when so many run at once.
  double seconds(int parallelism) {
    return Math.ceilDiv(tasks, parallelism) * taskSeconds();
  }
}
