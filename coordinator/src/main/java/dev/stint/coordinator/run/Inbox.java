package dev.stint.coordinator.run;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.thread.Mailbox;
import dev.stint.coordinator.thread.Threads;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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

    /// The run is to end for a reason that lies outside of it.
    record EndRequested(TaskFailure reason) implements Arrival {}

    /// The coordinator is to leave the run to another, after waiting for attempts for `patience`.
    record LeaveRequested(Duration patience) implements Arrival {}

    /// The journal has something to look at.
    record JournalMoved() implements Arrival {}
  }

  private final Mailbox<Arrival> received;
  private final AtomicBoolean isCancelSent = new AtomicBoolean();
  private volatile @Nullable TaskFailure reasonToEnd;
  private boolean wasInterrupted;

  Inbox(Threads threads) {
    this.received = threads.mailbox();
  }

  void send(Arrival arrival) {
    if (arrival instanceof Arrival.CancelRequested) {
      isCancelSent.set(true);
    }
    if (arrival instanceof Arrival.EndRequested(var reason)) {
      reasonToEnd = reason;
    }
    received.send(arrival);
  }

  /// Gives the thread back the interrupt that was taken for the wish to cancel.
  void restoreInterrupt() {
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// How many arrivals are there now.
  int size() {
    return received.size();
  }

  /// Whether the wish to cancel is among what was sent.
  boolean holdsCancel() {
    return isCancelSent.get();
  }

  /// Why the run is to end, if that is among what was sent.
  @Nullable TaskFailure reasonToEnd() {
    return reasonToEnd;
  }

  /// What is there now, without waiting; `null` when there is nothing.
  @Nullable Arrival poll() {
    return received.poll();
  }

  /// The first of some deadlines; `null` where none is one.
  static @Nullable Instant earliest(@Nullable Instant... deadlines) {
    return Stream.of(deadlines).filter(Objects::nonNull).min(Instant::compareTo).orElse(null);
  }

  /// The next arrival, waiting until `deadline` at most (`null`: for ever). An interrupt counts as
  /// the wish to cancel.
  @Nullable Arrival next(@Nullable Instant deadline) {
    try {
      return received.next(deadline);
    } catch (InterruptedException _) {
      wasInterrupted = true;
      return new Arrival.CancelRequested();
    }
  }
}
