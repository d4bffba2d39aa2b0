package dev.stint.tests.simulation;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.BlockRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether the winners of each stage read every row of their exchanges, each once. Of stages whose
/// tasks do not share their input out, or read tables as well, nothing is said.
final class RowsRead {

  private RowsRead() {}

  static Optional<String> breach(RunRequest request, List<LoggedEvent> log) {
    var state = new RunState(request);
    var read = new HashMap<Integer, Long>();
    Map<Integer, Long> written = new HashMap<>();
    for (var logged : log) {
      if (logged.event() instanceof RunEvent.RunEnded) {
        return Optional.empty();
      }
      state.apply(logged.time(), logged.event());
      switch (logged.event()) {
        case RunEvent.StagePlanned(int stageId, _) -> written.put(stageId, due(state, stageId));
        case RunEvent.AttemptSucceeded won when won.standing() == RunEvent.Standing.WON ->
            read.merge(won.attempt().stageId(), won.metrics().inputRows(), Long::sum);
        case RunEvent.StageFinished(int stageId) -> {
          long wanted = written.getOrDefault(stageId, -1L);
          long got = read.getOrDefault(stageId, 0L);
          if (wanted >= 0 && wanted != got && isMeasured(log, stageId)) {
            return Optional.of("stage %d read %d of %d rows".formatted(stageId, got, wanted));
          }
        }
        case RunEvent _ -> {}
      }
    }
    return Optional.empty();
  }

  /// A winner that was given up before tells no metrics.
  private static boolean isMeasured(List<LoggedEvent> log, int stageId) {
    return log.stream()
        .map(LoggedEvent::event)
        .noneMatch(
            event ->
                event instanceof RunEvent.AttemptSucceeded won
                    && won.attempt().stageId() == stageId
                    && won.standing() == RunEvent.Standing.WON
                    && won.bill().isNothing());
  }

  /// The rows that a stage is to read; -1 when that is not known.
  private static long due(RunState state, int stageId) {
    var stage = state.stageOf(stageId);
    boolean isShared =
        stage.splits().isEmpty()
            && state.plan(stageId).decisions().stream().noneMatch(RowsRead::isOtherwise)
            && StageGraph.exchangeSources(stage).allMatch(RowsRead::isReadOnce);
    if (!isShared) {
      return -1;
    }
    var inputs = state.inputsOf(stageId);
    return StageGraph.exchangeSources(stage)
        .flatMap(source -> inputs.get(source.stageId()).stream())
        .flatMap(segment -> segment.blocks().stream())
        .mapToLong(BlockRef::rowCount)
        .sum();
  }

  private static boolean isOtherwise(Decision decision) {
    return decision instanceof Decision.BroadcastInstead
        || decision instanceof Decision.NothingToDo;
  }

  private static boolean isReadOnce(ExchangeSourceNode source) {
    return source.hotBucket() == HotBucket.WHOLE && source.reading() != Reading.BROADCAST;
  }
}
