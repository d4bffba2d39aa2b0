package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptId;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// What is to be looked at later. A timer is never taken back: what it is for is judged when it is
/// due.
final class Timers {

  /// What a timer is for.
  enum Kind {
    /// The pause after this attempt's failure is over.
    PAUSE,
    /// The attempt may lag.
    LAG,
    /// The attempt may be lost.
    LOSS
  }

  record Timer(Instant due, long number, AttemptId attempt, Kind kind) {}

  private final PriorityQueue<Timer> queue =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparingLong(Timer::number));
  private long count;

  void set(Instant due, AttemptId attempt, Kind kind) {
    queue.add(new Timer(due, count++, attempt, kind));
  }

  /// When the next one is due; `null` when there is none.
  @Nullable Instant nextDue() {
    var next = queue.peek();
    return next == null ? null : next.due();
  }

  /// One that is due, taken out; `null` when none is.
  @Nullable Timer takeDue(Instant now) {
    var next = queue.peek();
    return next == null || next.due().isAfter(now) ? null : queue.remove();
  }

  void clear() {
    queue.clear();
  }
}
