package dev.stint.coordinator.estimate;

import dev.stint.coordinator.partition.PartitionTarget;

/// What a run will have: functions of `functionMemoryBytes` with `temporaryBytes` of `/tmp`, of
/// which `parallelism` run at once and `coldFunctions` have to start first; how its stages are cut;
/// which segments travel in messages (see `RunSettings`); and how fast it all is.
public record EstimateSettings(
    long functionMemoryBytes,
    long temporaryBytes,
    int parallelism,
    int coldFunctions,
    PartitionTarget partitions,
    long inlineLimitBytes,
    long stageInlineLimitBytes,
    ExecutionSpeed speed) {

  public EstimateSettings {
    if (functionMemoryBytes < 1 || temporaryBytes < 0) {
      throw new IllegalArgumentException(functionMemoryBytes + ", " + temporaryBytes);
    }
    if (parallelism < 1 || coldFunctions < 0 || coldFunctions > parallelism) {
      throw new IllegalArgumentException(coldFunctions + " cold of " + parallelism);
    }
  }
}
