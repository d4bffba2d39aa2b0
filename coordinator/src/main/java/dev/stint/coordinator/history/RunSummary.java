package dev.stint.coordinator.history;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.run.StageReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run in one line. `rows` are those it gave or wrote, bytes are as stored and those of all its
/// attempts, `retries` counts attempts that took the place of failed ones. `duration` lasts from
/// the first event to the last.
public record RunSummary(
    String runId,
    @Nullable RunOrigin origin,
    RunStanding standing,
    Instant startTime,
    Duration duration,
    double dollars,
    long rows,
    long readBytes,
    long writtenBytes,
    int retries,
    Instant lastSign) {

  public static RunSummary of(RunLog log, PriceTable prices, Instant now) {
    var report = log.report(prices);
    int root = log.request().graph().root().id();
    return new RunSummary(
        log.runId(),
        report.origin(),
        log.standing(now),
        report.startTime(),
        Duration.between(report.startTime(), report.endTime()),
        report.cost().totalDollars(),
        report.stages().stream()
            .filter(stage -> stage.stageId() == root)
            .mapToLong(stage -> stage.metrics().outputRows())
            .sum(),
        report.metrics().inputBytes(),
        report.metrics().outputBytes(),
        report.stages().stream().mapToInt(StageReport::retries).sum(),
        log.lastSign());
  }
}
