package dev.stint.coordinator.schedule;

import dev.stint.coordinator.schedule.RunEvent.AttemptFailed;
import dev.stint.coordinator.schedule.RunEvent.AttemptSucceeded;
import dev.stint.coordinator.schedule.RunEvent.CancelRequested;
import dev.stint.coordinator.schedule.RunEvent.FilesCommitted;
import dev.stint.coordinator.schedule.RunEvent.PauseOver;
import dev.stint.coordinator.schedule.RunEvent.Started;
import dev.stint.coordinator.schedule.RunEvent.StepFailed;
import dev.stint.coordinator.schedule.RunEvent.TasksPlanned;
import dev.stint.coordinator.schedule.RunState.Phase.Committing;
import dev.stint.coordinator.schedule.RunState.Phase.Ended;
import dev.stint.coordinator.schedule.RunState.Phase.Running;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The machine of a run: a stage starts when all it reads is done, stages that are ready run side
/// by side, and the first that fails ends the run. It holds no state: [#apply] is a function.
public final class RunMachine {

  private final List<Set<Integer>> inputStages;
  private final boolean writesFiles;
  private final AttemptPolicy policy;
  private final int concurrency;

  /// At most `concurrency` attempts run at once.
  public RunMachine(StageGraph graph, AttemptPolicy policy, int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency: " + concurrency);
    }
    this.inputStages =
        graph.stages().stream()
            .map(
                stage ->
                    StageGraph.exchangeSources(stage)
                        .map(ExchangeSourceNode::stageId)
                        .collect(Collectors.toUnmodifiableSet()))
            .toList();
    this.writesFiles = graph.root().fragment().output() instanceof FileSink;
    this.policy = policy;
    this.concurrency = concurrency;
  }

  public RunState initialState() {
    return RunState.initial(inputStages.size());
  }

  public Transition<RunState> apply(RunState state, RunEvent event) {
    return switch (state.phase()) {
      case Running _ ->
          switch (event) {
            case Started _ -> proceed(Transition.to(state));
            case StepFailed(var failure) -> end(state, new RunOutcome.Failed(failure));
            case CancelRequested _ -> end(state, new RunOutcome.Cancelled());
            case TasksPlanned _, AttemptSucceeded _, AttemptFailed _, PauseOver _ ->
                proceed(toStage(state, event));
            case FilesCommitted _ -> Transition.to(state);
          };
      case Committing _ ->
          switch (event) {
            case FilesCommitted _ -> end(state, new RunOutcome.Succeeded(List.of()));
            case StepFailed(var failure) -> end(state, new RunOutcome.Failed(failure));
            // Files are becoming visible: it is too late to pretend that nothing happened.
            case CancelRequested _, Started _ -> Transition.to(state);
            case TasksPlanned _, AttemptSucceeded _, AttemptFailed _, PauseOver _ ->
                toStage(state, event);
          };
      case Ended _ ->
          switch (event) {
            case TasksPlanned _, AttemptSucceeded _, AttemptFailed _, PauseOver _ ->
                toStage(state, event);
            case Started _, FilesCommitted _, StepFailed _, CancelRequested _ ->
                Transition.to(state);
          };
    };
  }

  private Transition<RunState> toStage(RunState state, RunEvent event) {
    return switch (event) {
      case TasksPlanned(int stageId, int tasks) ->
          toStage(state, stageId, new StageEvent.TasksPlanned(tasks));
      case AttemptSucceeded(var id, var output) ->
          toTask(state, id, new TaskEvent.AttemptSucceeded(id.attempt(), output));
      case AttemptFailed(var id, var failure, double chance) ->
          toTask(state, id, new TaskEvent.AttemptFailed(id.attempt(), failure, chance));
      case PauseOver(var id) -> toTask(state, id, new TaskEvent.PauseOver(id.attempt()));
      case Started _, FilesCommitted _, StepFailed _, CancelRequested _ -> Transition.to(state);
    };
  }

  private Transition<RunState> toTask(RunState state, AttemptId id, TaskEvent event) {
    return toStage(state, id.stageId(), new StageEvent.OfTask(id.taskIndex(), event));
  }

  private Transition<RunState> toStage(RunState state, int stageId, StageEvent event) {
    var transition = new StageMachine(policy, stageId).apply(state.stages().get(stageId), event);
    var stages = new ArrayList<>(state.stages());
    stages.set(stageId, transition.state());
    return new Transition<>(new RunState(stages, state.phase()), transition.commands());
  }

  /// What follows from a changed stage: the end, stages that may start, attempts that may start.
  private Transition<RunState> proceed(Transition<RunState> soFar) {
    var state = soFar.state();
    for (var stage : state.stages()) {
      if (stage instanceof StageState.Failed(_, TaskFailure cause)) {
        return end(state, new RunOutcome.Failed(cause)).after(soFar.commands());
      }
    }
    if (state.stages().getLast() instanceof StageState.Succeeded root) {
      return finish(state, root.outputs()).after(soFar.commands());
    }
    var opened = openStages(state).after(soFar.commands());
    return admit(opened.state()).after(opened.commands());
  }

  private Transition<RunState> finish(RunState state, List<TaskOutput> outputs) {
    return writesFiles
        ? Transition.to(state.withPhase(new Committing()), new Command.CommitFiles(files(outputs)))
        : end(state, new RunOutcome.Succeeded(segments(outputs)));
  }

  private Transition<RunState> end(RunState state, RunOutcome outcome) {
    var transition = Transition.to(state);
    for (int stageId = 0; stageId < state.stages().size(); stageId++) {
      transition =
          toStage(transition.state(), stageId, new StageEvent.RunEnded())
              .after(transition.commands());
    }
    return Transition.to(
            transition.state().withPhase(new Ended(outcome)), new Command.EndRun(outcome))
        .after(transition.commands());
  }

  private Transition<RunState> openStages(RunState state) {
    var transition = Transition.to(state);
    for (int stageId = 0; stageId < inputStages.size(); stageId++) {
      var inputs = inputStages.get(stageId);
      if (state.stages().get(stageId) instanceof StageState.Waiting
          && inputs.stream().allMatch(state::isStageDone)) {
        var event = new StageEvent.InputsComplete(exchanges(state, inputs));
        transition = toStage(transition.state(), stageId, event).after(transition.commands());
      }
    }
    return transition;
  }

  private Transition<RunState> admit(RunState state) {
    var places = Places.of(state);
    var transition = Transition.to(state);
    while (places.running() < concurrency && places.hasReady()) {
      int stageId = places.takeFairest();
      transition =
          toStage(transition.state(), stageId, new StageEvent.Admitted())
              .after(transition.commands());
    }
    return transition;
  }

  private static Map<Integer, List<SegmentRef>> exchanges(RunState state, Set<Integer> stageIds) {
    var exchanges = new HashMap<Integer, List<SegmentRef>>();
    for (int stageId : stageIds) {
      var done = (StageState.Succeeded) state.stages().get(stageId);
      exchanges.put(stageId, segments(done.outputs()));
    }
    return exchanges;
  }

  private static List<SegmentRef> segments(List<TaskOutput> outputs) {
    return outputs.stream()
        .map(output -> ((TaskOutput.Segment) output).segment())
        .filter(segment -> !segment.blocks().isEmpty())
        .toList();
  }

  private static List<PendingFile> files(List<TaskOutput> outputs) {
    return outputs.stream()
        .flatMap(output -> ((TaskOutput.Files) output).files().stream())
        .toList();
  }
}
