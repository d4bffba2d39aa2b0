package dev.stint.shuffle.s3;

/// How fast a process may send requests of one kind to one bucket. Unlimited until S3 asks to slow
/// down; then a rate that falls by a share with each rejection and grows back with time: slowly
/// near the rate at which the last rejection came, ever faster beyond. The growth is CUBIC's (RFC
/// 9438), which the AWS SDKs use for the same purpose; a minute without rejections lifts the limit
/// in effect.
///
/// Reads no clock: times are nanoseconds of the caller's. Many threads may use it.
public final class Pace {

  /// What is left of the rate after a rejection.
  private static final double DECREASE = 0.7;

  /// Requests a second, per cubic second.
  private static final double GROWTH = 0.4;

  private static final double MIN_RATE = 0.5;
  private static final double NANOS = 1e9;

  /// Rates are measured over one to two of these.
  private static final double WINDOW_SECONDS = 0.25;

  private static final double SHORTEST_SECONDS = 0.05;

  private boolean isLimited;

  /// The rate at which the last rejection came, when that was, and how many seconds later growth
  /// passes that rate again.
  private double limitRate;

  private long decreaseNanos;
  private double plateauSeconds;

  /// From when on requests went at the rate that the last rejection left.
  private long effectiveNanos;

  /// When the next request may go.
  private long nextNanos;

  private boolean isMeasuring;
  private long windowNanos;
  private long windowRequests;
  private double rateBefore;

  /// When a request that wants to go at `nowNanos` may go, and takes that place.
  public synchronized long reserve(long nowNanos) {
    long sendNanos = nowNanos;
    if (isLimited) {
      sendNanos = Math.max(nowNanos, nextNanos);
      nextNanos = sendNanos + (long) (NANOS / rate(sendNanos));
    }
    measure(nowNanos);
    return sendNanos;
  }

  /// Takes note that S3 rejected a request that went at `sentNanos`. Those that were on their way,
  /// or had their place, when the rate fell last say nothing new.
  public synchronized void reject(long sentNanos, long nowNanos) {
    if (isLimited && sentNanos < effectiveNanos) {
      return;
    }
    double sent = measuredRate(nowNanos);
    limitRate = Math.max(MIN_RATE, isLimited ? Math.min(rate(nowNanos), sent) : sent);
    plateauSeconds = Math.cbrt(limitRate * (1 - DECREASE) / GROWTH);
    decreaseNanos = nowNanos;
    effectiveNanos = Math.max(nowNanos, nextNanos);
    isLimited = true;
  }

  /// Requests a second; infinite while there is no limit.
  public synchronized double ratePerSecond(long nowNanos) {
    return isLimited ? rate(nowNanos) : Double.POSITIVE_INFINITY;
  }

  private double rate(long nowNanos) {
    double seconds = (nowNanos - decreaseNanos) / NANOS - plateauSeconds;
    return Math.max(MIN_RATE, limitRate + GROWTH * seconds * seconds * seconds);
  }

  private void measure(long nowNanos) {
    if (!isMeasuring) {
      isMeasuring = true;
      windowNanos = nowNanos;
    }
    double seconds = (nowNanos - windowNanos) / NANOS;
    if (seconds >= WINDOW_SECONDS) {
      rateBefore = windowRequests / seconds;
      windowNanos = nowNanos;
      windowRequests = 0;
    }
    windowRequests++;
  }

  private double measuredRate(long nowNanos) {
    double seconds = (nowNanos - windowNanos) / NANOS;
    if (seconds >= WINDOW_SECONDS || rateBefore == 0) {
      return windowRequests / Math.max(seconds, SHORTEST_SECONDS);
    }
    return (windowRequests + rateBefore * WINDOW_SECONDS) / (seconds + WINDOW_SECONDS);
  }
}
