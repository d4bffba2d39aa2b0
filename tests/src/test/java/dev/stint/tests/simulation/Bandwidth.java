package dev.stint.tests.simulation;

import java.time.Duration;

/// One direction of a function's network: a burst that is had once, another that fills again while
/// nothing moves, and a steady rate behind both. Transfers follow each other: those that begin
/// while others move wait for these, which gives the same end as sharing.
final class Bandwidth {

  private static final long MIB = 1 << 20;
  private static final double NANOS_PER_SECOND = 1e9;

  static final long ONCE_BYTES = 150 * MIB;
  static final long REFILLED_BYTES = 150 * MIB;
  static final double STEADY_BYTES_PER_SECOND = 75.0 * MIB;

  /// Measured at 256 functions at once: median 911, of others up to 1,071.
  static final double BURST_BYTES_PER_SECOND = 911e6;

  private double onceBytes = ONCE_BYTES;
  private double refilledBytes = REFILLED_BYTES;
  private long busyUntilNanos;

  /// How long from `nowNanos` until all of `bytes` have moved. Calls come in the order of time.
  Duration transfer(long bytes, long nowNanos) {
    long startNanos = Math.max(nowNanos, busyUntilNanos);
    refill(startNanos - busyUntilNanos);
    double burst = Math.min((double) bytes, onceBytes + refilledBytes);
    double refilled = Math.min(burst, refilledBytes);
    refilledBytes -= refilled;
    onceBytes -= burst - refilled;
    double seconds = burst / BURST_BYTES_PER_SECOND + (bytes - burst) / STEADY_BYTES_PER_SECOND;
    busyUntilNanos = startNanos + Math.round(seconds * NANOS_PER_SECOND);
    return Duration.ofNanos(busyUntilNanos - nowNanos);
  }

  /// At the steady rate, which is an assumption: published is only that it fills in idle time.
  private void refill(long idleNanos) {
    double bytes = idleNanos / NANOS_PER_SECOND * STEADY_BYTES_PER_SECOND;
    refilledBytes = Math.min(REFILLED_BYTES, refilledBytes + bytes);
  }
}
