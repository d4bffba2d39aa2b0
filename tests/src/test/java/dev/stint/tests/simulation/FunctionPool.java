package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The environments of one function of a [SimulatedLambda]: those that wait for work, until they
/// are thrown away, and how fast there may be more.
final class FunctionPool {

  private static final double NANOS_PER_SECOND = 1e9;

  private final VirtualTime time;
  private final Duration idleExpiry;
  private final RateLimit growth;
  private final ArrayDeque<Environment> idle = new ArrayDeque<>();
  private final ArrayDeque<Long> starts = new ArrayDeque<>();

  FunctionPool(VirtualTime time, Duration idleExpiry, RateLimit growth) {
    this.time = time;
    this.idleExpiry = idleExpiry;
    this.growth = growth;
  }

  /// Whether one more invocation finds an environment, or may have a new one, which is counted.
  boolean hasPlace() {
    return !idle.isEmpty() || growth.tryTake(1, time.nanos());
  }

  /// The one that was used last; `null` when there is none.
  @Nullable Environment takeIdle() {
    var environment = idle.pollFirst();
    if (environment != null && environment.expiry != null) {
      environment.expiry.cancel();
    }
    return environment;
  }

  void keep(Environment environment) {
    environment.expiry = time.after(idleExpiry, () -> idle.remove(environment));
    idle.addFirst(environment);
  }

  /// Counts a start; says how many there were in the last second.
  int startsWithinSecond() {
    starts.addLast(time.nanos());
    while (time.nanos() - starts.getFirst() > NANOS_PER_SECOND) {
      starts.removeFirst();
    }
    return starts.size();
  }
}
