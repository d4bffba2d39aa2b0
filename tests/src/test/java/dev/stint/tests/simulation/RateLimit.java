package dev.stint.tests.simulation;

/// A bucket of tokens: `perSecond` on average, up to `burst` at once. With growth, each
/// `growthNanos` of load near the limit adds the rate it began with, as often as five times in all,
/// as S3 does by splitting a hot partition.
final class RateLimit {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int MAX_PARTITIONS = 5;
  private static final double NEAR_THE_LIMIT = 0.8;
  private static final long WINDOW_NANOS = 1_000_000_000L;

  private final double perSecond;
  private final double burstSeconds;
  private final long growthNanos;
  private int partitions = 1;
  private double tokens;
  private long filledNanos;
  private long windowNanos;
  private double windowTaken;
  private long loadedNanos;

  private RateLimit(double perSecond, double burst, long growthNanos) {
    this.perSecond = perSecond;
    this.burstSeconds = burst / perSecond;
    this.growthNanos = growthNanos;
    this.tokens = burst;
  }

  static RateLimit constant(double perSecond, double burst) {
    return new RateLimit(perSecond, burst, Long.MAX_VALUE);
  }

  static RateLimit growing(double perSecond, double burst, java.time.Duration growth) {
    return new RateLimit(perSecond, burst, growth.toNanos());
  }

  /// Takes `count` tokens if they are there. Calls come in the order of time, about.
  boolean tryTake(int count, long nowNanos) {
    fill(nowNanos);
    watchLoad(count, nowNanos);
    if (tokens < count) {
      return false;
    }
    tokens -= count;
    return true;
  }

  double perSecond() {
    return perSecond * partitions;
  }

  private void fill(long nowNanos) {
    if (nowNanos > filledNanos) {
      double seconds = (nowNanos - filledNanos) / NANOS_PER_SECOND;
      tokens = Math.min(burstSeconds * perSecond(), tokens + seconds * perSecond());
      filledNanos = nowNanos;
    }
  }

  /// Counts the seconds in which nearly all was asked for, or more.
  private void watchLoad(int count, long nowNanos) {
    windowTaken += count;
    long passed = nowNanos - windowNanos;
    if (passed < WINDOW_NANOS) {
      return;
    }
    if (windowTaken / (passed / NANOS_PER_SECOND) >= NEAR_THE_LIMIT * perSecond()) {
      loadedNanos += passed;
    }
    windowNanos = nowNanos;
    windowTaken = 0;
    if (loadedNanos >= growthNanos && partitions < MAX_PARTITIONS) {
      partitions++;
      loadedNanos = 0;
    }
  }
}
