package dev.stint.executor.task;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks, beside an attempt, whether it is to end early: because there is an object that tells it
/// to stop, looked for every [#LOOK_EVERY], or because its time is nearly over. Then it interrupts
/// the attempt's thread, once, so that the attempt cleans up and answers. Made on that thread;
/// never interrupts it after [#close].
final class AttemptWatch implements AutoCloseable {

  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// What an attempt needs to drop its uploads and to answer.
  static final Duration TIME_TO_END = Duration.ofSeconds(2);

  /// Lets time pass for a watch: tests decide how.
  @FunctionalInterface
  interface Pause {

    Pause SYSTEM = (isOver, pause) -> isOver.await(pause.toNanos(), TimeUnit.NANOSECONDS);

    /// Waits for `pause`. Says whether `isOver` came first.
    boolean isCutShort(CountDownLatch isOver, Duration pause) throws InterruptedException;
  }

  private static final System.Logger LOG = System.getLogger(AttemptWatch.class.getName());

  private final Thread attempt = Thread.currentThread();
  private final CountDownLatch isOver = new CountDownLatch(1);
  private final Pause pause;
  private @Nullable Thread looking;
  private @Nullable String reason;

  private AttemptWatch(Pause pause) {
    this.pause = pause;
  }

  /// @param store counts what the watch asks for
  /// @param timeLimit after which the attempt's process is killed, or `null` if it is not
  static AttemptWatch start(
      ObjectStore store, String stopPath, @Nullable Duration timeLimit, Pause pause) {
    var watch = new AttemptWatch(pause);
    watch.looking =
        Thread.ofVirtual().name("attempt-watch").start(() -> watch.look(store, stopPath));
    if (timeLimit != null) {
      // By itself, since a look may take long.
      Thread.ofVirtual().name("attempt-time").start(() -> watch.awaitTime(timeLimit));
    }
    return watch;
  }

  /// Why the attempt was interrupted; `null` if it was not, or not by this watch.
  synchronized @Nullable String reason() {
    return reason;
  }

  @Override
  public synchronized void close() {
    isOver.countDown();
    if (looking != null) {
      looking.interrupt();
    }
  }

  private void look(ObjectStore store, String stopPath) {
    try {
      while (!pause.isCutShort(isOver, LOOK_EVERY)) {
        if (isThere(store, stopPath)) {
          end("was told to stop");
          takeAway(store, stopPath);
          return;
        }
      }
    } catch (InterruptedException _) {
      // The attempt is over.
    }
  }

  private static boolean isThere(ObjectStore store, String stopPath) throws InterruptedException {
    try {
      return store.head(stopPath).isPresent();
    } catch (StintException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (e.kind() == FailureKind.USER) {
        // So S3 answers for what is not there, where a function's role may not list.
        return false;
      }
      // The attempt itself is well: the next look may tell.
      LOG.log(System.Logger.Level.WARNING, "cannot look for {0}: {1}", stopPath, e.getMessage());
      return false;
    }
  }

  /// Nobody else will read the flag, and it may outlive the sweep of its run.
  private static void takeAway(ObjectStore store, String stopPath) {
    try {
      store.delete(List.of(stopPath));
    } catch (StintException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot delete {0}: {1}", stopPath, e.getMessage());
    }
  }

  private void awaitTime(Duration timeLimit) {
    try {
      var time = timeLimit.minus(TIME_TO_END);
      if (!pause.isCutShort(isOver, time.isNegative() ? Duration.ZERO : time)) {
        end("had %d s left to run and was not done".formatted(TIME_TO_END.toSeconds()));
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; the process is ending.
    }
  }

  private synchronized void end(String why) {
    if (isOver.getCount() > 0 && reason == null) {
      reason = why;
      attempt.interrupt();
    }
  }
}
