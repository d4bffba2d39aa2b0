package dev.stint.coordinator.run;

import dev.stint.coordinator.thread.Mailbox;
import dev.stint.coordinator.thread.Threads;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Looks every two seconds whether somebody wants the run to end, which is a HEAD, and writes every
/// four that the coordinator is there, which is a PUT. A run that is over sooner pays for neither.
/// When it could not write for so long that the coordinator may have been taken for gone, since its
/// process slept or the store was out of reach, it has the log looked at. It has a thread of its
/// own.
final class RunWatch {

  /// How often it looks, and how soon for the first time.
  static final Duration INTERVAL = Duration.ofSeconds(2);

  /// After so many without a sign others may take the coordinator for gone: at the default
  /// interval, ten seconds.
  private static final int SILENT_INTERVALS = 5;

  private static final System.Logger LOG = System.getLogger(RunWatch.class.getName());

  private final Threads threads;
  private final InstantSource clock;
  private final ObjectStore store;
  private final String runPath;
  private final Duration interval;
  private final Runnable cancel;
  private final Runnable look;
  private final Mailbox<Boolean> stopped;
  private Threads.@Nullable Running running;

  /// `cancel` is called once, on the watch's thread; so is `look`, whenever another coordinator may
  /// have come.
  RunWatch(
      Threads threads,
      InstantSource clock,
      ObjectStore store,
      String runPath,
      Duration interval,
      Runnable cancel,
      Runnable look) {
    this.threads = threads;
    this.clock = clock;
    this.store = store;
    this.runPath = runPath;
    this.interval = interval;
    this.cancel = cancel;
    this.look = look;
    this.stopped = threads.mailbox();
  }

  /// Of a run that `environment` carries out.
  static RunWatch of(
      RunEnvironment environment,
      ObjectStore store,
      String runPath,
      Runnable cancel,
      Runnable look) {
    return new RunWatch(
        environment.threads(), environment.clock(), store, runPath, INTERVAL, cancel, look);
  }

  void start() {
    running = threads.start("watch", this::watch);
  }

  /// Nothing is written any more when this returns.
  void stop() {
    if (running == null) {
      return;
    }
    stopped.send(true);
    boolean wasInterrupted = false;
    while (running != null) {
      try {
        running.join();
        running = null;
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    boolean isAsked = false;
    var lastSign = clock.instant();
    for (int looks = 1; !isOver(); looks++) {
      if (lastSign.plus(interval.multipliedBy(SILENT_INTERVALS)).isBefore(clock.instant())) {
        look.run();
      }
      try {
        if (!isAsked && store.head(RunObjects.cancelFlag(runPath)).isPresent()) {
          isAsked = true;
          cancel.run();
        }
        if (looks % 2 == 0) {
          store.write(RunObjects.lifeSign(runPath), new byte[0]);
          lastSign = clock.instant();
        }
      } catch (StintException e) {
        // The next look may do better, and the run does not depend on any.
        LOG.log(System.Logger.Level.WARNING, "run={0} watch={1}", runPath, e.getMessage());
      }
    }
  }

  private boolean isOver() {
    try {
      return stopped.next(clock.instant().plus(interval)) != null;
    } catch (InterruptedException _) {
      return true;
    }
  }
}
