package dev.stint.coordinator.report;

import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.estimate.StageEstimate;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.StageReport;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.stage.StageGraph;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The plan of a run that has ended, as `stint explain --analyze` prints it: below each stage what
/// it did beside what was estimated, what was decided for it, and how often it was tried again.
public final class AnalyzedPlanText {

  private static final String INDENTATION = "  ";

  private AnalyzedPlanText() {}

  /// The lines of the plan are as long as they are; those about the run have at most `width`
  /// characters.
  public static String of(StageGraph graph, RunEstimate estimate, RunReport report, int width) {
    var plans = StageGraphText.stages(graph);
    var text = new StringBuilder();
    for (var stage : estimate.stages()) {
      int id = stage.stageId();
      text.append(plans.get(id));
      var truth = EstimateText.report(report, id);
      text.append(
          truth == null
              ? INDENTATION + absent(report, id) + "\n"
              : stage(stage, truth, report, width));
      text.append(truth == null ? "" : decisions(truth, width));
      text.append('\n');
    }
    return text.toString();
  }

  /// Why a stage has no report of its own.
  private static String absent(RunReport report, int stageId) {
    return report.stages().stream()
        .filter(other -> other.decisions().contains(new Decision.Fused(stageId)))
        .findFirst()
        .map(other -> "was done by the task of stage " + other.stageId())
        .orElse("did not run");
  }

  private static String stage(
      StageEstimate estimate, StageReport truth, RunReport report, int width) {
    var metrics = truth.metrics();
    var end = truth.endTime() == null ? report.endTime() : truth.endTime();
    var grid = new Grid(List.of(), width - INDENTATION.length());
    grid.add("", "tasks", "rows in", "rows out", "read", "written", "function time", "time");
    grid.add(
        "real",
        Amounts.count(truth.tasks()),
        Amounts.count(metrics.inputRows()),
        Amounts.count(metrics.outputRows()),
        Amounts.bytes(metrics.inputBytes()),
        Amounts.bytes(metrics.outputBytes()),
        ReasonText.time(metrics.wallNanos() / 1e9),
        Amounts.time(Duration.between(truth.startTime(), end)));
    grid.add(
        "estimated",
        Amounts.count(estimate.tasks()),
        Amounts.count(estimate.inputRows()),
        Amounts.count(estimate.outputRows()),
        Amounts.bytes(estimate.inputBytes()),
        Amounts.bytes(estimate.outputBytes()),
        ReasonText.time(estimate.taskSeconds() * estimate.tasks()),
        ReasonText.time(estimate.seconds()));
    return grid.text().indent(INDENTATION.length()) + filtered(truth) + tries(truth);
  }

  private static String decisions(StageReport truth, int width) {
    return truth.decisions().stream()
        .map(decision -> Wrap.of(INDENTATION + "decided: " + decision.text(), width))
        .collect(Collectors.joining());
  }

  private static String filtered(StageReport truth) {
    return truth.filteredRows() == 0
        ? ""
        : INDENTATION
            + "runtime filters dropped "
            + Amounts.count(truth.filteredRows())
            + " of the rows in: no join would have matched them\n";
  }

  private static String tries(StageReport truth) {
    if (truth.failedAttempts() == 0) {
      return "";
    }
    return INDENTATION
        + Amounts.count(truth.failedAttempts(), "attempt")
        + " failed, of "
        + Amounts.count(truth.attempts())
        + "\n";
  }
}
