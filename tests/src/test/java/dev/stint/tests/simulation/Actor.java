package dev.stint.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A process of the world that calls synchronously, such as a coordinator: a clock that is wrong in
/// its own way, time spent in requests, and perhaps a death.
///
/// What it does goes on in one of two ways. AT_ONCE, a request returns at once in the world and is
/// paid by being busy: what the actor is woken for while it is busy comes when it no longer is, and
/// its clock shows the time it has reached itself. INTERLEAVED, the world goes on during each of
/// its requests, so that two actors meet between any two of them; that is slower, by some
/// microseconds for each request. One thread runs at any time either way. Threads that it starts
/// with [#begin] are always INTERLEAVED.
final class Actor implements InstantSource {

  /// What the world does while the actor waits for an answer.
  enum Waiting {
    AT_ONCE,
    INTERLEAVED
  }

  /// A wait of one of its threads.
  static final class Pause {
    private final Strand strand;
    private boolean isReleased;

    private Pause(Strand strand) {
      this.strand = strand;
    }
  }

  private final String name;
  private final VirtualTime time;
  private final ClockError error;
  private final @Nullable Strand strand;
  private final List<Strand> strands = new ArrayList<>();
  private final Set<Pause> pauses = new LinkedHashSet<>();
  private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();
  private long reachedNanos;
  private long stepsToLive = Long.MAX_VALUE;
  private long stepsToSleep = Long.MAX_VALUE;
  private Duration sleep = Duration.ZERO;
  private long asleepUntilNanos;
  private boolean isDead;

  Actor(String name, VirtualTime time, ClockError error) {
    this(name, time, error, Waiting.AT_ONCE);
  }

  Actor(String name, VirtualTime time, ClockError error, Waiting waiting) {
    this.name = name;
    this.time = time;
    this.error = error;
    this.strand =
        switch (waiting) {
          case AT_ONCE -> null;
          case INTERLEAVED -> new Strand();
        };
    if (strand != null) {
      strands.add(strand);
    }
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
        .plus(error.skew())
        .plusNanos(nanos)
        .plusNanos(Math.round(nanos * error.drift()));
  }

  /// How long until its clock shows `instant`; zero when it has.
  Duration until(Instant instant) {
    var left = Duration.between(instant(), instant);
    // A microsecond more: what is due must not be early by what rounding takes.
    return left.isPositive()
        ? Duration.ofNanos(Math.round(left.toNanos() / (1 + error.drift())) + 1_000)
        : Duration.ZERO;
  }

  /// The world's time at which it will be free.
  long reachedNanos() {
    return Math.max(reachedNanos, time.nanos());
  }

  /// Is busy for `duration` more.
  ///
  /// @throws Died when it was killed meanwhile
  void spend(Duration duration) {
    if (current() == null) {
      reachedNanos = reachedNanos() + duration.toNanos();
      return;
    }
    requireAlive();
    if (passes(duration)) {
      return;
    }
    var pause = newPause();
    time.after(duration, () -> release(pause));
    await(pause);
  }

  /// Lets `duration` pass in the thread that calls this, which is its own, if nothing else would
  /// happen meanwhile. Where it does not, the thread must wait.
  boolean passes(Duration duration) {
    requireCurrent();
    return !isDead && asleepUntilNanos <= time.nanos() && time.pass(duration);
  }

  /// Starts a thread, on which `work` goes on in the world's time; then, or when it dies, `ended`.
  void begin(Runnable work, Runnable ended) {
    var begun = new Strand();
    time.after(
        Duration.ZERO,
        () ->
            whenAwake(
                () -> {
                  if (isDead) {
                    ended.run();
                  } else {
                    strands.add(begun);
                    go(() -> begun.begin(() -> runToEnd(begun, work, ended)));
                  }
                }));
  }

  private void runToEnd(Strand begun, Runnable work, Runnable ended) {
    try {
      work.run();
    } finally {
      strands.remove(begun);
      ended.run();
    }
  }

  /// A wait, about to begin, of the thread that calls this.
  Pause newPause() {
    var pause = new Pause(requireCurrent());
    requireAlive();
    pauses.add(pause);
    return pause;
  }

  /// Waits until `pause` is released.
  ///
  /// @throws Died when it was killed meanwhile
  void await(Pause pause) {
    pause.strand.pause();
    pauses.remove(pause);
    if (isDead) {
      throw new Died(name);
    }
  }

  /// Ends a wait soon; once is enough.
  void release(Pause pause) {
    if (!pause.isReleased) {
      pause.isReleased = true;
      time.after(Duration.ZERO, () -> whenAwake(() -> go(pause.strand::resume)));
    }
  }

  /// Runs one of its threads until that waits or ends.
  private void go(Runnable thread) {
    try {
      thread.run();
    } catch (Died _) {
      kill();
    }
  }

  private Strand requireCurrent() {
    var strand = current();
    if (strand == null) {
      throw new IllegalStateException(name + " waits on a thread that is not its own");
    }
    return strand;
  }

  private @Nullable Strand current() {
    for (var each : strands) {
      if (each.isCurrent()) {
        return each;
      }
    }
    return null;
  }

  /// Takes one step towards the death that was set. Called around the effect of each request, so
  /// that it dies as well before as after it.
  ///
  /// @throws Died when this was the last one, and ever after
  void live() {
    if (isDead || stepsToLive-- <= 0) {
      kill();
      throw new Died(name);
    }
    if (stepsToSleep-- == 0) {
      fallAsleep(sleep);
      // Until then, as all its threads do.
      spend(Duration.ZERO);
    }
  }

  /// @throws Died when it is dead
  void requireAlive() {
    if (isDead) {
      throw new Died(name);
    }
  }

  /// Sets its death `steps` calls of [#live] ahead: two for each request.
  void dieAfter(long steps) {
    stepsToLive = steps;
  }

  /// Sets its sleep of `duration` `steps` calls of [#live] ahead.
  void sleepAfter(long steps, Duration duration) {
    stepsToSleep = steps;
    sleep = duration;
  }

  /// Stops all its threads for `duration`, as a signal does or a laptop whose lid is closed: the
  /// world, and its own clock, go on.
  void fallAsleep(Duration duration) {
    asleepUntilNanos = Math.max(asleepUntilNanos, time.nanos() + duration.toNanos());
  }

  /// Does `action` at once, or, if it is asleep, when it wakes.
  void whenAwake(Runnable action) {
    if (isDead || asleepUntilNanos <= time.nanos()) {
      action.run();
    } else {
      time.after(Duration.ofNanos(asleepUntilNanos - time.nanos()), () -> whenAwake(action));
    }
  }

  /// Kills it where it stands: it is not woken again, and its threads end where they wait.
  void kill() {
    isDead = true;
    pauses.forEach(this::release);
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
    inbox.add(action);
    if (strand == null) {
      emptyInbox();
    } else if (!strand.isBegun()) {
      strand.begin(this::emptyInbox);
    }
  }

  private void emptyInbox() {
    for (var action = inbox.poll(); action != null && !isDead; action = inbox.poll()) {
      try {
        action.run();
      } catch (Died _) {
        kill();
      }
    }
  }
}
