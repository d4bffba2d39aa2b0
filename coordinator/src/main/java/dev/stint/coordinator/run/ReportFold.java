package dev.stint.coordinator.run;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The report of a run, as its events come in: what a listener keeps to tell how it goes, and what
/// tells of a run whose log is read. Costs the same whatever was added before.
public final class ReportFold implements RunListener {

  private final TreeMap<Integer, StageFold> stages = new TreeMap<>();
  private final TreeMap<Integer, List<String>> files = new TreeMap<>();
  private @Nullable RunRequest request;
  private @Nullable RunOutcome outcome;
  private Usage usage = Usage.NONE;
  private TaskMetrics coordinator = TaskMetrics.NONE;
  private int coordinators;
  private Instant startTime = Instant.EPOCH;
  private Instant lastTime = Instant.EPOCH;

  @Override
  public void on(LoggedEvent logged) {
    lastTime = logged.time();
    switch (logged.event()) {
      case RunEvent.OfRun event -> ofRun(event, logged.time());
      case RunEvent.OfStage event -> ofStage(event, logged.time());
      case RunEvent.OfAttempt event -> ofAttempt(event);
    }
  }

  private void ofRun(RunEvent.OfRun event, Instant time) {
    switch (event) {
      case RunEvent.RunStarted(var newRequest) -> {
        request = newRequest;
        startTime = time;
      }
      case RunEvent.CoordinatorStarted _ -> coordinators++;
      case RunEvent.RequestsMade made -> {
        usage = usage.plusRequests(made.puts(), made.lists(), made.gets());
        coordinator = coordinator.plus(requests(made));
      }
      case RunEvent.RunEnded(var newOutcome) -> outcome = newOutcome;
      case RunEvent.CoordinatorLeft _,
          RunEvent.CancelRequested _,
          RunEvent.CommitStarted _,
          RunEvent.CommitStepDone _,
          RunEvent.RunSwept _ -> {}
    }
  }

  private static TaskMetrics requests(RunEvent.RequestsMade made) {
    return new TaskMetrics(
        0,
        0,
        0,
        0,
        made.gets(),
        made.puts(),
        made.lists(),
        0,
        0,
        0,
        0,
        false,
        List.of(),
        List.of(),
        null,
        made.failed());
  }

  private void ofStage(RunEvent.OfStage event, Instant time) {
    switch (event) {
      case RunEvent.StagePlanned(int stageId, var plan) ->
          stages.put(stageId, new StageFold(stageId, plan, time));
      case RunEvent.StageFinished(int stageId) -> stage(stageId).endedAt(time);
      case RunEvent.StageUnneeded(int stageId, _) -> {
        var stage = stages.get(stageId);
        if (stage != null) {
          stage.endedAt(time);
        }
      }
      case RunEvent.StageInserted _, RunEvent.StageFused _ -> {}
    }
  }

  private void ofAttempt(RunEvent.OfAttempt event) {
    stage(event.attempt().stageId()).apply(event);
    switch (event) {
      case RunEvent.AttemptSucceeded(var id, var output, var metrics, var bill, var standing) -> {
        bill(bill, metrics);
        if (standing == RunEvent.Standing.WON && output instanceof TaskOutput.Files(var pending)) {
          files.put(id.taskIndex(), pending.stream().map(PendingFile::path).toList());
        }
      }
      case RunEvent.AttemptFailed(_, _, var metrics, var bill, _) -> bill(bill, metrics);
      case RunEvent.AttemptStarted _,
          RunEvent.AttemptRunning _,
          RunEvent.AttemptCancelled _,
          RunEvent.RetryDue _ -> {}
    }
  }

  private void bill(Bill bill, TaskMetrics metrics) {
    if (!bill.isNothing()) {
      usage =
          usage
              .plusAttempt(bill.functionMemoryBytes(), bill.wallNanos())
              .plusRequests(metrics.putRequests(), metrics.listRequests(), metrics.getRequests());
    }
  }

  private StageFold stage(int stageId) {
    var stage = stages.get(stageId);
    if (stage == null) {
      throw StintException.internal(
          "the log tells of an attempt at stage " + stageId + " before it is planned", null);
    }
    return stage;
  }

  /// Of a stage that was planned.
  public StageReport stageReport(int stageId) {
    return stage(stageId).report();
  }

  /// What attempts that are over, and the coordinators, used.
  public Usage usage() {
    return usage;
  }

  /// Whether attempts may have left something that nobody knows of.
  boolean mayHaveLostOutputs() {
    return coordinators > 1
        || stages.values().stream().anyMatch(stage -> stage.mayHaveLostOutputs());
  }

  /// What the run was asked for; its log must have begun.
  public RunRequest request() {
    if (request == null) {
      throw StintException.internal("the log does not say what is run", null);
    }
    return request;
  }

  /// How the run stands.
  public RunReport report(PriceTable prices) {
    var reports = stages.values().stream().map(StageFold::report).toList();
    return new RunReport(
        request().runId(),
        request().origin(),
        status(),
        failure(),
        reports,
        outcome instanceof RunOutcome.Succeeded
            ? files.values().stream().flatMap(List::stream).toList()
            : List.of(),
        reports.stream().map(StageReport::metrics).reduce(coordinator, TaskMetrics::plus),
        RunCost.of(usage, prices),
        coordinators,
        startTime,
        lastTime);
  }

  private RunStatus status() {
    return switch (outcome) {
      case null -> RunStatus.RUNNING;
      case RunOutcome.Succeeded _ -> RunStatus.SUCCEEDED;
      case RunOutcome.Skipped _ -> RunStatus.SKIPPED;
      case RunOutcome.Failed _ -> RunStatus.FAILED;
      case RunOutcome.Cancelled _ -> RunStatus.CANCELLED;
    };
  }

  private @Nullable TaskFailure failure() {
    return outcome instanceof RunOutcome.Failed(var cause) ? cause : null;
  }
}
