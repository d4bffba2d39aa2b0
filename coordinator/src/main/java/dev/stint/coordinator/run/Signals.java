package dev.stint.coordinator.run;

import dev.stint.coordinator.schedule.AttemptId;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What reaches the driver from outside: answers of attempts, timers, the wish to cancel. Any
/// thread sends; the driver's alone receives and sets timers. At most one answer per attempt is
/// queued, so what it holds is bounded by the attempts that run.
final class Signals {

  /// One of them.
  sealed interface Signal {

    record Answered(AttemptId attempt, TaskResponse response) implements Signal {}

    record TimerDue(AttemptId attempt) implements Signal {}

    record CancelRequested() implements Signal {}
  }

  private record Timer(Instant due, AttemptId attempt) {}

  private final InstantSource clock;
  private final BlockingQueue<Signal> received = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::due));
  private boolean wasInterrupted;

  Signals(InstantSource clock) {
    this.clock = clock;
  }

  void send(Signal signal) {
    received.add(signal);
  }

  void setTimer(AttemptId attempt, Duration pause) {
    timers.add(new Timer(clock.instant().plus(pause), attempt));
  }

  /// Gives the thread back the interrupt that was taken for a signal.
  void restoreInterrupt() {
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next signal, waiting until `deadline` at most (`null`: for ever). An interrupt counts as
  /// the wish to cancel.
  @Nullable Signal next(@Nullable Instant deadline) {
    var timer = timers.peek();
    var until = earlier(timer == null ? null : timer.due(), deadline);
    var signal = receive(until);
    if (signal == null && timer != null && !timer.due().isAfter(clock.instant())) {
      timers.remove();
      return new Signal.TimerDue(timer.attempt());
    }
    return signal;
  }

  private @Nullable Signal receive(@Nullable Instant until) {
    try {
      if (until == null) {
        return received.take();
      }
      // A millisecond more, since poll counts in those and must not return just before the time.
      long waitMillis = Duration.between(clock.instant(), until).toMillis() + 1;
      return received.poll(Math.max(waitMillis, 0), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      wasInterrupted = true;
      return new Signal.CancelRequested();
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
