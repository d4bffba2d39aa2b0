package dev.stint.coordinator.page;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.page.StagePage.DecisionLine;
import dev.stint.coordinator.page.StagePage.TablePage;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stage's page, as its events come in.
final class StageFold {

  private static final String FUSED = "fused";

  private final Stage stage;
  private final String plan;
  private final String title;
  private final String keys;
  private final StageSums sums = new StageSums();
  private final OperatorSums operators;
  private final @Nullable ExchangeFold exchange;
  private final List<DecisionLine> decisions = new ArrayList<>();
  private @Nullable StagePlan stagePlan;
  private @Nullable String note;

  /// What it is said to be in place of how far it is.
  private @Nullable String standIn;

  private long startMs = -1;
  private long endMs = -1;

  /// `plan` is the stage as it is printed.
  StageFold(Stage stage, String plan, String title, String keys) {
    this.stage = stage;
    this.plan = plan;
    this.title = title;
    this.keys = keys;
    this.operators = new OperatorSums(stage, plan);
    var output = stage.fragment().output();
    this.exchange = output instanceof StageOutput.FileSink ? null : new ExchangeFold(output, keys);
  }

  Stage stage() {
    return stage;
  }

  /// The columns by which its exchange tells rows apart.
  String keys() {
    return keys;
  }

  void started(long memoryBytes) {
    sums.start(memoryBytes);
  }

  void noted(String text) {
    note = text;
  }

  void planned(StagePlan newPlan, long ms) {
    stagePlan = newPlan;
    startMs = ms;
    newPlan.decisions().forEach(decision -> decisions.add(line(decision)));
  }

  private static DecisionLine line(Decision decision) {
    var kind =
        switch (decision) {
          case Decision.Cut _ -> "cut";
          case Decision.NotCut _ -> "one task";
          case Decision.Fused _ -> "fused";
          case Decision.HotBucketDivided _ -> "skew split";
          case Decision.BroadcastInstead _ -> "broadcast";
          case Decision.MergeFirst _ -> "merge";
          case Decision.NothingToDo _ -> "nothing to do";
        };
    return new DecisionLine(kind, decision.text());
  }

  /// Another stage does its work.
  void fused(int readerId) {
    standIn = FUSED;
    note = "done by the task of stage %d, which reads it".formatted(readerId);
  }

  void unneeded(String reason, long ms) {
    standIn = "unneeded";
    note = reason;
    endMs = startMs < 0 ? endMs : ms;
  }

  void finished(long ms) {
    endMs = ms;
  }

  /// An attempt reported, whatever became of it.
  void reported(TaskMetrics metrics, Bill bill) {
    sums.report(metrics, bill);
    operators.add(metrics.operators());
  }

  void wrote(SegmentRef segment, TaskMetrics metrics) {
    if (exchange != null) {
      exchange.add(segment, metrics.heavyKey());
    }
  }

  /// As it is while `isEnded` says whether the run is over.
  StagePage page(AttemptTable table, int[] rows, PriceTable prices, boolean isEnded) {
    var times = new StageTimes(table, rows);
    var distributions = times.distributions();
    var tasks = stagePlan == null ? List.<PlannedTask>of() : stagePlan.tasks();
    var text = new ShareText(stage);
    return new StagePage(
        stage.id(),
        title,
        plan,
        state(isEnded),
        note,
        startMs,
        endMs,
        tasks.size(),
        times.won().length,
        times.attempts(),
        times.failed(),
        times.retries(),
        times.speculative(),
        times.speculativeWins(),
        times.cancelled(),
        times.colds(),
        stage.estimatedRows(),
        sums.sums(times, prices),
        sums.dollars(prices),
        distributions,
        Outliers.of(table, times.won(), distributions, task -> text.of(tasks.get(task).share())),
        decisions,
        exchange == null ? null : exchange.page(),
        Shares.of(tasks),
        tables(),
        operators.lines());
  }

  private String state(boolean isEnded) {
    if (standIn != null) {
      return standIn;
    }
    if (endMs >= 0) {
      return "done";
    }
    return isEnded ? "stopped" : startMs < 0 ? "waiting" : "running";
  }

  /// Those of a fused stage are its reader's.
  private List<TablePage> tables() {
    if (FUSED.equals(standIn)) {
      return List.of();
    }
    return StageGraph.nodes(stage.fragment().root())
        .filter(ScanNode.class::isInstance)
        .map(ScanNode.class::cast)
        .map(scan -> table(scan, stage.splits().getOrDefault(scan.sourceId(), List.of())))
        .toList();
  }

  private static TablePage table(ScanNode scan, List<Split> splits) {
    return new TablePage(
        scan.table(),
        splits.stream().map(Split::path).distinct().count(),
        splits.stream().mapToLong(Split::length).sum(),
        splits.size(),
        scan.tableSplitCount());
  }
}
