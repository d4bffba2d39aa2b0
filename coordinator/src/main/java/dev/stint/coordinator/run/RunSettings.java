package dev.stint.coordinator.run;

import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.schedule.AttemptPolicy;

/// How a run may use what it runs on.
///
/// `workPath` is the folder of temporary objects (`s3://bucket/folder` or `file:///folder`); a run
/// writes below `workPath/runs/<runId>/` and sweeps it. At most `maxParallelism` attempts run at
/// once, fewer if the invoker gives less. A segment up to `inlineLimitBytes` travels in messages,
/// but all those of a stage together take at most `stageInlineLimitBytes` (where its tasks are
/// many, each may inline less), so that no request grows beyond what a function accepts. A run is
/// ended as soon as it has cost `maxDollars`, infinite where there is no limit.
public record RunSettings(
    String workPath,
    int maxParallelism,
    AttemptPolicy attempts,
    PartitionTarget partitions,
    long inlineLimitBytes,
    long stageInlineLimitBytes,
    double maxDollars) {

  public RunSettings {
    if (maxParallelism < 1) {
      throw new IllegalArgumentException("maxParallelism: " + maxParallelism);
    }
    if (inlineLimitBytes < 0 || stageInlineLimitBytes < 0) {
      throw new IllegalArgumentException("an inline limit is negative");
    }
    if (Double.isNaN(maxDollars)) {
      throw new IllegalArgumentException("maxDollars: " + maxDollars);
    }
    if (workPath.endsWith("/")) {
      workPath = workPath.substring(0, workPath.length() - 1);
    }
  }

  /// The defaults, for Lambda functions of `functionMemoryBytes`.
  public static RunSettings of(String workPath, int maxParallelism, long functionMemoryBytes) {
    return of(workPath, maxParallelism, AttemptPolicy.of(functionMemoryBytes));
  }

  /// The defaults otherwise. For functions that share a machine's memory the policy should end
  /// where that does.
  public static RunSettings of(String workPath, int maxParallelism, AttemptPolicy attempts) {
    return new RunSettings(
        workPath,
        maxParallelism,
        attempts,
        PartitionTarget.DEFAULT,
        128 << 10,
        2 << 20,
        Double.POSITIVE_INFINITY);
  }

  public RunSettings withMaxDollars(double dollars) {
    return new RunSettings(
        workPath,
        maxParallelism,
        attempts,
        partitions,
        inlineLimitBytes,
        stageInlineLimitBytes,
        dollars);
  }

  /// Where the run's temporary objects are, with a slash at the end.
  public String runPath(String runId) {
    return workPath + "/runs/" + runId + "/";
  }
}
