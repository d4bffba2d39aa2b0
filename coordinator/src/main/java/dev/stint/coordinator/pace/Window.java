package dev.stint.coordinator.pace;

/// How many attempts may be in flight, as far as is known: additive increase, multiplicative
/// decrease.
///
/// It opens by a twentieth of its limit per second while nothing is refused, since a synchronous
/// invocation shows that it was accepted only when it is over, a refused one at once: its growth
/// does not depend on how long attempts take, and limiters with short attempts win nothing over
/// those with long ones. Attempts that were sent before a decrease cause no other.
final class Window {

  private static final double DECREASE = 0.7;
  private static final double SECONDS_TO_OPEN = 20;

  private final int limit;
  private final double growthPerNano;
  private double size;
  private long sizeNanos;
  private long epoch;

  Window(int limit) {
    this.limit = limit;
    this.size = limit;
    this.growthPerNano = Math.max(1, limit / SECONDS_TO_OPEN) / Pace.NANOS_PER_SECOND;
  }

  /// Which decreases have been; an attempt carries the one of its start.
  long epoch() {
    return epoch;
  }

  int places(long nowNanos) {
    return (int) size(nowNanos);
  }

  private double size(long nowNanos) {
    return Math.min(limit, size + growthPerNano * (nowNanos - sizeNanos));
  }

  /// When it will have that many places, which are at most its limit, if nothing is refused.
  long reachesNanos(int places, long nowNanos) {
    if (places <= places(nowNanos)) {
      return nowNanos;
    }
    long until = sizeNanos + (long) Math.ceil((places - size) / growthPerNano);
    // A rounding error away from the border, that nobody looks in vain.
    return Math.max(until, nowNanos) + 1000;
  }

  /// An attempt started in `startEpoch` was refused while at most `others` were accepted. Says
  /// whether that is news.
  boolean refused(long startEpoch, int others, long nowNanos) {
    boolean isNews = startEpoch == epoch;
    double observed = Math.min(size(nowNanos), others);
    size = Math.max(1, isNews ? observed * DECREASE : observed);
    sizeNanos = nowNanos;
    if (isNews) {
      epoch++;
    }
    return isNews;
  }
}
