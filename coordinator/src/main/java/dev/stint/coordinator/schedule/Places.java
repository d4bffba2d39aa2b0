package dev.stint.coordinator.schedule;

import java.util.List;

/// Who may start next. Stages share the places fairly: the one with the fewest running attempts
/// goes first, of equals the earlier one.
final class Places {

  private final int[] ready;
  private final int[] running;
  private int allRunning;
  private int allReady;

  private Places(int stageCount) {
    ready = new int[stageCount];
    running = new int[stageCount];
  }

  static Places of(RunState state) {
    var places = new Places(state.stages().size());
    for (int stageId = 0; stageId < state.stages().size(); stageId++) {
      if (state.stages().get(stageId) instanceof StageState.Running(var tasks)) {
        places.count(stageId, tasks);
      }
    }
    return places;
  }

  private void count(int stageId, List<TaskState> tasks) {
    for (var task : tasks) {
      switch (task) {
        case TaskState.Ready _ -> {
          ready[stageId]++;
          allReady++;
        }
        case TaskState.Running _ -> {
          running[stageId]++;
          allRunning++;
        }
        case TaskState.Pausing _,
            TaskState.Succeeded _,
            TaskState.Failed _,
            TaskState.Stopped _ -> {}
      }
    }
  }

  int running() {
    return allRunning;
  }

  boolean hasReady() {
    return allReady > 0;
  }

  /// The stage whose turn it is; one of its ready tasks counts as running from now on.
  int takeFairest() {
    int fairest = -1;
    for (int stageId = 0; stageId < ready.length; stageId++) {
      if (ready[stageId] > 0 && (fairest < 0 || running[stageId] < running[fairest])) {
        fairest = stageId;
      }
    }
    ready[fairest]--;
    running[fairest]++;
    allReady--;
    allRunning++;
    return fairest;
  }
}
