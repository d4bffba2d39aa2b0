package dev.stint.coordinator.cli;

import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunProgress;
import dev.stint.coordinator.run.StageReport;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.TaskMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Shows how a run proceeds: on a terminal one line that is rewritten, elsewhere one line for each
/// stage that ends. Retries always get a line. Used on the driver's thread.
final class ProgressDisplay implements RunListener {

  private static final int BAR_WIDTH = 20;

  private final ProgressLine line;
  private final Map<Integer, Stage> running = new TreeMap<>();
  private int stages;
  private int finishedStages;
  private int retries;
  private TaskMetrics metrics = TaskMetrics.NONE;

  ProgressDisplay(ProgressLine line) {
    this.line = line;
  }

  /// What is known of a stage that runs.
  private static final class Stage {
    final int tasks;
    int finished;

    Stage(int tasks) {
      this.tasks = tasks;
    }
  }

  @Override
  public void on(RunProgress progress) {
    switch (progress) {
      case RunProgress.RunStarted(_, StageGraph graph) -> stages = graph.stages().size();
      case RunProgress.StageStarted(int stageId, int tasks) ->
          running.put(stageId, new Stage(tasks));
      case RunProgress.AttemptStarted _ -> {}
      case RunProgress.AttemptFailed failed -> failed(failed);
      case RunProgress.TaskFinished finished -> finished(finished);
      case RunProgress.StageFinished(StageReport report) -> finished(report);
      case RunProgress.CommitStarted(int files) ->
          line.show("making " + Amounts.count(files, "file") + " visible");
      case RunProgress.RunFinished _ -> line.clear();
    }
    if (!running.isEmpty()) {
      line.show(summary());
    }
  }

  private void failed(RunProgress.AttemptFailed failed) {
    metrics = metrics.plus(failed.metrics());
    Duration pause = failed.retryAfter();
    if (pause != null) {
      retries++;
      line.print(
          "attempt %d.%d.%d failed and is tried again%s: %s"
              .formatted(
                  failed.stageId(),
                  failed.taskIndex(),
                  failed.attempt(),
                  pause.isZero() ? "" : " in " + Amounts.time(pause),
                  failed.failure().message()));
    }
  }

  private void finished(RunProgress.TaskFinished finished) {
    metrics = metrics.plus(finished.metrics());
    var stage = running.get(finished.stageId());
    if (stage != null) {
      stage.finished++;
    }
  }

  private void finished(StageReport report) {
    running.remove(report.stageId());
    finishedStages++;
    if (line.isRewritten()) {
      return;
    }
    var end = report.endTime() == null ? report.startTime() : report.endTime();
    line.print(
        "stage %d: %s in %s, %s read, %s written"
            .formatted(
                report.stageId(),
                Amounts.count(report.tasks(), "task"),
                Amounts.time(Duration.between(report.startTime(), end)),
                Amounts.bytes(report.metrics().inputBytes()),
                Amounts.bytes(report.metrics().outputBytes())));
  }

  /// `stages 1/4 ██████······ 12/40 tasks · 34.5 MB read · 12.1 MB written · 2 retries`.
  private String summary() {
    int tasks = running.values().stream().mapToInt(stage -> stage.tasks).sum();
    int finished = running.values().stream().mapToInt(stage -> stage.finished).sum();
    int filled = BAR_WIDTH * finished / Math.max(1, tasks);
    return "stages %d/%d %s%s %d/%d tasks · %s read · %s written%s"
        .formatted(
            finishedStages,
            stages,
            "█".repeat(filled),
            "·".repeat(BAR_WIDTH - filled),
            finished,
            tasks,
            Amounts.bytes(metrics.inputBytes()),
            Amounts.bytes(metrics.outputBytes()),
            retries == 0 ? "" : " · " + (retries == 1 ? "1 retry" : retries + " retries"));
  }
}
