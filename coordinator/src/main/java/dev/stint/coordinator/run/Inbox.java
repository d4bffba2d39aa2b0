package dev.stint.coordinator.run;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What reaches a coordinator from other threads. Any thread sends; the driver's alone receives. At
/// most two messages per attempt are queued, so what it holds is bounded by the attempts that run.
final class Inbox {

  /// One of them.
  sealed interface Arrival {

    /// The attempt has a function, for which it waited until `time`.
    record Running(AttemptId attempt, Instant time) implements Arrival {}

    record Answered(AttemptId attempt, TaskResponse response) implements Arrival {}

    record CancelRequested() implements Arrival {}

    /// The coordinator is to leave the run to another.
    record LeaveRequested() implements Arrival {}

    /// The journal has something to look at.
    record JournalMoved() implements Arrival {}
  }

  private final InstantSource clock;
  private final BlockingQueue<Arrival> received = new LinkedBlockingQueue<>();
  private boolean wasInterrupted;

  Inbox(InstantSource clock) {
    this.clock = clock;
  }

  void send(Arrival arrival) {
    received.add(arrival);
  }

  /// Gives the thread back the interrupt that was taken for the wish to cancel.
  void restoreInterrupt() {
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether the wish to cancel is among what was sent.
  boolean holdsCancel() {
    return received.contains(new Arrival.CancelRequested());
  }

  /// What is there now, without waiting; `null` when there is nothing.
  @Nullable Arrival poll() {
    return received.poll();
  }

  /// The next arrival, waiting until `deadline` at most (`null`: for ever). An interrupt counts as
  /// the wish to cancel.
  @Nullable Arrival next(@Nullable Instant deadline) {
    try {
      if (deadline == null) {
        return received.take();
      }
      // A millisecond more, since poll counts in those and must not return just before the time.
      long waitMillis = Duration.between(clock.instant(), deadline).toMillis() + 1;
      return received.poll(Math.max(waitMillis, 0), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      wasInterrupted = true;
      return new Arrival.CancelRequested();
    }
  }
}
