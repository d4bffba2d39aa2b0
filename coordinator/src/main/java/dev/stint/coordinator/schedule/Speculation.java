package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.request.SpeculationPolicy;

/// When an attempt lags behind its siblings, and whether a second one may be started: see
/// [SpeculationPolicy]. Owned by [RunState].
final class Speculation {

  /// What second attempts may always use, in byte-nanoseconds: a minute of a gigabyte.
  private static final double FREE_BYTE_NANOS = (1L << 30) * 60e9;

  private final SpeculationPolicy policy;
  private long tasks;
  private long seconds;
  private double billedByteNanos;
  private double secondsByteNanos;

  Speculation(SpeculationPolicy policy) {
    this.policy = policy;
  }

  void planned(int moreTasks) {
    tasks += moreTasks;
  }

  void started(AttemptCause cause) {
    if (cause == AttemptCause.SPECULATION) {
      seconds++;
    }
  }

  void billed(AttemptCause cause, Bill bill) {
    double byteNanos = (double) bill.functionMemoryBytes() * bill.wallNanos();
    billedByteNanos += byteNanos;
    if (cause == AttemptCause.SPECULATION) {
      secondsByteNanos += byteNanos;
    }
  }

  /// Whether enough tasks of the stage are done to say what is normal.
  boolean isKnown(StageTasks stage) {
    return policy.maxAttemptShare() > 0 && stage.isKnown(policy.minimumFinishedShare());
  }

  /// Whether the task that is done now was the one that made it known.
  boolean hasJustBecomeKnown(StageTasks stage) {
    return isKnown(stage) && !stage.wasKnownBefore(policy.minimumFinishedShare());
  }

  /// After how long an attempt at that task lags.
  long lagNanos(StageTasks stage, int taskIndex) {
    long expected = stage.expectedNanos(taskIndex, policy.quantile());
    return Math.max(
        Math.round(expected * policy.multiplier()), expected + policy.minimumLag().toNanos());
  }

  /// Whether the budget has room for one more second attempt at that task.
  boolean isAffordable(StageTasks stage, int taskIndex, long functionMemoryBytes) {
    double cost = (double) functionMemoryBytes * stage.expectedNanos(taskIndex, policy.quantile());
    boolean isFew = seconds + 1 <= Math.max(1, policy.maxAttemptShare() * tasks);
    boolean isCheap =
        secondsByteNanos + cost
            <= Math.max(FREE_BYTE_NANOS, policy.maxCostShare() * (billedByteNanos + cost));
    return isFew && isCheap;
  }
}
