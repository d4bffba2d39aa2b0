package dev.stint.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.journal.JournalWriter;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.partition.TaskShare;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.thread.SystemThreads;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What goes to the journal at once, and what gathers.
@Timeout(60)
final class TellingTest {

  private static final RunSettings SETTINGS = RunSettings.of("s3://work", 8, 1L << 30);

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Semaphore written = new Semaphore(0);
  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-05-06T07:08:09Z"));

  @Test
  void longSegmentsGoAheadOfTheEndOfTheRun() throws InterruptedException {
    try (var telling = telling()) {
      begin(telling);

      telling.tell(List.of(success(0, 100)));
      assertThat(written.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
      telling.tell(List.of(success(1, 100_000)));
      written.acquire();

      assertThat(telling.isAllWritten()).isTrue();
      assertThat(store.list("s3://work/runs/r/journal/")).hasSize(2);
    }
  }

  /// The run is this coordinator's, and the next entry's time is as far away as may be.
  private void begin(Telling telling) throws InterruptedException {
    var graph = Graphs.graph(Graphs.scan(0, 2, Graphs.UNKEYED));
    telling.begin(new RunEvent.RunStarted(new RunRequest("r", graph, SETTINGS)));
    var tasks = Collections.nCopies(2, new PlannedTask(new TaskShare.Splits(0, 0, 1), 1));
    telling.tell(
        List.of(
            new RunEvent.CoordinatorStarted(0),
            new RunEvent.StagePlanned(0, new StagePlan(tasks, List.of())),
            start(0),
            start(1)));
    written.acquire();
    time.set(Instant.EPOCH);
  }

  private static RunEvent start(int task) {
    return new RunEvent.AttemptStarted(new AttemptId(0, task, 0), 1L << 30, AttemptCause.FIRST);
  }

  private static RunEvent success(int task, int length) {
    var segment = new SegmentRef("s3://work/s" + task, "A".repeat(length), length, List.of());
    return new RunEvent.AttemptSucceeded(
        new AttemptId(0, task, 0),
        new TaskOutput.Segment(segment),
        TaskMetrics.NONE,
        Bill.NOTHING,
        RunEvent.Standing.WON);
  }

  private Telling telling() {
    var writer =
        new JournalWriter(
            new Journal(store, "s3://work/runs/r/", "a"),
            time::get,
            new SystemThreads(time::get),
            written::release);
    return new Telling(
        time::get,
        writer,
        new OwnRequests(new RequestCounts()),
        new Limits(SETTINGS, PriceTable.US_EAST_1_ARM),
        RunListener.NONE);
  }
}
