package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.schedule.TaskMachine.Decision;
import dev.stint.coordinator.schedule.TaskMachine.Happening;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Decides what happens in a run: from what reaches it, and how the run stands, the events that
/// follow. Each is applied to the state as it is told, so the state is a fold over them and nothing
/// else. No clock, no chance, no I/O: time and chance arrive with signals.
///
/// A stage starts when all it reads is done, stages that are ready share the places fairly, and the
/// first task that fails for good ends the run. Used by one thread, that of the run's driver.
public final class RunMachine {

  /// A wait for a function that is worth an event of its own.
  private static final Duration NOTABLE_WAIT = Duration.ofMillis(100);

  private final RunState state;
  private final TaskMachine tasks;
  private final Stages stages;
  private final SecondAttempts seconds;
  private final int concurrency;
  private final List<RunEvent> told = new ArrayList<>();
  private Instant now = Instant.EPOCH;

  /// At most `concurrency` attempts run at once.
  public RunMachine(RunState state, TaskPlanner planner, int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency: " + concurrency);
    }
    this.state = state;
    this.tasks = new TaskMachine(state.request().settings().attempts());
    this.stages = new Stages(state, planner, this::tell);
    this.seconds = new SecondAttempts(state, tasks, stages, concurrency, this::tell);
    this.concurrency = concurrency;
  }

  /// What follows from `signal`, in order; the state has taken note of it all. Nothing follows once
  /// the run is swept: its attempts are billed, and whoever answers still has left what `gc` takes.
  public List<RunEvent> on(Instant time, Signal signal) {
    if (state.phase() == RunState.Phase.SWEPT) {
      return List.of();
    }
    now = time;
    told.clear();
    switch (signal) {
      case Signal.CoordinatorReady(int term) -> coordinatorReady(term);
      case Signal.OutputThere _ -> end(new RunOutcome.Skipped());
      case Signal.AttemptRuns(var id, var wait) -> runs(id, wait);
      case Signal.Answered answer -> answered(answer);
      case Signal.TimePassed _ -> timePassed();
      case Signal.CommitProceeded(var step) -> tell(new RunEvent.CommitStepDone(step));
      case Signal.CommitDone _ -> {
        if (state.phase() == RunState.Phase.COMMITTING) {
          end(new RunOutcome.Succeeded());
        }
      }
      case Signal.RunFailed(var failure) -> end(new RunOutcome.Failed(failure));
      case Signal.CancelRequested _ -> cancelRequested();
      case Signal.LeaveRequested _ -> {
        if (state.phase() == RunState.Phase.RUNNING && !state.isLeft()) {
          tell(new RunEvent.CoordinatorLeft(state.term()));
        }
      }
      case Signal.Drained(long objects) -> drained(objects);
    }
    proceed();
    return List.copyOf(told);
  }

  private void tell(RunEvent event) {
    state.apply(now, event);
    told.add(event);
  }

  /// Whatever the coordinator before this one waited for is lost, and nobody's fault.
  private void coordinatorReady(int term) {
    tell(new RunEvent.CoordinatorStarted(term));
    var lost =
        new TaskFailure(FailureKind.TRANSIENT, "the coordinator that waited for it is gone", null);
    for (var attempt : state.allOpen()) {
      boolean isAwaited =
          state.stage(attempt.id.stageId()).task(attempt.id.taskIndex())
                  instanceof TaskState.Running running
              && running.has(attempt.id.attempt());
      var reaction = isAwaited ? new Reaction.Redo() : new Reaction.Ignore();
      tell(
          new RunEvent.AttemptFailed(
              attempt.id, lost, TaskMetrics.NONE, billSoFar(attempt), reaction));
    }
    if (state.phase() == RunState.Phase.RUNNING) {
      orFail(stages::planReady);
    }
  }

  private void runs(AttemptId id, Duration wait) {
    var attempt = state.open(id);
    if (attempt == null || attempt.runningSince != null) {
      return;
    }
    if (wait.compareTo(NOTABLE_WAIT) >= 0) {
      tell(new RunEvent.AttemptRunning(id, wait));
    } else {
      state.runs(now, id);
    }
  }

  private void answered(Signal.Answered answer) {
    var id = answer.attempt();
    if (!state.isTask(id)) {
      return;
    }
    var attempt = state.open(id);
    var bill =
        attempt == null ? Bill.NOTHING : new Bill(attempt.functionMemoryBytes, answer.wallNanos());
    var metrics = attempt == null ? TaskMetrics.NONE : answer.response().metrics();
    switch (answer.response()) {
      case TaskResponse.Succeeded(var output, _) -> {
        switch (decide(id, new Happening.Success(id.attempt()))) {
          case Decision.Win(var rivals) -> {
            var won = RunEvent.Standing.WON;
            tell(new RunEvent.AttemptSucceeded(id, output, metrics, bill, won));
            for (int rival : rivals) {
              tell(new RunEvent.AttemptCancelled(sibling(id, rival)));
            }
            progressed(id.stageId());
          }
          case Decision.Late _ -> {
            var late = RunEvent.Standing.LATE;
            tell(new RunEvent.AttemptSucceeded(id, output, metrics, bill, late));
          }
          case Decision.Nothing _,
              Decision.React _,
              Decision.StartSecond _,
              Decision.BeReady _ -> {}
        }
      }
      case TaskResponse.Failed(var failure, _) ->
          failed(id, failure, answer.chance(), metrics, bill);
    }
  }

  private void failed(
      AttemptId id, TaskFailure failure, double chance, TaskMetrics metrics, Bill bill) {
    if (decide(id, new Happening.Failure(id.attempt(), failure, chance))
        instanceof Decision.React(var reaction)) {
      boolean isNews = !bill.isNothing() || !(reaction instanceof Reaction.Ignore);
      if (isNews) {
        tell(new RunEvent.AttemptFailed(id, failure, metrics, bill, reaction));
      }
      if (reaction instanceof Reaction.EndRun(var because)) {
        end(new RunOutcome.Failed(because));
      }
    }
  }

  private Decision decide(AttemptId id, Happening happening) {
    return tasks.decide(id, state.stage(id.stageId()).task(id.taskIndex()), happening);
  }

  private static AttemptId sibling(AttemptId id, int attempt) {
    return new AttemptId(id.stageId(), id.taskIndex(), attempt);
  }

  private void timePassed() {
    for (var timer = state.timers().takeDue(now);
        timer != null;
        timer = state.timers().takeDue(now)) {
      var id = timer.attempt();
      switch (timer.kind()) {
        case PAUSE -> {
          if (decide(id, new Happening.PauseEnd(id.attempt())) instanceof Decision.BeReady) {
            tell(new RunEvent.RetryDue(id));
          }
        }
        case LAG -> seconds.mayLag(now, id);
        case LOSS -> mayBeLost(id);
      }
    }
  }

  /// A function that has not answered in its time never will.
  private void mayBeLost(AttemptId id) {
    var attempt = state.open(id);
    if (attempt == null || attempt.isCancelled) {
      return;
    }
    var timeout = state.request().settings().attemptTimeout();
    var lost =
        new TaskFailure(
            FailureKind.TRANSIENT,
            "attempt %s has not answered within %d s, and is given up"
                .formatted(id, timeout.toSeconds()),
            null);
    tell(new RunEvent.AttemptCancelled(id));
    failed(id, lost, 0, TaskMetrics.NONE, billSoFar(attempt));
  }

  private Bill billSoFar(OpenAttempt attempt) {
    return attempt.billSoFar(now, state.request().settings().attemptTimeout());
  }

  private void cancelRequested() {
    switch (state.phase()) {
      case RUNNING -> {
        tell(new RunEvent.CancelRequested());
        end(new RunOutcome.Cancelled());
      }
      // Files are becoming visible: it is too late to pretend that nothing happened.
      case COMMITTING -> tell(new RunEvent.CancelRequested());
      case ENDED, SWEPT -> {}
    }
  }

  /// All that was open is closed, and `objects` were swept.
  private void drained(long objects) {
    if (state.phase() != RunState.Phase.ENDED) {
      return;
    }
    var silent = new TaskFailure(FailureKind.TRANSIENT, "it was not waited for", null);
    for (var attempt : state.allOpen()) {
      tell(
          new RunEvent.AttemptFailed(
              attempt.id, silent, TaskMetrics.NONE, billSoFar(attempt), new Reaction.Ignore()));
    }
    tell(new RunEvent.RunSwept(objects));
  }

  private void end(RunOutcome outcome) {
    switch (state.phase()) {
      case RUNNING, COMMITTING -> {
        tell(new RunEvent.RunEnded(outcome));
        for (var attempt : state.allOpen()) {
          if (!attempt.isCancelled) {
            tell(new RunEvent.AttemptCancelled(attempt.id));
          }
        }
      }
      case ENDED, SWEPT -> {}
    }
  }

  private void progressed(int stageId) {
    if (state.phase() == RunState.Phase.RUNNING && state.stage(stageId).areAllDone()) {
      orFail(() -> stages.finish(stageId));
    }
  }

  /// A stage that cannot be planned ends the run.
  private void orFail(Runnable step) {
    try {
      step.run();
    } catch (StintException e) {
      end(new RunOutcome.Failed(new TaskFailure(e.kind(), String.valueOf(e.getMessage()), null)));
    }
  }

  /// What follows from changed stages: the end, or attempts that may start.
  private void proceed() {
    if (state.phase() != RunState.Phase.RUNNING || state.isLeft()) {
      return;
    }
    if (state.isDone(state.request().graph().root().id())) {
      finish();
      return;
    }
    while (state.runningAttempts() < concurrency && stages.hasReady()) {
      stages.startFairest();
    }
  }

  private void finish() {
    if (state.writesFiles()) {
      var files = state.files();
      tell(
          new RunEvent.CommitStarted(
              files.size(),
              files.stream().mapToLong(PendingFile::rowCount).sum(),
              files.stream().mapToLong(PendingFile::bytes).sum()));
    } else {
      end(new RunOutcome.Succeeded());
    }
  }
}
