package dev.stint.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.thread.SystemThreads;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RunWatchTest {

  private static final String RUN = "s3://work/runs/r/";

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Test
  void theFlagIsSeenAndTheCoordinatorSaysThatItIsThere() throws InterruptedException {
    var cancelled = new CountDownLatch(1);
    var watch =
        new RunWatch(
            new SystemThreads(InstantSource.system()),
            InstantSource.system(),
            store,
            RUN,
            Duration.ofMillis(1),
            cancelled::countDown,
            () -> {});
    watch.start();
    while (store.paths().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(store.paths()).containsExactly(RunObjects.lifeSign(RUN));
    assertThat(cancelled.getCount()).isOne();

    store.write(RunObjects.cancelFlag(RUN), new byte[0]);
    cancelled.await();

    watch.stop();
    store.delete(store.paths());
    assertThat(store.paths()).isEmpty();
  }

  @Test
  void theLogIsLookedAtWhenNoSignWasGivenForLong() throws InterruptedException {
    var slept = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> InstantSource.system().instant().plus(slept.get());
    var looked = new CountDownLatch(1);
    var watch =
        new RunWatch(
            new SystemThreads(InstantSource.system()),
            clock,
            store,
            RUN,
            Duration.ofMillis(1000),
            () -> {},
            looked::countDown);
    watch.start();

    slept.set(Duration.ofSeconds(6));
    looked.await();

    watch.stop();
  }

  @Test
  void aShortRunMakesNoRequest() {
    var watch =
        new RunWatch(
            new SystemThreads(InstantSource.system()),
            InstantSource.system(),
            store,
            RUN,
            RunWatch.INTERVAL,
            () -> {},
            () -> {});
    watch.start();
    watch.stop();
    watch.stop();

    assertThat(store.paths()).isEmpty();
  }

  @Test
  void sweepingTakesFlagsAwayAndLeavesTheLog() {
    store.write(RunObjects.cancelFlag(RUN), new byte[0]);
    store.write(RunObjects.lifeSign(RUN), new byte[0]);
    store.write(RUN + "segments/x", new byte[0]);
    store.write(RUN + "journal/00000000.json", new byte[0]);

    assertThat(RunObjects.sweep(store, RUN)).isEqualTo(3);
    assertThat(store.paths()).containsExactly(RUN + "journal/00000000.json");
  }
}
