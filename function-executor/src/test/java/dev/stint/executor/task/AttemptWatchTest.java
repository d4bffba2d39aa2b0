package dev.stint.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttemptWatchTest {

  private static final String STOP = "s3://test/runs/r/a.segment.stop";

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RequestCounts counts = new RequestCounts();
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @Test
  void looksEveryFiveSecondsAndInterruptsWhenToldToStop() throws InterruptedException {
    // Told between the second and the third look.
    AttemptWatch.Pause pause =
        (_, length) -> {
          pauses.add(length);
          if (pauses.size() == 3) {
            store.poke(STOP, new byte[0]);
          }
          return false;
        };
    var watch = AttemptWatch.start(counting(store), STOP, null, pause);

    awaitInterrupt();

    assertThat(watch.reason()).isEqualTo("was told to stop");
    assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(5));
    assertThat(counts.gets.sum()).isEqualTo(3);
  }

  @Test
  void aShortAttemptCostsNoRequest() {
    AttemptWatch.start(counting(store), STOP, Duration.ofSeconds(60), this::untilOver).close();

    assertThat(counts.gets.sum()).isZero();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void endsTwoSecondsBeforeTheTimeIsOver() throws InterruptedException {
    AttemptWatch.Pause pause =
        (isOver, length) ->
            length.equals(Duration.ofSeconds(58)) ? false : untilOver(isOver, length);
    var watch = AttemptWatch.start(store, STOP, Duration.ofSeconds(60), pause);

    awaitInterrupt();

    assertThat(watch.reason()).contains("2 s left");
    watch.close();
  }

  @Test
  void neverInterruptsAfterItsEnd() throws InterruptedException {
    var isLooking = new CountDownLatch(1);
    var hasAnswered = new CountDownLatch(1);
    ObjectStore slow =
        with(
            () -> {
              isLooking.countDown();
              awaitUninterrupted(never);
              hasAnswered.countDown();
            });
    store.poke(STOP, new byte[0]);
    var watch = AttemptWatch.start(slow, STOP, null, (isOver, _) -> isOver.getCount() == 0);
    isLooking.await();

    watch.close();
    never.countDown();
    hasAnswered.await();

    assertThat(watch.reason()).isNull();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aFailedLookIsFollowedByTheNext() throws InterruptedException {
    store.poke(STOP, new byte[0]);
    ObjectStore failing =
        with(
            () -> {
              if (pauses.size() < 3) {
                throw StintException.transientFailure("injected", new IOException());
              }
            });
    var watch =
        AttemptWatch.start(
            failing,
            STOP,
            null,
            (_, length) -> {
              pauses.add(length);
              return false;
            });

    awaitInterrupt();

    assertThat(watch.reason()).isEqualTo("was told to stop");
    assertThat(pauses).hasSize(3);
  }

  /// S3 denies what is not there to a role that may not list: as a function's may not.
  @Test
  void aFlagThatIsDeniedCountsAsAbsentAndIsNoNews() throws InterruptedException {
    store.poke(STOP, new byte[0]);
    ObjectStore denying =
        with(
            () -> {
              if (pauses.size() < 3) {
                throw StintException.user("cannot look at " + STOP + ": access denied");
              }
            });
    var warnings = new CopyOnWriteArrayList<String>();
    var log = Logger.getLogger(AttemptWatch.class.getName());
    var handler = warningsInto(warnings);
    log.addHandler(handler);
    try {
      var watch =
          AttemptWatch.start(
              denying,
              STOP,
              null,
              (_, length) -> {
                pauses.add(length);
                return false;
              });
      awaitInterrupt();

      assertThat(watch.reason()).isEqualTo("was told to stop");
      assertThat(pauses).hasSize(3);
      assertThat(warnings).isEmpty();
    } finally {
      log.removeHandler(handler);
    }
  }

  private static Handler warningsInto(List<String> warnings) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        warnings.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private boolean untilOver(CountDownLatch isOver, @Nullable Duration length)
      throws InterruptedException {
    isOver.await();
    return true;
  }

  private void awaitInterrupt() {
    try {
      never.await();
    } catch (InterruptedException _) {
      // As expected: the test's time limit tells if not.
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean isDone = false;
    while (!isDone) {
      try {
        latch.await();
        isDone = true;
      } catch (InterruptedException _) {
        // As a request that nothing gives up.
      }
    }
  }

  private ObjectStore counting(ObjectStore counted) {
    return new CountingObjectStore(counted, counts);
  }

  /// The store, where `hook` runs before each request.
  private ObjectStore with(Runnable hook) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, method, arguments) -> {
              hook.run();
              return method.invoke(store, arguments);
            });
  }
}
