package dev.stint.coordinator.estimate;

/// What a stage will do and take. Bytes are as stored; what every task reads counts for each.
/// `scanBytes` are those of `inputBytes` that come from tables, `splitBytes` what the row groups or
/// texts they are in take with all their columns. `taskSeconds` is one task's time, `seconds` that
/// of the stage alone on the given parallelism; `gigabyteSeconds` and `dollars` are of all its
/// attempts, `dollars` with the requests they make. Cold starts are the run's.
public record StageEstimate(
    int stageId,
    int tasks,
    long inputRows,
    long inputBytes,
    long scanBytes,
    long splitBytes,
    long outputRows,
    long outputBytes,
    long getRequests,
    long putRequests,
    double taskSeconds,
    double seconds,
    double gigabyteSeconds,
    Spread dollars) {

  static StageEstimate of(StageWork work, EstimateSettings settings, Spread dollars) {
    return new StageEstimate(
        work.stageId(),
        work.tasks(),
        work.inputRows(),
        work.inputBytes(),
        work.scanBytes(),
        work.splitBytes(),
        work.outputRows(),
        work.outputBytes(),
        work.getRequests(),
        work.putRequests(),
        work.taskSeconds(),
        work.seconds(settings.parallelism()),
        work.nanos() / 1e9 * settings.functionMemoryBytes() / (1L << 30),
        dollars);
  }
}
