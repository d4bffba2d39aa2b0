package dev.stint.coordinator.pace;

import dev.stint.coordinator.pace.Pace.Ending;
import dev.stint.coordinator.pace.Pace.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A [Pace] with clock, chance and threads: attempts wait in it without one. Safe for use by many
/// threads.
public final class PacedQueue<A> {

  private final Pace<A> pace;
  private final ScheduledExecutorService timer;
  private final Consumer<PaceTicket<A>> starter;
  private final ReentrantLock lock = new ReentrantLock();
  private final long originNanos = System.nanoTime();
  private @Nullable Future<?> wake;
  private long wakeNanos = Pace.NEVER;
  private boolean isClosed;

  /// `starter` begins an attempt and returns at once. It is called by whichever thread makes room,
  /// or by `timer`, which remains its owner's.
  public PacedQueue(
      PaceLimits limits, ScheduledExecutorService timer, Consumer<PaceTicket<A>> starter) {
    this.pace = new Pace<>(limits);
    this.timer = timer;
    this.starter = starter;
  }

  /// Lets a new ticket wait, and starts it, perhaps before this returns.
  public void add(PaceTicket<A> ticket) {
    lock.lock();
    try {
      pace.add(ticket);
    } finally {
      lock.unlock();
    }
    startAllThatMay();
  }

  /// Takes a ticket out that waits; one in flight stays. Says whether it waited.
  public boolean withdraw(PaceTicket<A> ticket) {
    lock.lock();
    try {
      return pace.withdraw(ticket);
    } finally {
      lock.unlock();
    }
  }

  /// A started attempt is over, or will not be sent.
  public void ended(PaceTicket<A> ticket, Ending ending) {
    lock.lock();
    try {
      pace.ended(ticket, ending, nowNanos());
    } finally {
      lock.unlock();
    }
    startAllThatMay();
  }

  /// A started attempt was refused with 429, and waits again unless that is hopeless.
  public Refusal refused(PaceTicket<A> ticket) {
    lock.lock();
    try {
      return pace.refused(ticket, ThreadLocalRandom.current().nextDouble(), nowNanos());
    } finally {
      lock.unlock();
      startAllThatMay();
    }
  }

  /// How many attempts may be in flight, as far as is known now.
  public int places() {
    lock.lock();
    try {
      return pace.places(nowNanos());
    } finally {
      lock.unlock();
    }
  }

  /// From here on nothing starts.
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      wakeAt(Pace.NEVER, 0);
    } finally {
      lock.unlock();
    }
  }

  private void startAllThatMay() {
    takeAllThatMay().forEach(starter);
  }

  private List<PaceTicket<A>> takeAllThatMay() {
    var starting = new ArrayList<PaceTicket<A>>();
    lock.lock();
    try {
      long nowNanos = nowNanos();
      var ticket = isClosed ? null : pace.next(nowNanos);
      while (ticket != null) {
        starting.add(ticket);
        ticket = pace.next(nowNanos);
      }
      wakeAt(isClosed ? Pace.NEVER : pace.nextNanos(nowNanos), nowNanos);
    } finally {
      lock.unlock();
    }
    return starting;
  }

  private void wakeAt(long atNanos, long nowNanos) {
    if (atNanos == wakeNanos) {
      return;
    }
    if (wake != null) {
      wake.cancel(false);
      wake = null;
    }
    wakeNanos = atNanos;
    if (atNanos != Pace.NEVER) {
      wake = timer.schedule(this::wakeUp, atNanos - nowNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void wakeUp() {
    lock.lock();
    try {
      wakeNanos = Pace.NEVER;
      wake = null;
    } finally {
      lock.unlock();
    }
    startAllThatMay();
  }

  private long nowNanos() {
    return System.nanoTime() - originNanos;
  }

  /// A timer for queues, on one thread.
  public static ScheduledThreadPoolExecutor newTimer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("pace").factory(),
            // Once it is shut down, all is over that could be timed.
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
