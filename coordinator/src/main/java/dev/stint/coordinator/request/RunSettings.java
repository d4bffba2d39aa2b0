package dev.stint.coordinator.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.stint.coordinator.partition.PartitionTarget;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run may use what it runs on.
///
/// `workPath` is the folder of temporary objects (`s3://bucket/folder` or `file:///folder`); a run
/// writes below `workPath/runs/<runId>/` and sweeps it, but for its log. At most `maxParallelism`
/// attempts run at once, fewer if the invoker gives less. A segment up to `inlineLimitBytes`
/// travels in messages, but all those of a stage together take at most `stageInlineLimitBytes`
/// (where its tasks are many, each may inline less, see [#inlineLimitBytes(int)]), so that requests
/// stay small. An attempt that has not answered within `attemptTimeout`, the function's own and a
/// little more, is given up. A run is ended as soon as it has cost `maxDollars`, infinite where
/// there is no limit, or has run for `maxDuration`, `null` where it may run for ever.
public record RunSettings(
    String workPath,
    int maxParallelism,
    AttemptPolicy attempts,
    SpeculationPolicy speculation,
    PartitionTarget partitions,
    long inlineLimitBytes,
    long stageInlineLimitBytes,
    Duration attemptTimeout,
    double maxDollars,
    @Nullable Duration maxDuration) {

  /// What every segment may inline: about what its name and index take in a message. However many
  /// there are, to send them costs less than a request for each.
  private static final long MIN_INLINE_BYTES = 256;

  /// Lambda's longest time-out, and what its answer may take.
  public static final Duration DEFAULT_ATTEMPT_TIMEOUT = Duration.ofMinutes(15).plusSeconds(30);

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
    if (!attemptTimeout.isPositive() || (maxDuration != null && maxDuration.isNegative())) {
      throw new IllegalArgumentException(attemptTimeout + ", " + maxDuration);
    }
    if (workPath.endsWith("/")) {
      workPath = workPath.substring(0, workPath.length() - 1);
    }
  }

  /// The defaults, for Lambda functions of `functionMemoryBytes`.
  public static RunSettings of(String workPath, int maxParallelism, long functionMemoryBytes) {
    return of(
        workPath, maxParallelism, AttemptPolicy.of(functionMemoryBytes), PartitionTarget.LAMBDA);
  }

  /// The defaults otherwise. For functions that share a machine's memory the policy should end
  /// where that does.
  public static RunSettings of(String workPath, int maxParallelism, AttemptPolicy attempts) {
    return of(workPath, maxParallelism, attempts, PartitionTarget.DEFAULT);
  }

  /// The same, with other sizes of tasks.
  public static RunSettings of(
      String workPath, int maxParallelism, AttemptPolicy attempts, PartitionTarget partitions) {
    return new RunSettings(
        workPath,
        maxParallelism,
        attempts,
        SpeculationPolicy.DEFAULT,
        partitions,
        128 << 10,
        2 << 20,
        DEFAULT_ATTEMPT_TIMEOUT,
        Double.POSITIVE_INFINITY,
        null);
  }

  /// The same for functions that come with these sizes, in bytes, only.
  public RunSettings withFunctionSizes(List<Long> sizes) {
    return new RunSettings(
        workPath,
        maxParallelism,
        attempts.withFunctionSizes(sizes),
        speculation,
        partitions,
        inlineLimitBytes,
        stageInlineLimitBytes,
        attemptTimeout,
        maxDollars,
        maxDuration);
  }

  public RunSettings withMaxDollars(double dollars) {
    return with(speculation, attemptTimeout, dollars, maxDuration);
  }

  public RunSettings withMaxDuration(@Nullable Duration duration) {
    return with(speculation, attemptTimeout, maxDollars, duration);
  }

  public RunSettings withSpeculation(SpeculationPolicy policy) {
    return with(policy, attemptTimeout, maxDollars, maxDuration);
  }

  public RunSettings withAttemptTimeout(Duration timeout) {
    return with(speculation, timeout, maxDollars, maxDuration);
  }

  /// The same within `limits`.
  public RunSettings within(RunLimits limits) {
    return new RunSettings(
        workPath,
        Math.min(limits.maxParallelism(), maxParallelism),
        attempts,
        speculation,
        partitions,
        inlineLimitBytes,
        stageInlineLimitBytes,
        attemptTimeout,
        limits.maxDollars(),
        limits.maxDuration());
  }

  private RunSettings with(
      SpeculationPolicy policy, Duration timeout, double dollars, @Nullable Duration duration) {
    return new RunSettings(
        workPath,
        maxParallelism,
        attempts,
        policy,
        partitions,
        inlineLimitBytes,
        stageInlineLimitBytes,
        timeout,
        dollars,
        duration);
  }

  /// Up to where a segment travels in messages when its stage has `tasks` tasks; never below
  /// [#MIN_INLINE_BYTES] but where nothing is to be inlined.
  public static long inlineLimitBytes(long segmentBytes, long stageBytes, int tasks) {
    return Math.min(segmentBytes, Math.max(MIN_INLINE_BYTES, stageBytes / tasks));
  }

  /// The same of this run.
  public long inlineLimitBytes(int tasks) {
    return inlineLimitBytes(inlineLimitBytes, stageInlineLimitBytes, tasks);
  }

  /// Where the run's objects are, with a slash at the end.
  @JsonIgnore
  public String runPath(String runId) {
    return workPath + "/runs/" + runId + "/";
  }
}
