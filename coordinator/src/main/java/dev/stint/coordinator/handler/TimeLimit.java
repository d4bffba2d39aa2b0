package dev.stint.coordinator.handler;

import java.time.Duration;
import java.time.Instant;

/// When an invocation has to leave what it does to the next one. Lambda kills it at its end; from
/// `leaveTime` on it starts nothing, and waits for what runs for no more than `patience`.
record TimeLimit(Instant leaveTime, Duration patience) {

  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Duration LEAST = Duration.ofSeconds(2);

  /// Of an invocation that begins at `now` and is killed after `time`: a fifth of it is kept for
  /// leaving, and of that a third for what follows the waiting.
  static TimeLimit of(Instant now, Duration time) {
    var margin = time.dividedBy(5);
    margin = margin.compareTo(MOST) > 0 ? MOST : margin;
    margin = margin.compareTo(LEAST) < 0 ? LEAST : margin;
    return new TimeLimit(now.plus(time).minus(margin), margin.multipliedBy(2).dividedBy(3));
  }
}
