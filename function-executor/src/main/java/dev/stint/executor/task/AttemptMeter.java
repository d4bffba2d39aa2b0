package dev.stint.executor.task;

import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.shuffle.store.RequestCounts;
import java.lang.management.ManagementFactory;

/// Measures one attempt, from when it is made, on the thread that runs it.
final class AttemptMeter {

  private final TaskContext context;
  private final RequestCounts requests;
  private final boolean isColdStart;
  private final long startNanos = System.nanoTime();
  private final long startCpuNanos = cpuNanos();

  AttemptMeter(TaskContext context, RequestCounts requests, boolean isColdStart) {
    this.context = context;
    this.requests = requests;
    this.isColdStart = isColdStart;
  }

  TaskMetrics metrics() {
    var counters = context.counters();
    return new TaskMetrics(
        counters.inputRows.sum(),
        counters.inputBytes.sum(),
        counters.outputRows.sum(),
        counters.outputBytes.sum(),
        requests.gets.sum(),
        requests.puts.sum(),
        requests.lists.sum(),
        requests.hedgedRequests.sum(),
        context.memory().peakBytes(),
        System.nanoTime() - startNanos,
        cpuNanos() - startCpuNanos,
        isColdStart,
        counters.findings.all(),
        counters.operators.metrics(),
        counters.heavyKeys.heaviest(),
        requests.failed());
  }

  /// 0 where the machine does not tell.
  private static long cpuNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
  }
}
