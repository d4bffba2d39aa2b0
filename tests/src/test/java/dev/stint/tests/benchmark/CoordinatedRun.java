package dev.stint.tests.benchmark;

import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The run of a [ScheduledRun] as a coordinator carries it out, with its limits, requests for
/// tasks, inbox, and journal in a store in memory. A thousand attempts run at once, and another
/// thread answers them in random order.
final class CoordinatedRun implements FunctionInvoker {

  private record Asked(TaskRequest request, CompletableFuture<TaskResponse> response) {}

  private final int tasks;
  private final Random random = new Random(1);
  private final List<Asked> asked = new ArrayList<>();
  private boolean isClosed;

  CoordinatedRun(int tasks) {
    this.tasks = tasks;
  }

  /// Says how many microseconds of processor time an event takes, on all threads but the answering
  /// one, garbage collection and compilation included.
  double cpuMicrosPerEvent() throws InterruptedException {
    var events = new AtomicLong();
    var answering = new AtomicLong();
    var request = ScheduledRun.request(tasks);
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  answerAll();
                  answering.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                });
    long start = processNanos();
    var environment = RunEnvironment.local(this, new InMemoryObjectStore());
    var report =
        new RunDriver(environment, request, _ -> events.incrementAndGet(), (_, _) -> {}).run();
    long nanos = processNanos() - start;
    close();
    thread.join();
    if (report.status() != RunStatus.SUCCEEDED) {
      throw new AssertionError("ended with " + report);
    }
    return (nanos - answering.get()) / 1e3 / events.get();
  }

  private static long processNanos() {
    var bean =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return bean.getProcessCpuTime();
  }

  private void answerAll() {
    for (var next = next(); next != null; next = next()) {
      var output = ScheduledRun.output(next.request().taskIndex());
      next.response().complete(ScheduledRun.response(output));
    }
  }

  private synchronized @Nullable Asked next() {
    while (asked.isEmpty() && !isClosed) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    if (asked.isEmpty()) {
      return null;
    }
    int place = random.nextInt(asked.size());
    var last = asked.removeLast();
    return place == asked.size() ? last : asked.set(place, last);
  }

  @Override
  public synchronized Invocation invoke(TaskRequest request, long functionMemoryBytes) {
    var response = new CompletableFuture<TaskResponse>();
    asked.add(new Asked(request, response));
    notifyAll();
    return new Invocation(CompletableFuture.completedFuture(Instant.now()), response, () -> {});
  }

  @Override
  public int concurrency() {
    return 1000;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    notifyAll();
  }
}
