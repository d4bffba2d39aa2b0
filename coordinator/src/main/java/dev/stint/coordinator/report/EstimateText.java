package dev.stint.coordinator.report;

import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.estimate.StageEstimate;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.StageReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was estimated of a run beside what came true.
public final class EstimateText {

  /// What was read; then tasks.
  private static final List<Set<Integer>> DISPENSABLE_COLUMNS = List.of(Set.of(3, 4), Set.of(1, 2));

  private EstimateText() {}

  /// Several lines of at most `width` characters, each ended by a newline: for every stage tasks,
  /// stored bytes read and time of all its attempts together, estimated and real; then the run's
  /// dollars. A stage that did not run has dashes.
  public static String of(RunEstimate estimate, RunReport truth, int width) {
    var grid = new Grid(DISPENSABLE_COLUMNS, width);
    grid.add("stage", "tasks", "real", "read", "real", "function time", "real");
    for (var stage : estimate.stages()) {
      add(grid, stage, report(truth, stage.stageId()));
    }
    return grid.text() + line(estimate, truth, width);
  }

  /// What was estimated for the run as a whole, and what it was.
  public static String line(RunEstimate estimate, RunReport truth, int width) {
    return Wrap.of(sums(estimate, truth), width);
  }

  private static void add(Grid grid, StageEstimate stage, @Nullable StageReport report) {
    grid.add(
        Integer.toString(stage.stageId()),
        Amounts.count(stage.tasks()),
        report == null ? "-" : Amounts.count(report.tasks()),
        Amounts.bytes(stage.inputBytes()),
        report == null ? "-" : Amounts.bytes(report.metrics().inputBytes()),
        ReasonText.time(stage.taskSeconds() * stage.tasks()),
        report == null ? "-" : ReasonText.time(report.metrics().wallNanos() / 1e9));
  }

  static @Nullable StageReport report(RunReport truth, int stageId) {
    return truth.stages().stream()
        .filter(stage -> stage.stageId() == stageId)
        .findFirst()
        .orElse(null);
  }

  private static String sums(RunEstimate estimate, RunReport truth) {
    double realSeconds = Duration.between(truth.startTime(), truth.endTime()).toNanos() / 1e9;
    return "Estimated %s, %s GB-s and %s; it was %s, %s GB-s and %s."
        .formatted(
            Amounts.dollars(estimate.dollars().expected()),
            CostText.gigabyteSeconds(estimate.gigabyteSeconds().expected()),
            ReasonText.time(estimate.seconds().expected()),
            Amounts.dollars(truth.cost().totalDollars()),
            CostText.gigabyteSeconds(truth.cost().usage().gigabyteSeconds()),
            ReasonText.time(realSeconds));
  }
}
