package dev.stint.coordinator.report;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.StageReport;
import dev.stint.plan.task.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The report of a run: its stages on a common time line, its sums, and what it costs on AWS.
public final class ReportText {

  private static final int BAR_WIDTH = 24;
  private static final int SHORT_BAR_WIDTH = 16;

  /// From this width on there is room for the long bar beside all numbers.
  private static final int LONG_BAR_MIN_WIDTH = 100;

  /// Requests, whose sums stand below the table; the time line; rows.
  private static final List<Set<Integer>> DISPENSABLE_COLUMNS =
      List.of(Set.of(6, 7, 8), Set.of(10), Set.of(2, 3));

  private final RunReport run;
  private final PriceTable prices;

  private final int width;
  private final int barWidth;

  private ReportText(RunReport run, PriceTable prices, int width) {
    this.run = run;
    this.prices = prices;
    this.width = width;
    this.barWidth = width < LONG_BAR_MIN_WIDTH ? SHORT_BAR_WIDTH : BAR_WIDTH;
  }

  /// Several lines of at most `width` characters, each ended by a newline. What does not fit is
  /// left out, or goes into a line of its own.
  public static String of(RunReport run, PriceTable prices, int width) {
    var text = new ReportText(run, prices, width);
    return text.headline()
        + text.stages()
        + text.speculation()
        + RequestsText.of(run.metrics(), width)
        + text.findings()
        + text.cost();
  }

  private String headline() {
    var outcome =
        switch (run.status()) {
          case SUCCEEDED -> "succeeded in ";
          case SKIPPED -> "had nothing to do: the output is there; ";
          case FAILED -> "failed after ";
          case CANCELLED -> "was cancelled after ";
          case RUNNING -> "has not ended after ";
        };
    return "Run " + run.runId() + " " + outcome + Amounts.time(length()) + "\n";
  }

  private String stages() {
    if (run.stages().isEmpty()) {
      return "";
    }
    var grid = new Grid(DISPENSABLE_COLUMNS, width);
    grid.add(
        "stage",
        "tasks",
        "rows in",
        "rows out",
        "read",
        "written",
        "GET",
        "PUT",
        "LIST",
        "time",
        "timeline");
    for (var stage : run.stages()) {
      addStage(grid, stage);
    }
    addSum(grid);
    return grid.text();
  }

  private void addStage(Grid grid, StageReport stage) {
    var end = stage.endTime() == null ? run.endTime() : stage.endTime();
    add(
        grid,
        Integer.toString(stage.stageId()),
        tasks(stage),
        stage.metrics(),
        Duration.between(stage.startTime(), end),
        bar(stage.startTime(), end));
  }

  /// The sum of the run is more than that of its stages: the coordinator makes requests too.
  private void addSum(Grid grid) {
    int tasks = run.stages().stream().mapToInt(StageReport::tasks).sum();
    add(grid, "all", Amounts.count(tasks), run.metrics(), length(), "");
  }

  private static void add(
      Grid grid, String name, String tasks, TaskMetrics metrics, Duration time, String bar) {
    grid.add(
        name,
        tasks,
        Amounts.count(metrics.inputRows()),
        Amounts.count(metrics.outputRows()),
        Amounts.bytes(metrics.inputBytes()),
        Amounts.bytes(metrics.outputBytes()),
        Amounts.count(metrics.getRequests()),
        Amounts.count(metrics.putRequests()),
        Amounts.count(metrics.listRequests()),
        Amounts.time(time),
        bar);
  }

  /// `12`, `12 +2` after two retries, `3 of 12 +2` when the stage was not finished.
  private static String tasks(StageReport stage) {
    var tasks = Amounts.count(stage.tasks());
    if (stage.finishedTasks() < stage.tasks()) {
      tasks = Amounts.count(stage.finishedTasks()) + " of " + tasks;
    }
    return stage.retries() == 0 ? tasks : tasks + " +" + stage.retries();
  }

  private String bar(Instant start, Instant end) {
    int from = Math.min(column(start), barWidth - 1);
    int to = Math.max(column(end), from + 1);
    return "·".repeat(from) + "█".repeat(to - from) + "·".repeat(barWidth - to);
  }

  private int column(Instant time) {
    double share =
        (double) Duration.between(run.startTime(), time).toNanos() / Math.max(1, nanos());
    return Math.clamp(Math.round(share * barWidth), 0, barWidth);
  }

  private long nanos() {
    return length().toNanos();
  }

  private Duration length() {
    return Duration.between(run.startTime(), run.endTime());
  }

  /// How often a second attempt beside one that lagged paid; nothing when there was none.
  private String speculation() {
    int attempts = run.stages().stream().mapToInt(StageReport::secondAttempts).sum();
    int wins = run.stages().stream().mapToInt(StageReport::secondWins).sum();
    return attempts == 0
        ? ""
        : Wrap.of(
            "%s beside attempts that lagged, of which %d finished first"
                .formatted(Amounts.count(attempts, "second attempt"), wins),
            width);
  }

  private String findings() {
    return FindingsText.of(run, width);
  }

  /// What was used and what AWS asks for it.
  private String cost() {
    var cost = run.cost();
    var usage = cost.usage();
    var sum =
        "At AWS's prices this costs %s (%s, %s, %s):"
            .formatted(
                Amounts.dollars(cost.totalDollars()),
                prices.region(),
                prices.architecture(),
                prices.date());
    var parts =
        "  functions %s (%s GB-s, %s) · PUT %s (%s) · LIST %s (%s) · GET %s (%s)"
            .formatted(
                Amounts.dollars(cost.memoryDollars() + cost.invocationDollars()),
                Amounts.fixed(usage.gigabyteSeconds(), 2),
                Amounts.count(usage.invocations(), "invocation"),
                Amounts.dollars(cost.putDollars()),
                Amounts.count(usage.putRequests()),
                Amounts.dollars(cost.listDollars()),
                Amounts.count(usage.listRequests()),
                Amounts.dollars(cost.getDollars()),
                Amounts.count(usage.getRequests()));
    return Wrap.of(sum, width) + Wrap.of(parts, width);
  }
}
