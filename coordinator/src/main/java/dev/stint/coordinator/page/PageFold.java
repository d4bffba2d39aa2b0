package dev.stint.coordinator.page;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.history.RunStanding;
import dev.stint.coordinator.run.ReportFold;
import dev.stint.coordinator.run.RunListener;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/// The page of a run, as its events come in: of a run that is over all at once, of one that goes on
/// again and again. Not safe for use by several threads.
public final class PageFold implements RunListener {

  private final ReportFold report = new ReportFold();
  private final TreeMap<Integer, StageFold> stages = new TreeMap<>();
  private final Edges edges = new Edges();
  private final AttemptTable attempts = new AttemptTable();
  private final Troubles troubles = new Troubles();
  private final StoryFold story = new StoryFold();
  private Instant startTime = Instant.EPOCH;
  private Instant lastTime = Instant.EPOCH;
  private boolean hasLeft;
  private boolean isEnded;
  private boolean isSwept;

  @Override
  public void on(LoggedEvent logged) {
    if (logged.event() instanceof RunEvent.RunStarted) {
      startTime = logged.time();
    }
    lastTime = logged.time();
    long ms = Math.max(0, Duration.between(startTime, logged.time()).toMillis());
    report.on(logged);
    story.add(logged.event(), ms);
    switch (logged.event()) {
      case RunEvent.OfRun event -> ofRun(event, ms);
      case RunEvent.OfStage event -> ofStage(event, ms);
      case RunEvent.OfAttempt event -> ofAttempt(event, ms);
    }
  }

  private void ofRun(RunEvent.OfRun event, long ms) {
    switch (event) {
      case RunEvent.RunStarted(var request) -> add(request.graph());
      case RunEvent.CoordinatorStarted _ -> hasLeft = false;
      case RunEvent.CoordinatorLeft _ -> hasLeft = true;
      case RunEvent.RunEnded _ -> {
        isEnded = true;
        attempts.endAll(ms);
      }
      case RunEvent.RunSwept _ -> isSwept = true;
      case RunEvent.CancelRequested _,
          RunEvent.RequestsMade _,
          RunEvent.CommitStarted _,
          RunEvent.CommitStepDone _ -> {}
    }
  }

  private void add(StageGraph graph) {
    graph.stages().forEach(stage -> add(graph, stage));
  }

  private void add(StageGraph graph, Stage stage) {
    var plan = StageGraphText.stage(graph, stage);
    stages.put(stage.id(), new StageFold(stage, plan, PlanWords.title(plan), PlanWords.keys(plan)));
  }

  private void ofStage(RunEvent.OfStage event, long ms) {
    switch (event) {
      case RunEvent.StageInserted(var stage, int replaced, int reader) -> {
        edges.inserted(stage.id(), replaced, reader);
        var title = "Merge what stage " + replaced + " gave";
        var fold = new StageFold(stage, title, title, stage(replaced).keys());
        fold.noted("inserted between stages %d and %d".formatted(replaced, reader));
        stages.put(stage.id(), fold);
      }
      case RunEvent.StagePlanned(int id, var plan) -> stage(id).planned(plan, ms);
      case RunEvent.StageUnneeded(int id, var reason) -> stage(id).unneeded(reason, ms);
      case RunEvent.StageFused(int id, var reader) -> {
        stage(id).fused(reader.id());
        add(report.request().graph(), reader);
      }
      case RunEvent.StageFinished(int id) -> stage(id).finished(ms);
    }
  }

  private void ofAttempt(RunEvent.OfAttempt event, long ms) {
    var stage = stage(event.attempt().stageId());
    int row = attempts.row(event.attempt());
    switch (event) {
      case RunEvent.AttemptStarted(var id, long memoryBytes, var cause) -> {
        attempts.start(id, cause, ms);
        stage.started(memoryBytes);
      }
      case RunEvent.AttemptRunning(_, var queued) -> attempts.waited(row, queued.toMillis());
      case RunEvent.AttemptSucceeded(_, var output, var metrics, var bill, var standing) -> {
        boolean isWon = standing == RunEvent.Standing.WON;
        attempts.end(row, isWon ? AttemptTable.State.WON : AttemptTable.State.LATE, ms);
        attempts.report(row, metrics);
        stage.reported(metrics, bill);
        if (isWon && output instanceof TaskOutput.Segment(var segment)) {
          stage.wrote(segment, metrics);
        }
      }
      case RunEvent.AttemptFailed failed -> {
        boolean isUnwanted = failed.reaction() instanceof Reaction.Ignore;
        attempts.end(
            row, isUnwanted ? AttemptTable.State.CANCELLED : AttemptTable.State.FAILED, ms);
        attempts.report(row, failed.metrics());
        stage.reported(failed.metrics(), failed.bill());
        if (!isUnwanted) {
          troubles.add(failed, ms);
        }
      }
      case RunEvent.AttemptCancelled _ -> attempts.end(row, AttemptTable.State.CANCELLED, ms);
      case RunEvent.RetryDue _ -> {}
    }
  }

  private StageFold stage(int id) {
    var stage = stages.get(id);
    if (stage == null) {
      throw StintException.internal(
          "the log tells of stage " + id + ", which the run has not", null);
    }
    return stage;
  }

  /// When the last event was told.
  public Instant lastTime() {
    return lastTime;
  }

  /// Whether there is a beginning to show.
  public boolean isBegun() {
    return !stages.isEmpty();
  }

  /// Whether nothing can change any more.
  public boolean isOver() {
    return isSwept;
  }

  /// How the run stands, when its coordinator was last known to be there at `lastSign`.
  public RunStanding standing(PriceTable prices, Instant lastSign, Instant now) {
    return switch (report.report(prices).status()) {
      case RUNNING ->
          hasLeft || lastSign.plus(RunLog.SILENCE).isBefore(now)
              ? RunStanding.INTERRUPTED
              : RunStanding.RUNNING;
      case SUCCEEDED -> RunStanding.SUCCEEDED;
      case SKIPPED -> RunStanding.SKIPPED;
      case FAILED -> RunStanding.FAILED;
      case CANCELLED -> RunStanding.CANCELLED;
    };
  }

  /// The page as of now. The log must have begun.
  public RunPage page(PriceTable prices, Instant lastSign, Instant now) {
    return page(prices, lastSign, now, AttemptColumns.MAX_SHOWN);
  }

  RunPage page(PriceTable prices, Instant lastSign, Instant now, int maxAttempts) {
    var standing = standing(prices, lastSign, now);
    var last = standing == RunStanding.RUNNING && now.isAfter(lastTime) ? now : lastTime;
    long nowMs = Math.max(0, Duration.between(startTime, last).toMillis());
    var rows = new StageRows(attempts);
    var pages =
        stages.values().stream()
            .map(stage -> stage.page(attempts, rows.of(stage.stage().id()), prices, isEnded))
            .toList();
    var summary = report.report(prices);
    return new RunPage(
        Summary.head(report.request(), summary, standing, lastSign, last),
        Summary.totals(report.request(), summary, pages),
        Summary.cost(summary, prices),
        report.request().expectation(),
        pages,
        edges.of(report.request().graph(), pages),
        troubles.troubles(),
        Summary.warnings(summary),
        story.lines(),
        story.leftOut(),
        AttemptColumns.of(attempts, nowMs, maxAttempts));
  }
}
