package dev.stint.coordinator.cli.console;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.run.ReportFold;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.StageReport;
import dev.stint.plan.task.TaskMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Shows how a run proceeds: on a terminal one line that is rewritten, elsewhere one line for each
/// stage that ends. Retries always get a line. Used on the driver's thread.
public final class ProgressDisplay implements RunListener {

  private static final int BAR_WIDTH = 20;

  private final ProgressLine line;
  private final ReportFold report = new ReportFold();
  private final Map<Integer, Stage> running = new TreeMap<>();
  private int stages;
  private int finishedStages;
  private int retries;
  private TaskMetrics metrics = TaskMetrics.NONE;

  public ProgressDisplay(ProgressLine line) {
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
  public void on(LoggedEvent logged) {
    report.on(logged);
    switch (logged.event()) {
      case RunEvent.OfRun event -> ofRun(event);
      case RunEvent.OfStage event -> ofStage(event);
      case RunEvent.OfAttempt event -> ofAttempt(event);
    }
    if (!running.isEmpty()) {
      line.show(summary());
    }
  }

  private void ofRun(RunEvent.OfRun event) {
    switch (event) {
      case RunEvent.RunStarted(var request) -> stages = request.graph().stages().size();
      case RunEvent.CoordinatorStarted(int term) -> {
        if (term > 0) {
          line.print("going on with the run, as its coordinator number " + (term + 1));
        }
      }
      case RunEvent.CommitStarted(int files, _, _) ->
          line.show("making " + Amounts.count(files, "file") + " visible");
      case RunEvent.RunEnded _ -> {
        running.clear();
        line.clear();
      }
      case RunEvent.CoordinatorLeft _,
          RunEvent.CancelRequested _,
          RunEvent.RequestsMade _,
          RunEvent.CommitStepDone _,
          RunEvent.RunSwept _ -> {}
    }
  }

  private void ofStage(RunEvent.OfStage event) {
    switch (event) {
      case RunEvent.StageInserted _ -> stages++;
      case RunEvent.StageFused _ -> stages--;
      case RunEvent.StagePlanned(int stageId, var plan) ->
          running.put(stageId, new Stage(plan.tasks().size()));
      case RunEvent.StageUnneeded(int stageId, _) -> running.remove(stageId);
      case RunEvent.StageFinished(int stageId) -> finished(report.stageReport(stageId));
    }
  }

  private void ofAttempt(RunEvent.OfAttempt event) {
    switch (event) {
      case RunEvent.AttemptFailed failed -> failed(failed);
      case RunEvent.AttemptSucceeded(var id, _, var more, _, var standing) -> {
        metrics = metrics.plus(more);
        var stage = running.get(id.stageId());
        if (stage != null && standing == RunEvent.Standing.WON) {
          stage.finished++;
        }
      }
      case RunEvent.AttemptStarted _,
          RunEvent.AttemptRunning _,
          RunEvent.AttemptCancelled _,
          RunEvent.RetryDue _ -> {}
    }
  }

  private void failed(RunEvent.AttemptFailed failed) {
    metrics = metrics.plus(failed.metrics());
    switch (failed.reaction()) {
      case Reaction.Retry(var pause) -> triedAgain(failed, pause);
      case Reaction.Enlarge _, Reaction.Redo _ -> triedAgain(failed, Duration.ZERO);
      case Reaction.Ignore _, Reaction.EndRun _ -> {}
    }
  }

  private void triedAgain(RunEvent.AttemptFailed failed, Duration pause) {
    retries++;
    AttemptId id = failed.attempt();
    line.print(
        "attempt %d.%d.%d failed and is tried again%s: %s"
            .formatted(
                id.stageId(),
                id.taskIndex(),
                id.attempt(),
                pause.isZero() ? "" : " in " + Amounts.time(pause),
                failed.failure().message()));
  }

  private void finished(StageReport stage) {
    running.remove(stage.stageId());
    finishedStages++;
    if (line.isRewritten()) {
      return;
    }
    var end = stage.endTime() == null ? stage.startTime() : stage.endTime();
    line.print(
        "stage %d: %s in %s, %s read, %s written"
            .formatted(
                stage.stageId(),
                Amounts.count(stage.tasks(), "task"),
                Amounts.time(Duration.between(stage.startTime(), end)),
                Amounts.bytes(stage.metrics().inputBytes()),
                Amounts.bytes(stage.metrics().outputBytes())));
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
