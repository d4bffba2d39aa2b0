package dev.stint.coordinator.pace;

import java.util.ArrayDeque;
import java.util.Deque;

/// What is known of one function's environments: those that have answered and wait for more, and
/// how many may start anew. Lambda forgets idle ones after some minutes.
final class Environments {

  private static final long WARM_NANOS = 300 * Pace.NANOS_PER_SECOND;
  private static final long RAMP_NANOS = 10 * Pace.NANOS_PER_SECOND;

  private final TokenBucket starts;

  /// Since when each has been idle, oldest first.
  private final Deque<Long> idleSinceNanos = new ArrayDeque<>();

  Environments(int newEnvironments) {
    this.starts = new TokenBucket(newEnvironments, Math.ceilDiv(RAMP_NANOS, newEnvironments));
  }

  boolean hasOne(long nowNanos) {
    return hasWarm(nowNanos) || starts.hasToken(nowNanos);
  }

  /// When there is one without another attempt being over, or at once.
  long nextNanos(long nowNanos) {
    return hasWarm(nowNanos) ? nowNanos : Math.max(nowNanos, starts.nextTokenNanos());
  }

  /// Only when there is one. Says whether it starts anew.
  boolean take(long nowNanos) {
    if (hasWarm(nowNanos)) {
      var _ = idleSinceNanos.removeLast();
      return false;
    }
    starts.take(nowNanos);
    return true;
  }

  void becameIdle(long nowNanos) {
    idleSinceNanos.addLast(nowNanos);
  }

  /// The one that was to start anew has not been needed.
  void giveBackStart() {
    starts.giveBack();
  }

  private boolean hasWarm(long nowNanos) {
    while (!idleSinceNanos.isEmpty() && nowNanos - idleSinceNanos.getFirst() > WARM_NANOS) {
      var _ = idleSinceNanos.removeFirst();
    }
    return !idleSinceNanos.isEmpty();
  }
}
