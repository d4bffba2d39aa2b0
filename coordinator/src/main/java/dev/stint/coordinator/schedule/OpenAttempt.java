package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An attempt that was started and is not over: it has not answered, or not since it was given up.
/// One that `isCancelled` is not waited for. `runningSince` is `null` while it waits for a
/// function. Owned by [RunState].
final class OpenAttempt {

  final AttemptId id;
  final Instant startTime;
  final long functionMemoryBytes;
  final AttemptCause cause;
  @Nullable Instant runningSince;
  boolean isCancelled;

  OpenAttempt(AttemptId id, Instant startTime, long functionMemoryBytes, AttemptCause cause) {
    this.id = id;
    this.startTime = startTime;
    this.functionMemoryBytes = functionMemoryBytes;
    this.cause = cause;
  }

  /// What it has cost by `now`, at most what it may.
  Bill billSoFar(Instant now, Duration most) {
    var since = runningSince == null ? startTime : runningSince;
    long nanos = Duration.between(since, now).toNanos();
    return new Bill(functionMemoryBytes, Math.clamp(nanos, 0, most.toNanos()));
  }
}
