package dev.stint.coordinator.pace;

/// A bucket of at most `capacity` tokens, full at time 0, to which one is added in each interval.
///
/// Instead of a count it keeps the time at which it will be full again, in whole nanoseconds: what
/// [#nextTokenNanos] promises is exactly when [#hasToken] agrees.
final class TokenBucket {

  private final long intervalNanos;
  private final long capacityNanos;
  private long fullAtNanos;

  TokenBucket(long capacity, long intervalNanos) {
    if (capacity < 1 || intervalNanos < 1) {
      throw new IllegalArgumentException("%d, %d ns".formatted(capacity, intervalNanos));
    }
    this.intervalNanos = intervalNanos;
    this.capacityNanos = Math.multiplyExact(capacity, intervalNanos);
  }

  /// At most `count` tokens in any second, a tenth of them at once.
  static TokenBucket perSecond(int count) {
    long atOnce = Math.ceilDiv(count, 10);
    long others = Math.max(count - atOnce, 1);
    return new TokenBucket(atOnce, Math.ceilDiv(Pace.NANOS_PER_SECOND, others));
  }

  boolean hasToken(long nowNanos) {
    return nextTokenNanos() <= nowNanos;
  }

  /// When it has a token again, or has had one since; may be before time 0.
  long nextTokenNanos() {
    return fullAtNanos + intervalNanos - capacityNanos;
  }

  /// Only when it has one.
  void take(long nowNanos) {
    fullAtNanos = Math.max(fullAtNanos, nowNanos) + intervalNanos;
  }

  /// Of a token that was taken and not used.
  void giveBack() {
    fullAtNanos -= intervalNanos;
  }
}
