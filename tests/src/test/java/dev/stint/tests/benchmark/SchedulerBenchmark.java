package dev.stint.tests.benchmark;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What scheduling costs by the number of tasks, which should be the same for each: processor time
/// per event of the run's machine with its state and report; the same of a whole coordinator, with
/// limits, requests and a journal in memory; and the heap that the state takes per task, beside the
/// outputs.
@Tag("benchmark")
class SchedulerBenchmark {

  @Test
  void costByTasks() throws InterruptedException {
    new ScheduledRun(10_000).run();
    var _ = new CoordinatedRun(10_000).cpuMicrosPerEvent();
    System.out.println("  tasks   events   us/event   us/event of a coordinator   bytes/task");
    for (int tasks : new int[] {1_000, 10_000, 100_000}) {
      var run = new ScheduledRun(tasks);
      run.run();
      double coordinator = new CoordinatedRun(tasks).cpuMicrosPerEvent();
      System.out.printf(
          "%7d %8d %10.2f %27.2f %12.0f%n",
          tasks, run.eventCount(), run.cpuMicrosPerEvent(), coordinator, run.heapBytesPerTask());
    }
  }
}
