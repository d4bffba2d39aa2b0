package dev.stint.coordinator.pace;

import dev.stint.coordinator.pace.Pace.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An account of a given concurrency that several limiters use, in virtual time. A request reaches
/// it, and its refusal comes back, after a network delay drawn by seed.
final class SimulatedAccount {

  private static final long MILLISECOND = Pace.NANOS_PER_SECOND / 1000;

  private record Event(long timeNanos, long order, Runnable action) {}

  /// A process with its limiter, whose attempts take as long as `duration` says.
  final class Client {
    final Pace<String> pace;
    final LongSupplier duration;
    final List<Long> starts = new ArrayList<>();
    int accepted;
    long acceptedTotal;
    long refusals;
    private double placeNanos;
    private @Nullable String busyRun;
    private long countedUntil;
    private long wakeNanos = Pace.NEVER;

    Client(PaceLimits limits, LongSupplier duration) {
      this.pace = new Pace<>(limits);
      this.duration = duration;
    }

    void add(String run, int attempts) {
      for (int attempt = 0; attempt < attempts; attempt++) {
        pace.add(new PaceTicket<>(run, "f", run));
      }
      startAll();
    }

    /// From here on a run always has attempts waiting.
    void keepBusy(String run) {
      busyRun = run;
      add(run, 2 * concurrency);
    }

    private void startAll() {
      for (var ticket = pace.next(now); ticket != null; ticket = pace.next(now)) {
        var started = ticket;
        starts.add(now);
        at(now + delay(), () -> arrive(started));
      }
      long next = pace.nextNanos(now);
      if (next != Pace.NEVER && (wakeNanos <= now || next < wakeNanos)) {
        wakeNanos = next;
        at(next, this::startAll);
      }
    }

    private void arrive(PaceTicket<String> ticket) {
      if (running >= concurrency) {
        refusals++;
        at(now + delay(), () -> refuse(ticket));
      } else {
        count();
        running++;
        accepted++;
        acceptedTotal++;
        at(now + duration.getAsLong(), () -> end(ticket));
      }
    }

    private void refuse(PaceTicket<String> ticket) {
      pace.refused(ticket, random.nextDouble(), now);
      startAll();
    }

    private void end(PaceTicket<String> ticket) {
      count();
      running--;
      accepted--;
      at(now + delay(), () -> answer(ticket));
    }

    private void answer(PaceTicket<String> ticket) {
      pace.ended(ticket, Ending.ANSWERED, now);
      if (busyRun != null) {
        pace.add(new PaceTicket<>(busyRun, "f", busyRun));
      }
      startAll();
    }

    private void count() {
      placeNanos += (double) accepted * (now - countedUntil);
      countedUntil = now;
    }

    /// Places held, times seconds, since it was last told to forget.
    double placeSeconds() {
      count();
      return placeNanos / Pace.NANOS_PER_SECOND;
    }

    void forget() {
      count();
      placeNanos = 0;
    }
  }

  final Random random;
  int concurrency;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::timeNanos).thenComparingLong(Event::order));
  private long now;
  private long order;
  private int running;

  SimulatedAccount(int concurrency, long seed) {
    this.concurrency = concurrency;
    this.random = new Random(seed);
  }

  Client client(PaceLimits limits, LongSupplier durationNanos) {
    return new Client(limits, durationNanos);
  }

  void at(long timeNanos, Runnable action) {
    events.add(new Event(timeNanos, order++, action));
  }

  void runUntil(long endNanos) {
    while (!events.isEmpty() && events.element().timeNanos() <= endNanos) {
      var event = events.remove();
      now = event.timeNanos();
      event.action().run();
    }
    now = endNanos;
  }

  private long delay() {
    return 5 * MILLISECOND + random.nextLong(20 * MILLISECOND);
  }
}
