package dev.stint.coordinator.pace;

/// How long nothing starts after a refusal: 0.1 seconds, doubled by each further one up to 5, until
/// an attempt is accepted.
final class Pauses {

  private static final long FIRST_NANOS = Pace.NANOS_PER_SECOND / 10;
  private static final long LONGEST_NANOS = 5 * Pace.NANOS_PER_SECOND;
  private static final int MAX_DOUBLINGS = 6;

  private int refusals;
  private long refusedSinceNanos;
  private long endNanos;

  /// When the last pause ends or has ended.
  long endNanos() {
    return endNanos;
  }

  void refused(double chance, long nowNanos) {
    if (refusals == 0) {
      refusedSinceNanos = nowNanos;
    }
    long doubled = FIRST_NANOS << Math.min(refusals, MAX_DOUBLINGS);
    long longest = Math.min(doubled, LONGEST_NANOS);
    endNanos = nowNanos + Math.round(longest * (1 - chance / 2));
    refusals++;
  }

  void accepted() {
    refusals = 0;
  }

  /// For how long everything has been refused.
  long refusedForNanos(long nowNanos) {
    return refusals == 0 ? 0 : nowNanos - refusedSinceNanos;
  }
}
