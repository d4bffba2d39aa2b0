package dev.stint.coordinator.schedule;

import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.partition.TaskShare;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a run stands: a fold over its events, changed by [#apply] alone, at a cost that does not
/// grow with the number of tasks. Belongs to one thread, that of the run's driver.
public final class RunState {

  /// How far a run is.
  public enum Phase {
    RUNNING,
    /// All tasks are done; their files are being made visible.
    COMMITTING,
    ENDED,
    SWEPT
  }

  private final RunRequest request;
  private final List<StageTasks> stages = new ArrayList<>();

  private final InsertedStages inserted = new InsertedStages();
  private final Timers timers = new Timers();
  private final Speculation speculation;
  private final OpenAttempts open;
  private Phase phase = Phase.RUNNING;
  private boolean isCommitFinished;
  private @Nullable RunOutcome outcome;
  private int term = -1;
  private boolean isLeft = true;

  public RunState(RunRequest request) {
    this.request = request;
    this.speculation = new Speculation(request.settings().speculation());
    this.open = new OpenAttempts(request.settings().attemptTimeout(), speculation, timers);
    request.graph().stages().forEach(stage -> stages.add(new StageTasks(stage)));
  }

  /// Takes note of an event of the run, in their order.
  public void apply(Instant time, RunEvent event) {
    switch (event) {
      case RunEvent.OfAttempt ofAttempt -> applyToTask(time, ofAttempt);
      case RunEvent.OfStage ofStage -> applyToStage(ofStage);
      case RunEvent.OfRun ofRun -> applyToRun(ofRun);
    }
  }

  private void applyToRun(RunEvent.OfRun event) {
    switch (event) {
      case RunEvent.CoordinatorStarted(int newTerm) -> {
        term = newTerm;
        isLeft = false;
      }
      case RunEvent.CoordinatorLeft _ -> isLeft = true;
      case RunEvent.CommitStarted _ -> phase = Phase.COMMITTING;
      case RunEvent.RunEnded(var newOutcome) -> {
        phase = Phase.ENDED;
        outcome = newOutcome;
        for (var stage : stages) {
          stage.stop(stage.status());
        }
        timers.clear();
      }
      case RunEvent.RunSwept _ -> phase = Phase.SWEPT;
      case RunEvent.RunStarted _, RunEvent.CancelRequested _, RunEvent.RequestsMade _ -> {}
      case RunEvent.CommitStepDone(var step) ->
          isCommitFinished |= step instanceof CommitStep.Finished;
    }
  }

  private void applyToStage(RunEvent.OfStage event) {
    switch (event) {
      case RunEvent.StageInserted(var stage, int replacedStageId, int readerStageId) -> {
        if (stage.id() != stages.size()) {
          throw new IllegalStateException("stage " + stage.id() + " after " + stages.size());
        }
        stages.add(new StageTasks(stage));
        inserted.add(stage.id(), replacedStageId, readerStageId);
      }
      case RunEvent.StagePlanned(int stageId, var plan) -> {
        stage(stageId).planned(plan, request.settings().attempts());
        speculation.planned(plan.tasks().size());
      }
      case RunEvent.StageUnneeded(int stageId, _) -> {
        stage(stageId).stop(StageTasks.Status.UNNEEDED);
      }
      case RunEvent.StageFused(int stageId, var reader) -> fuse(stageId, reader);
      case RunEvent.StageFinished(int stageId) -> stage(stageId).finish();
    }
  }

  private void fuse(int stageId, Stage reader) {
    var fused = new ArrayList<>(stage(stageId).fused());
    fused.add(stageId);
    fused.addAll(stage(reader.id()).fused());
    stage(stageId).stop(StageTasks.Status.FUSED);
    stages.set(reader.id(), new StageTasks(reader, fused));
  }

  private void applyToTask(Instant time, RunEvent.OfAttempt event) {
    var id = event.attempt();
    var stage = stage(id.stageId());
    stage.set(id.taskIndex(), TaskTable.after(stage.task(id.taskIndex()), event));
    switch (event) {
      case RunEvent.AttemptStarted(_, long bytes, var cause) ->
          open.started(time, id, bytes, cause);
      case RunEvent.AttemptRunning(_, Duration _) -> runs(time, id);
      case RunEvent.AttemptSucceeded(_, _, _, var bill, var standing) -> {
        if (standing == RunEvent.Standing.WON && !bill.isNothing()) {
          stage.took(id.taskIndex(), bill.wallNanos());
          open.learn(stage);
        }
        open.over(id, bill);
      }
      case RunEvent.AttemptFailed(_, _, _, var bill, var reaction) -> {
        if (reaction instanceof Reaction.Retry(var pause)) {
          timers.set(time.plus(pause), id, Timers.Kind.PAUSE);
        }
        open.over(id, bill);
      }
      case RunEvent.AttemptCancelled _ -> open.cancelled(id);
      case RunEvent.RetryDue _ -> {}
    }
  }

  /// The attempt has a function from now on: what it takes is measured from here.
  void runs(Instant time, AttemptId id) {
    open.runs(time, id, stage(id.stageId()));
  }

  public RunRequest request() {
    return request;
  }

  public Phase phase() {
    return phase;
  }

  /// How the run ended; `null` before it did.
  public @Nullable RunOutcome outcome() {
    return outcome;
  }

  /// Which coordinator has the run, -1 before the first.
  public int term() {
    return term;
  }

  /// Whether all files are visible already. A commit must not be taken up again after that: later
  /// runs may have replaced them.
  public boolean isCommitFinished() {
    return isCommitFinished;
  }

  /// Whether no coordinator has the run.
  public boolean isLeft() {
    return isLeft;
  }

  /// When something is due, `null` when nothing is.
  public @Nullable Instant nextDue() {
    return timers.nextDue();
  }

  /// Attempts that were started and are not over.
  public Collection<AttemptId> openAttempts() {
    return open.ids();
  }

  /// The stages, those of the graph first, then inserted ones.
  public int stageCount() {
    return stages.size();
  }

  public Stage stageOf(int stageId) {
    return stage(stageId).stage();
  }

  /// What a task of a stage that is planned reads.
  public TaskShare share(int stageId, int taskIndex) {
    return stage(stageId).plan().tasks().get(taskIndex).share();
  }

  public StagePlan plan(int stageId) {
    return stage(stageId).plan();
  }

  public int taskCount(int stageId) {
    return stage(stageId).taskCount();
  }

  /// Where a task of a stage that is planned stands.
  public TaskState task(int stageId, int taskIndex) {
    return stage(stageId).task(taskIndex);
  }

  /// The segments of those stages that `stageId` reads and that are done, by the ids under which it
  /// names them.
  public Map<Integer, List<SegmentRef>> inputsOf(int stageId) {
    var inputs = new HashMap<Integer, List<SegmentRef>>();
    StageGraph.exchangeSources(stage(stageId).stage())
        .filter(source -> isDone(inserted.writer(source.stageId(), stageId)))
        .forEach(source -> inputs.put(source.stageId(), segments(source.stageId(), stageId)));
    return inputs;
  }

  /// What stands for the output of `stageId` where `reader` reads it: that of a stage inserted
  /// between them, if one was.
  private List<SegmentRef> segments(int stageId, int reader) {
    return stage(inserted.writer(stageId, reader)).segments();
  }

  InsertedStages inserted() {
    return inserted;
  }

  /// What stages of the graph that are done wrote, by their ids.
  Map<Integer, List<SegmentRef>> segmentsOfDone() {
    var segments = new HashMap<Integer, List<SegmentRef>>();
    for (int stageId = 0; stageId < request.graph().root().id(); stageId++) {
      if (isDone(stageId)) {
        segments.put(stageId, stage(stageId).segments());
      }
    }
    return segments;
  }

  boolean wroteNothing(int stageId) {
    return stageId < request.graph().root().id() && stage(stageId).segments().isEmpty();
  }

  /// The segments of the result in the order of its rows; the run must have succeeded.
  public List<SegmentRef> result() {
    return stage(request.graph().root().id()).segments();
  }

  /// The files of the root's winners; all of its tasks must be done.
  public List<PendingFile> files() {
    return stage(request.graph().root().id()).outputs().stream()
        .flatMap(output -> ((TaskOutput.Files) output).files().stream())
        .toList();
  }

  /// The files that a commit makes visible, if it may have begun; else none.
  public List<PendingFile> filesToCommit() {
    return writesFiles() && isDone(request.graph().root().id()) ? files() : List.of();
  }

  boolean writesFiles() {
    return request.graph().root().fragment().output() instanceof FileSink;
  }

  StageTasks stage(int stageId) {
    return stages.get(stageId);
  }

  boolean isDone(int stageId) {
    return switch (stage(stageId).status()) {
      case FINISHED, UNNEEDED -> true;
      case WAITING, RUNNING, FUSED -> false;
    };
  }

  /// Whether an attempt may name that task.
  boolean isTask(AttemptId id) {
    return id.stageId() < stages.size() && id.taskIndex() < stage(id.stageId()).taskCount();
  }

  int runningAttempts() {
    return open.runningCount();
  }

  @Nullable OpenAttempt open(AttemptId id) {
    return open.get(id);
  }

  List<OpenAttempt> allOpen() {
    return open.all();
  }

  Timers timers() {
    return timers;
  }

  Speculation speculation() {
    return speculation;
  }
}
