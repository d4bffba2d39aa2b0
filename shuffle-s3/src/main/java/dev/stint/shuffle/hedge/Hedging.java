package dev.stint.shuffle.hedge;

import dev.stint.shuffle.hedge.HedgePolicy.Kind;
import dev.stint.shuffle.store.RequestCounts;

/// What the attempts of a process share to hedge their requests: what was learnt about the store,
/// and how many second requests may still be sent. Many threads may use it.
public final class Hedging {

  private final HedgePolicy policy = new HedgePolicy();
  private final PartETags partETags = new PartETags();
  private final HedgeClock clock;

  public Hedging() {
    this(HedgeClock.SYSTEM);
  }

  Hedging(HedgeClock clock) {
    this.clock = clock;
  }

  PartETags partETags() {
    return partETags;
  }

  /// What the request gives that `race` sends once or, when it is late and may be, twice. The
  /// caller ends the race.
  <T> T run(Race<T> race, Kind kind, long bytes, RequestCounts counts) throws InterruptedException {
    long delayNanos = policy.begin(kind, bytes);
    long startNanos = clock.nanoTime();
    race.send();
    var answer = clock.poll(race.answers(), delayNanos);
    if (answer == null && policy.mayHedge()) {
      counts.hedgedRequests.increment();
      return runTwice(race, kind, bytes, startNanos);
    }
    T value = (answer == null ? race.answers().take() : answer).valueOrThrow();
    policy.record(kind, bytes, clock.nanoTime() - startNanos);
    return value;
  }

  private <T> T runTwice(Race<T> race, Kind kind, long bytes, long startNanos)
      throws InterruptedException {
    long secondNanos = clock.nanoTime();
    race.send();
    var answer = race.answers().take();
    if (answer.failure() != null) {
      var other = race.answers().take();
      answer = other.failure() == null ? other : answer;
    }
    T value = answer.valueOrThrow();
    long nowNanos = clock.nanoTime();
    // If the second was faster, the first took longer than this: late it was, however late.
    policy.record(kind, bytes, nowNanos - startNanos);
    if (answer.sending() > 0) {
      policy.record(kind, bytes, nowNanos - secondNanos);
    }
    return value;
  }
}
