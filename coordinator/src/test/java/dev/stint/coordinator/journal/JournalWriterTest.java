package dev.stint.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.thread.SystemThreads;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class JournalWriterTest {

  private static final String RUN_PATH = "s3://bucket/runs/r/";

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Test
  void whatGathersWhileAnEntryIsOnItsWayIsTheNextEntry() throws InterruptedException {
    var isOnItsWay = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var writer =
        writer(
            (_, creation) -> {
              isOnItsWay.countDown();
              await(go);
              return creation.getAsBoolean();
            },
            () -> {});

    writer.append(SampleEvents.numbered(0, 1), false);
    isOnItsWay.await();
    for (int number = 1; number < 10; number++) {
      writer.append(SampleEvents.numbered(number, 1), false);
    }
    assertThat(writer.writtenCount()).isZero();
    go.countDown();
    writer.close();

    assertThat(store.paths())
        .containsExactly(RUN_PATH + "journal/00000000.json", RUN_PATH + "journal/00000001.json");
    assertThat(journal("r").read()).isEqualTo(SampleEvents.numbered(0, 10));
  }

  @Test
  void tellsWheneverMoreIsWritten() throws InterruptedException {
    var progress = new Semaphore(0);
    var writer = writer((_, creation) -> creation.getAsBoolean(), progress::release);

    writer.append(SampleEvents.numbered(0, 3), false);
    progress.acquire();
    assertThat(writer.writtenCount()).isEqualTo(3);
    writer.append(SampleEvents.numbered(3, 1), false);
    progress.acquire();
    assertThat(writer.writtenCount()).isEqualTo(4);
    assertThat(writer.failure()).isNull();
    writer.close();
  }

  @Test
  void whatNobodyWaitsForGathersUntilSomethingIsAwaited() throws InterruptedException {
    var progress = new Semaphore(0);
    var time = new AtomicReference<>(Instant.parse("2024-05-06T07:08:09Z"));
    var writer = writer((_, creation) -> creation.getAsBoolean(), progress::release, time::get);
    writer.append(SampleEvents.numbered(0, 1), true);
    progress.acquire();
    // As long before the end of the pace as the test may take.
    time.set(Instant.EPOCH);

    for (int number = 1; number < 5; number++) {
      writer.append(SampleEvents.numbered(number, 1), false);
    }
    assertThat(progress.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    writer.append(SampleEvents.numbered(5, 1), true);
    progress.acquire();

    assertThat(store.paths()).hasSize(2);
    assertThat(journal("r").read()).isEqualTo(SampleEvents.numbered(0, 6));
    writer.close();
  }

  @Test
  void whatNobodyWaitsForIsWrittenSoon() throws InterruptedException {
    var progress = new Semaphore(0);
    var writer = writer((_, creation) -> creation.getAsBoolean(), progress::release);
    writer.append(SampleEvents.numbered(0, 1), true);
    progress.acquire();

    writer.append(SampleEvents.numbered(1, 1), false);
    progress.acquire();

    assertThat(writer.writtenCount()).isEqualTo(2);
    writer.close();
  }

  @Test
  void closingWritesAllThatWasTakenNoteOf() {
    var writer = writer((_, creation) -> creation.getAsBoolean(), () -> {});
    for (int number = 0; number < 100; number++) {
      writer.append(SampleEvents.numbered(number, 1), false);
    }

    writer.close();

    assertThat(writer.writtenCount()).isEqualTo(100);
    assertThat(journal("r").read()).isEqualTo(SampleEvents.numbered(0, 100));
  }

  @Test
  void closingOnAnInterruptedThreadWritesAllAndKeepsTheInterrupt() {
    var writer = writer((_, creation) -> creation.getAsBoolean(), () -> {});
    writer.append(SampleEvents.numbered(0, 5), false);
    Thread.currentThread().interrupt();

    writer.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(writer.writtenCount()).isEqualTo(5);
  }

  @Test
  void failureEndsTheWritingAndIsTold() throws InterruptedException {
    var tries = Collections.synchronizedList(new ArrayList<String>());
    var progress = new Semaphore(0);
    var broken = new AssertionError("broken");
    var writer =
        writer(
            (path, _) -> {
              tries.add(path);
              throw broken;
            },
            progress::release);

    writer.append(SampleEvents.numbered(0, 1), false);
    progress.acquire();
    assertThat(writer.failure()).isSameAs(broken);
    writer.append(SampleEvents.numbered(1, 1), false);
    writer.close();

    assertThat(tries).hasSize(1);
    assertThat(writer.writtenCount()).isZero();
  }

  @Test
  void lostPositionEndsTheWriting() throws InterruptedException {
    journal("other").append(SampleEvents.numbered(7, 1));
    var progress = new Semaphore(0);
    var writer = writer((_, creation) -> creation.getAsBoolean(), progress::release);

    writer.append(SampleEvents.numbered(0, 1), false);
    progress.acquire();

    assertThat(writer.failure()).isInstanceOf(PositionLostException.class);
    writer.close();
    assertThat(journal("r").read()).isEqualTo(SampleEvents.numbered(7, 1));
  }

  @Test
  void aLookFindsThatThePositionIsLost() throws InterruptedException {
    var progress = new Semaphore(0);
    var writer = writer((_, creation) -> creation.getAsBoolean(), progress::release);
    writer.append(SampleEvents.numbered(0, 1), false);
    progress.acquire();
    writer.look();
    writer.append(SampleEvents.numbered(1, 1), false);
    progress.acquire();
    assertThat(writer.failure()).isNull();
    var other = journal("other");
    other.read();
    other.append(SampleEvents.numbered(7, 1));

    writer.look();
    progress.acquire();

    assertThat(writer.failure()).isInstanceOf(PositionLostException.class);
    writer.close();
  }

  private JournalWriter writer(HookedStore.Hook hook, Runnable progressed) {
    return writer(hook, progressed, InstantSource.system());
  }

  private JournalWriter writer(HookedStore.Hook hook, Runnable progressed, InstantSource clock) {
    return new JournalWriter(
        new Journal(new HookedStore(store, hook), RUN_PATH, "a"),
        clock,
        new SystemThreads(clock),
        progressed);
  }

  private Journal journal(String writer) {
    return new Journal(store, RUN_PATH, writer);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
