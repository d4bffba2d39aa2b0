package dev.stint.coordinator.page;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.history.RunStanding;
import dev.stint.coordinator.page.RunPage.Cost;
import dev.stint.coordinator.page.RunPage.Head;
import dev.stint.coordinator.page.RunPage.Totals;
import dev.stint.coordinator.page.RunPage.Warning;
import dev.stint.coordinator.report.FindingsText;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.stage.StageOutput;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// A run's page above its stages.
final class Summary {

  private Summary() {}

  static Head head(
      RunRequest request, RunReport report, RunStanding standing, Instant lastSign, Instant end) {
    var origin = request.origin();
    var failure = report.failure();
    var settings = request.settings();
    return new Head(
        request.runId(),
        origin == null ? null : origin.jobId(),
        origin == null ? null : origin.job(),
        origin == null ? 1 : origin.statement() + 1,
        origin == null ? 1 : origin.statements(),
        origin == null ? null : origin.trigger(),
        origin == null ? null : origin.sql(),
        output(request.graph().root().fragment().output()),
        standing.name().toLowerCase(Locale.ROOT),
        failure == null ? null : failure.message(),
        failure == null ? null : failure.kind().name().toLowerCase(Locale.ROOT),
        report.coordinators(),
        report.startTime().toEpochMilli(),
        end.toEpochMilli(),
        lastSign.toEpochMilli(),
        settings.attempts().functionMemoryBytes(),
        settings.maxParallelism(),
        settings.workPath(),
        request.graph().root().fragment().timeZone());
  }

  private static String output(StageOutput output) {
    return switch (output) {
      case StageOutput.FileSink sink -> sink.path();
      case StageOutput.UnkeyedExchange _,
          StageOutput.HashExchange _,
          StageOutput.RangeExchange _,
          StageOutput.MergedExchange _ ->
          "the result";
    };
  }

  static Totals totals(RunRequest request, RunReport report, List<StagePage> stages) {
    int root = request.graph().root().id();
    var metrics = report.metrics();
    return new Totals(
        stages.stream()
            .filter(stage -> stage.id() == root)
            .mapToLong(stage -> stage.distributions().outputRows().sum())
            .sum(),
        metrics.inputBytes(),
        metrics.outputBytes(),
        count(stages, StagePage::tasks),
        count(stages, StagePage::finishedTasks),
        count(stages, StagePage::attempts),
        count(stages, StagePage::failedAttempts),
        count(stages, StagePage::retries),
        count(stages, StagePage::speculativeAttempts),
        count(stages, StagePage::speculativeWins),
        count(stages, StagePage::cancelledAttempts),
        count(stages, StagePage::coldStarts),
        metrics.getRequests(),
        metrics.putRequests(),
        metrics.listRequests(),
        metrics.hedgedRequests(),
        metrics.failedRequests(),
        metrics.peakMemoryBytes(),
        sum(stages, stage -> stage.sums().waitMs()),
        sum(stages, stage -> stage.sums().busyMs()),
        sum(stages, stage -> stage.sums().wastedMs()),
        metrics.cpuNanos() / 1_000_000);
  }

  private static int count(List<StagePage> stages, ToIntFunction<StagePage> value) {
    return stages.stream().mapToInt(value).sum();
  }

  private static long sum(List<StagePage> stages, ToLongFunction<StagePage> value) {
    return stages.stream().mapToLong(value).sum();
  }

  static Cost cost(RunReport report, PriceTable prices) {
    var cost = report.cost();
    var usage = cost.usage();
    var metrics = report.metrics();
    long ofStages =
        report.stages().stream()
            .map(stage -> stage.metrics())
            .mapToLong(each -> each.getRequests() + each.putRequests() + each.listRequests())
            .sum();
    return new Cost(
        cost.totalDollars(),
        cost.memoryDollars(),
        cost.invocationDollars(),
        cost.putDollars(),
        cost.listDollars(),
        cost.getDollars(),
        usage.gigabyteSeconds(),
        usage.invocations(),
        metrics.getRequests() + metrics.putRequests() + metrics.listRequests() - ofStages,
        "%s, %s, prices of %s".formatted(prices.region(), prices.architecture(), prices.date()));
  }

  static List<Warning> warnings(RunReport report) {
    return report.metrics().findings().stream()
        .map(
            finding ->
                new Warning(
                    finding.table(),
                    finding.subject(),
                    finding.count(),
                    FindingsText.sentence(finding)))
        .toList();
  }
}
