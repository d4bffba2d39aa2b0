package dev.stint.coordinator.run;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.schedule.AttemptId;
import dev.stint.coordinator.schedule.Command;
import dev.stint.coordinator.schedule.RunEvent;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.Transition;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.shuffle.store.RequestCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Adds up what a run did, for its report, and tells the listener as it goes. Belongs to the
/// driver's thread.
final class RunBook {

  private static final System.Logger LOG = System.getLogger(RunBook.class.getName());

  private final RunRequest request;
  private final InstantSource clock;
  private final RunListener listener;
  private final Instant startTime;
  private final TreeMap<Integer, StageReport> stages = new TreeMap<>();
  private final Map<AttemptId, TaskMetrics> answers = new HashMap<>();
  private Usage usage = Usage.NONE;

  RunBook(RunRequest request, InstantSource clock, RunListener listener) {
    this.request = request;
    this.clock = clock;
    this.listener = listener;
    this.startTime = clock.instant();
  }

  void runStarted() {
    tell(new RunProgress.RunStarted(request.runId(), request.graph()));
  }

  void attemptStarted(AttemptId id, long functionMemoryBytes) {
    change(id.stageId(), StageReport::plusAttempt);
    tell(
        new RunProgress.AttemptStarted(
            id.stageId(), id.taskIndex(), id.attempt(), functionMemoryBytes));
  }

  void attemptEnded(AttemptId id, TaskMetrics metrics, RunningAttempts.Ended ended) {
    usage =
        usage
            .plusAttempt(ended.functionMemoryBytes(), ended.wallNanos())
            .plusRequests(metrics.putRequests(), metrics.listRequests(), metrics.getRequests());
    answers.put(id, metrics);
    change(id.stageId(), stage -> stage.plusMetrics(metrics));
  }

  void commitStarted(int files) {
    tell(new RunProgress.CommitStarted(files));
  }

  /// What an event, now applied, means for stages and tasks.
  void applied(RunEvent event, RunState before, Transition<RunState> transition) {
    switch (event) {
      case RunEvent.TasksPlanned(int stageId, int tasks) -> stageStarted(stageId, tasks);
      case RunEvent.AttemptSucceeded(var id, _) -> succeeded(id, before, transition);
      case RunEvent.AttemptFailed(var id, var failure, _) -> failed(id, failure, transition);
      case RunEvent.Started _,
          RunEvent.PauseOver _,
          RunEvent.FilesCommitted _,
          RunEvent.StepFailed _,
          RunEvent.CancelRequested _ -> {}
    }
  }

  private void stageStarted(int stageId, int tasks) {
    stages.put(stageId, StageReport.started(stageId, tasks, clock.instant()));
    tell(new RunProgress.StageStarted(stageId, tasks));
    if (tasks == 0) {
      stageFinished(stageId);
    }
  }

  private void succeeded(AttemptId id, RunState before, Transition<RunState> transition) {
    var metrics = answers.remove(id);
    boolean isWinner =
        transition.commands().stream()
            .noneMatch(
                command -> command instanceof Command.Discard(var loser, _) && loser.equals(id));
    if (metrics == null || !isWinner) {
      return;
    }
    change(id.stageId(), StageReport::plusFinishedTask);
    tell(new RunProgress.TaskFinished(id.stageId(), id.taskIndex(), id.attempt(), metrics));
    if (!before.isStageDone(id.stageId()) && transition.state().isStageDone(id.stageId())) {
      stageFinished(id.stageId());
    }
  }

  private void stageFinished(int stageId) {
    tell(new RunProgress.StageFinished(change(stageId, stage -> stage.endedAt(clock.instant()))));
  }

  private void failed(AttemptId id, TaskFailure failure, Transition<RunState> transition) {
    var metrics = answers.remove(id);
    change(id.stageId(), StageReport::plusFailure);
    tell(
        new RunProgress.AttemptFailed(
            id.stageId(),
            id.taskIndex(),
            id.attempt(),
            failure,
            retryAfter(id, transition),
            metrics == null ? TaskMetrics.NONE : metrics));
  }

  private static @Nullable Duration retryAfter(AttemptId id, Transition<RunState> transition) {
    if (transition.state().isEnded()) {
      return null;
    }
    return transition.commands().stream()
        .filter(Command.SetTimer.class::isInstance)
        .map(Command.SetTimer.class::cast)
        .filter(timer -> timer.attempt().isOfSameTask(id))
        .map(Command.SetTimer::pause)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /// Whether there may be anything to sweep.
  boolean hasStartedStages() {
    return !stages.isEmpty();
  }

  boolean hasFailedAttempts() {
    return stages.values().stream().anyMatch(stage -> stage.failedAttempts() > 0);
  }

  /// What attempts that ended used. `coordinator` counts the requests that no function made.
  Usage usage(RequestCounts coordinator) {
    var own = requests(coordinator);
    return usage.plusRequests(own.putRequests(), own.listRequests(), own.getRequests());
  }

  /// The end.
  RunReport report(
      RunStatus status,
      @Nullable TaskFailure failure,
      List<String> files,
      RequestCounts coordinator,
      PriceTable prices) {
    var own = requests(coordinator);
    var report =
        new RunReport(
            request.runId(),
            status,
            failure,
            List.copyOf(stages.values()),
            files,
            stages.values().stream().map(StageReport::metrics).reduce(own, TaskMetrics::plus),
            RunCost.of(usage(coordinator), prices),
            startTime,
            clock.instant());
    tell(new RunProgress.RunFinished(report));
    return report;
  }

  private static TaskMetrics requests(RequestCounts counts) {
    return new TaskMetrics(
        0, 0, 0, 0, counts.gets.sum(), counts.puts.sum(), counts.lists.sum(), 0, 0, 0, false);
  }

  private StageReport change(int stageId, UnaryOperator<StageReport> change) {
    var stage = stages.get(stageId);
    if (stage == null) {
      throw new IllegalStateException("a report of stage " + stageId + ", which has not started");
    }
    var changed = change.apply(stage);
    stages.put(stageId, changed);
    return changed;
  }

  private void tell(RunProgress progress) {
    LOG.log(System.Logger.Level.DEBUG, () -> "run=" + request.runId() + " " + progress);
    listener.on(progress);
  }
}
