package dev.stint.coordinator.schedule;

import java.util.Collections;
import java.util.List;

/// Where a run stands: its stages by id, and how far it is.
public record RunState(List<StageState> stages, Phase phase) {

  /// How far a run is.
  public sealed interface Phase {

    record Running() implements Phase {}

    /// All tasks are done; their files are being made visible.
    record Committing() implements Phase {}

    record Ended(RunOutcome outcome) implements Phase {}
  }

  public RunState {
    stages = List.copyOf(stages);
  }

  /// Before [RunEvent.Started].
  static RunState initial(int stageCount) {
    return new RunState(
        Collections.nCopies(stageCount, new StageState.Waiting()), new Phase.Running());
  }

  public boolean isEnded() {
    return phase instanceof Phase.Ended;
  }

  public boolean isStageDone(int stageId) {
    return stages.get(stageId) instanceof StageState.Succeeded;
  }

  RunState withPhase(Phase next) {
    return new RunState(stages, next);
  }
}
