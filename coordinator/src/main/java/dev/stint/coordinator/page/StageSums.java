package dev.stint.coordinator.page;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.page.StagePage.Sums;
import dev.stint.plan.task.TaskMetrics;

/// What the attempts of a stage did and used, added up.
final class StageSums {

  private TaskMetrics metrics = TaskMetrics.NONE;
  private Usage usage = Usage.NONE;
  private long functionMemoryBytes;

  void start(long memoryBytes) {
    functionMemoryBytes = Math.max(functionMemoryBytes, memoryBytes);
  }

  void report(TaskMetrics more, Bill bill) {
    metrics = metrics.plus(more.withoutFindings());
    if (!bill.isNothing()) {
      usage =
          usage
              .plusAttempt(bill.functionMemoryBytes(), bill.wallNanos())
              .plusRequests(more.putRequests(), more.listRequests(), more.getRequests());
    }
  }

  double dollars(PriceTable prices) {
    return RunCost.of(usage, prices).totalDollars();
  }

  Sums sums(StageTimes times, PriceTable prices) {
    var cost = RunCost.of(usage, prices);
    return new Sums(
        metrics.inputRows(),
        metrics.inputBytes(),
        metrics.outputRows(),
        metrics.outputBytes(),
        metrics.getRequests(),
        metrics.putRequests(),
        metrics.listRequests(),
        metrics.hedgedRequests(),
        metrics.failedRequests(),
        metrics.peakMemoryBytes(),
        functionMemoryBytes,
        metrics.wallNanos() / 1_000_000,
        metrics.cpuNanos() / 1_000_000,
        times.waitMs(),
        times.wastedMs(),
        times.overheadMs(),
        times.coldOverheadMs(),
        usage.gigabyteSeconds(),
        cost.putDollars() + cost.listDollars() + cost.getDollars());
  }
}
