package dev.stint.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// A process of the world that calls synchronously, such as a coordinator: a clock that is wrong in
/// its own way, time spent in requests, and perhaps a death.
///
/// A request returns at once in the world and is paid by being busy: what the actor is woken for
/// while it is busy comes when it no longer is. Its clock shows the time it has reached itself.
final class Actor implements InstantSource {

  /// By how much a clock is off when the world begins, and what it gains in each second.
  record ClockError(Duration skew, double drift) {

    static final ClockError NONE = new ClockError(Duration.ZERO, 0);

    private static final long MAX_SKEW_MILLIS = 5_000;
    private static final double MAX_DRIFT = 200e-6;

    /// Up to 5 s and 200 ppm, either way: far worse than what EC2's clocks and laptops show.
    static ClockError draw(SplittableRandom random) {
      return new ClockError(
          Duration.ofMillis(random.nextLong(-MAX_SKEW_MILLIS, MAX_SKEW_MILLIS + 1)),
          random.nextDouble(-MAX_DRIFT, MAX_DRIFT));
    }
  }

  /// Thrown out of the request in which an actor dies. An error, so that no code under test takes
  /// it for something that it could handle.
  static final class Died extends Error {
    private static final long serialVersionUID = 1;

    Died(String name) {
      super(name + " died", null, false, false);
    }
  }

  private final String name;
  private final VirtualTime time;
  private final ClockError error;
  private long reachedNanos;
  private long stepsToLive = Long.MAX_VALUE;
  private boolean isDead;

  Actor(String name, VirtualTime time, ClockError error) {
    this.name = name;
    this.time = time;
    this.error = error;
  }

  String name() {
    return name;
  }

  boolean isDead() {
    return isDead;
  }

  /// What its clock shows.
  @Override
  public Instant instant() {
    long nanos = Math.max(reachedNanos, time.nanos());
    return VirtualTime.START
        .plus(error.skew)
        .plusNanos(nanos)
        .plusNanos(Math.round(nanos * error.drift));
  }

  /// The world's time at which it will be free.
  long reachedNanos() {
    return Math.max(reachedNanos, time.nanos());
  }

  /// Is busy for `duration` more.
  void spend(Duration duration) {
    reachedNanos = reachedNanos() + duration.toNanos();
  }

  /// Takes one step towards the death that was set. Called around the effect of each request, so
  /// that it dies as well before as after it.
  ///
  /// @throws Died when this was the last one, and ever after
  void live() {
    if (isDead || stepsToLive-- <= 0) {
      isDead = true;
      throw new Died(name);
    }
  }

  /// Sets its death `steps` calls of [#live] ahead: two for each request.
  void dieAfter(long steps) {
    stepsToLive = steps;
  }

  /// Kills it where it stands: it is not woken again.
  void kill() {
    isDead = true;
  }

  /// Wakes it after `delay` of the world's time, or later if it is busy; never when it is dead. It
  /// may die of what it does then.
  VirtualTime.Event wake(Duration delay, Runnable action) {
    return time.after(delay, () -> act(action));
  }

  private void act(Runnable action) {
    if (isDead) {
      return;
    }
    long busyNanos = reachedNanos - time.nanos();
    if (busyNanos > 0) {
      time.after(Duration.ofNanos(busyNanos), () -> act(action));
      return;
    }
    try {
      action.run();
    } catch (Died _) {
      isDead = true;
    }
  }
}
