package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.partition.UnneededStages;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.SegmentRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Which stage's turn it is: a stage is planned when all it reads is done, and those with ready
/// tasks share the places fairly. Looks at stages, never at their tasks.
final class Stages {

  private final RunState state;
  private final TaskPlanner planner;
  private final Consumer<RunEvent> tell;
  private final Map<Integer, List<Integer>> readers = new HashMap<>();

  Stages(RunState state, TaskPlanner planner, Consumer<RunEvent> tell) {
    this.state = state;
    this.planner = planner;
    this.tell = tell;
    for (var stage : state.request().graph().stages()) {
      StageGraph.exchangeSources(stage)
          .map(ExchangeSourceNode::stageId)
          .distinct()
          .forEach(read -> readers.computeIfAbsent(read, _ -> new ArrayList<>()).add(stage.id()));
    }
  }

  /// Plans every stage whose inputs are complete.
  void planReady() {
    for (int stageId = 0; stageId < state.stageCount(); stageId++) {
      planIfReady(stageId);
    }
  }

  /// All tasks of a stage are done.
  void finish(int stageId) {
    tell.accept(new RunEvent.StageFinished(stageId));
    var reader = state.inserted().readerOf(stageId);
    if (reader != null) {
      planIfReady(reader);
      return;
    }
    if (state.wroteNothing(stageId)) {
      dropUnneeded();
    }
    readers.getOrDefault(stageId, List.of()).forEach(this::planIfReady);
  }

  /// Stages that no row of the result depends on any more pass for done.
  private void dropUnneeded() {
    var unneeded = UnneededStages.of(state.request().graph(), state.segmentsOfDone());
    unneeded.keySet().removeIf(id -> state.stage(id).status() == StageTasks.Status.FUSED);
    unneeded.forEach(
        (stageId, why) -> tell.accept(new RunEvent.StageUnneeded(stageId, why.reason())));
    for (var attempt : state.allOpen()) {
      if (unneeded.containsKey(attempt.id.stageId()) && !attempt.isCancelled) {
        tell.accept(new RunEvent.AttemptCancelled(attempt.id));
      }
    }
    for (int stageId : unneeded.keySet()) {
      readers.getOrDefault(stageId, List.of()).forEach(this::planIfReady);
    }
  }

  private void planIfReady(int stageId) {
    var stage = state.stage(stageId);
    if (stage.status() != StageTasks.Status.WAITING) {
      return;
    }
    boolean isComplete =
        StageGraph.exchangeSources(stage.stage())
            .allMatch(source -> state.isDone(state.inserted().writer(source.stageId(), stageId)));
    if (!isComplete) {
      return;
    }
    var inputs = state.inputsOf(stageId);
    var plan = plan(stage, inputs);
    if (mergeFirst(stage, plan, inputs) || fuse(stage, plan, inputs)) {
      return;
    }
    tell.accept(new RunEvent.StagePlanned(stageId, plan));
    if (plan.tasks().isEmpty()) {
      finish(stageId);
    }
  }

  /// Whether stages have to run first that merge what a stage of several tasks reads.
  private boolean mergeFirst(
      StageTasks stage, StagePlan plan, Map<Integer, List<SegmentRef>> inputs) {
    if (!stage.fused().isEmpty()) {
      return false;
    }
    int stageId = stage.stage().id();
    var merged = state.inserted().replaced(stageId);
    var merges = planner.merges(graph(), stageId, plan, inputs, merged, state.stageCount());
    for (var merge : merges) {
      tell.accept(new RunEvent.StageInserted(merge.stage(), merge.mergedStageId(), stageId));
      tell.accept(new RunEvent.StagePlanned(merge.stage().id(), merge.plan()));
    }
    return !merges.isEmpty();
  }

  private StagePlan plan(StageTasks stage, Map<Integer, List<SegmentRef>> inputs) {
    return stage.fused().isEmpty()
        ? planner.plan(graph(), stage.stage().id(), inputs)
        : planner.whole(graph(), stage.stage(), stage.fused(), inputs);
  }

  /// Whether the stage that reads what `stage` would write does its work too: the only one that
  /// does, and it waits for nothing else.
  private boolean fuse(StageTasks stage, StagePlan plan, Map<Integer, List<SegmentRef>> inputs) {
    int stageId = stage.stage().id();
    var reading = readers.getOrDefault(stageId, List.of());
    if (reading.size() != 1 || !state.inserted().replaced(stageId).isEmpty()) {
      return false;
    }
    int readerId = reading.getFirst();
    var reader = state.stage(readerId);
    var others = state.inputsOf(readerId);
    boolean waitsForItAlone =
        StageGraph.exchangeSources(reader.stage())
            .allMatch(
                source -> source.stageId() == stageId || others.containsKey(source.stageId()));
    if (reader.status() != StageTasks.Status.WAITING || !waitsForItAlone) {
      return false;
    }
    var fused = planner.fused(graph(), stage.stage(), plan, inputs, reader.stage(), others);
    fused.ifPresent(both -> tell.accept(new RunEvent.StageFused(stageId, both)));
    fused.ifPresent(_ -> planIfReady(readerId));
    return fused.isPresent();
  }

  private StageGraph graph() {
    return state.request().graph();
  }

  boolean hasReady() {
    for (int stageId = 0; stageId < state.stageCount(); stageId++) {
      if (state.stage(stageId).hasReady()) {
        return true;
      }
    }
    return false;
  }

  /// Starts a ready task of the stage with the fewest running ones, of equals the earlier. There
  /// must be one.
  void startFairest() {
    StageTasks fairest = null;
    for (int stageId = 0; stageId < state.stageCount(); stageId++) {
      var stage = state.stage(stageId);
      if (stage.hasReady() && (fairest == null || stage.runningCount() < fairest.runningCount())) {
        fairest = stage;
      }
    }
    if (fairest == null) {
      throw new IllegalStateException("no task is ready");
    }
    int index = fairest.nextReady();
    var tries = ((TaskState.Ready) fairest.task(index)).tries();
    var cause = tries.next() == 0 ? AttemptCause.FIRST : AttemptCause.RETRY;
    tell.accept(
        new RunEvent.AttemptStarted(
            new AttemptId(fairest.stage().id(), index, tries.next()),
            tries.functionMemoryBytes(),
            cause));
  }
}
