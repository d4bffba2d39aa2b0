package dev.stint.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.journal.HookedStore;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.request.RunRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Coordinators of one run meet and are cut off: one goes on.
@Timeout(60)
final class TwoCoordinatorsTest extends ResumedRuns {

  @Test
  void whoeverIsCutOffDoesNoHarmAndSaysThatTheRunGoesOn() {
    for (int entry = 0; entry < ENTRIES; entry++) {
      var rival = new RunRequest("run-1", TO_FILES, settings);
      int cutOff = entry;
      var writes = new AtomicInteger();
      var contested =
          hooked(
              (_, creation) -> {
                if (writes.getAndIncrement() == cutOff) {
                  takeOver(rival);
                }
                return creation.getAsBoolean();
              });

      var report = run(TO_FILES, contested);

      if (writes.get() > cutOff) {
        assertThat(report.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(report.failure()).isNull();
        assertThat(report.files()).isEmpty();
        boolean mayCommit = events().stream().anyMatch(RunEvent.CommitStarted.class::isInstance);
        assertThat(mayCommit || store.list("s3://bucket/out/").isEmpty()).isTrue();
        assertThat(run(TO_FILES, store).files()).hasSize(5);
        assertThat(store.list("s3://bucket/out/")).hasSize(6);
        assertThat(store.listUploads("s3://bucket/")).isEmpty();
      }
    }
  }

  private void takeOver(RunRequest request) {
    var journal = new Journal(store, settings.runPath("run-1"), "rival");
    var event =
        journal.read().isEmpty()
            ? new RunEvent.RunStarted(request)
            : new RunEvent.CoordinatorStarted(1);
    journal.append(List.of(new LoggedEvent(Instant.now(), event)));
  }

  @Test
  void ofTwoCoordinatorsAtOnceOneFinishes() throws InterruptedException {
    var both = new CyclicBarrier(2);
    var statuses = new ArrayList<RunStatus>();
    var threads = new ArrayList<Thread>();
    for (int coordinator = 0; coordinator < 2; coordinator++) {
      var meeting =
          new HookedStore(
              store,
              (path, creation) -> {
                if (path.endsWith("/00000000.json")) {
                  await(both);
                }
                return creation.getAsBoolean();
              });
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    var report = run(TWO_STAGES, meeting);
                    synchronized (statuses) {
                      statuses.add(report.status());
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(statuses).containsExactlyInAnyOrder(RunStatus.SUCCEEDED, RunStatus.RUNNING);
    // The one that lost started nothing.
    assertThat(tasksAsked()).hasSize(6).doesNotHaveDuplicates();
    assertThat(result).hasSize(1);
    assertThat(objectsBesideTheJournal()).isEmpty();
  }

  @Test
  void coordinatorThatWasTakenForDeadStopsWhenItComesBack() throws InterruptedException {
    var goOn = new CountDownLatch(1);
    var stuck = new ScriptedFunctions(store).doing("0.2.0", () -> await(goOn));
    var written = new Semaphore(0);
    var watched =
        new HookedStore(
            store,
            (_, creation) -> {
              boolean isCreated = creation.getAsBoolean();
              written.release();
              return isCreated;
            });
    var statuses = new ArrayList<RunStatus>();
    try (var invoker = new ThreadInvoker(stuck, 1)) {
      var first =
          Thread.ofPlatform()
              .start(() -> statuses.add(driver(TO_FILES, watched, invoker).run().status()));
      while (!tasksStarted().contains("0.2")) {
        written.acquire();
      }

      var report = run(TO_FILES, store);
      goOn.countDown();
      first.join();

      assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(report.coordinators()).isEqualTo(2);
      assertThat(statuses).containsExactly(RunStatus.RUNNING);
      assertThat(store.list("s3://bucket/out/")).hasSize(6);
    }
  }
}
