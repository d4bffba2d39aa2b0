package dev.stint.tests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// The time of a world, which passes only from event to event. Events at the same time happen in
/// the order in which they were scheduled. One thread; nothing in it waits.
final class VirtualTime implements InstantSource {

  /// When every world begins.
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /// Something that will happen, unless it is cancelled before.
  static final class Event implements Comparable<Event> {

    private final long atNanos;
    private final long sequence;
    private final Runnable action;
    private boolean isCancelled;

    private Event(long atNanos, long sequence, Runnable action) {
      this.atNanos = atNanos;
      this.sequence = sequence;
      this.action = action;
    }

    @Override
    public int compareTo(Event other) {
      int order = Long.compare(atNanos, other.atNanos);
      return order == 0 ? Long.compare(sequence, other.sequence) : order;
    }

    /// Keeps it from happening; without effect when it has happened.
    void cancel() {
      isCancelled = true;
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNanos;
  private long limitNanos = Long.MAX_VALUE;
  private long sequence;
  private long happened;

  @Override
  public Instant instant() {
    return START.plusNanos(nowNanos);
  }

  /// Since the world began.
  long nanos() {
    return nowNanos;
  }

  /// How many events have happened.
  long happened() {
    return happened;
  }

  /// Lets `action` happen once `delay` has passed.
  Event after(Duration delay, Runnable action) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("an event in the past: " + delay);
    }
    var event = new Event(nowNanos + delay.toNanos(), sequence++, action);
    events.add(event);
    return event;
  }

  /// Lets the next event happen. False when there is none left.
  boolean step() {
    for (var event = events.poll(); event != null; event = events.poll()) {
      if (!event.isCancelled) {
        nowNanos = event.atNanos;
        happened++;
        event.action.run();
        return true;
      }
    }
    return false;
  }

  /// Lets events happen until `isOver` holds before one, none is left, or the next one is after
  /// `limit` since the world began. Says whether `isOver` holds.
  boolean runUntil(BooleanSupplier isOver, Duration limit) {
    limitNanos = limit.toNanos();
    try {
      while (!isOver.getAsBoolean()) {
        dropCancelled();
        var next = events.peek();
        if (next == null || next.atNanos > limitNanos) {
          return false;
        }
        step();
      }
      return true;
    } finally {
      limitNanos = Long.MAX_VALUE;
    }
  }

  /// Passes on by `delay` within the event that happens, if nothing else would happen until then
  /// and the world goes on for so long. Says whether it has.
  boolean pass(Duration delay) {
    dropCancelled();
    long untilNanos = nowNanos + delay.toNanos();
    var next = events.peek();
    if (untilNanos > limitNanos || (next != null && next.atNanos <= untilNanos)) {
      return false;
    }
    nowNanos = untilNanos;
    happened++;
    return true;
  }

  /// Whether nothing will happen any more.
  boolean isQuiet() {
    dropCancelled();
    return events.isEmpty();
  }

  private void dropCancelled() {
    while (!events.isEmpty() && events.peek().isCancelled) {
      events.poll();
    }
  }
}
