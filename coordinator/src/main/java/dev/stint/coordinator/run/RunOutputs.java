package dev.stint.coordinator.run;

import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.commit.FileCommit;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.journal.PositionLostException;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.Signal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.task.TaskOutput;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What becomes of what a run writes, once that is decided: it is committed, handed over,
/// discarded, swept. Belongs to the driver's thread.
final class RunOutputs {

  private static final System.Logger LOG = System.getLogger(RunOutputs.class.getName());

  private final RunRequest request;
  private final RunState state;
  private final ObjectStore store;

  /// Of a run that writes files.
  private final Optional<FileCommit> commit;

  private final ResultConsumer results;

  RunOutputs(RunRequest request, RunState state, ObjectStore store, ResultConsumer results) {
    this.request = request;
    this.state = state;
    this.store = store;
    this.commit =
        request.graph().root().fragment().output() instanceof FileSink sink
            ? Optional.of(new FileCommit(store, sink, request.runId()))
            : Optional.empty();
    this.results = results;
  }

  /// Whether there is output already, and the run is to leave it.
  ///
  /// @throws StintException of kind USER when it may not be there
  boolean isToSkip() {
    return commit.isPresent() && commit.get().begin() == FileCommit.Start.SKIP;
  }

  /// Makes the run's files visible; says what came of it.
  Signal commit(Consumer<CommitStep> listener) {
    if (state.isCommitFinished()) {
      return new Signal.CommitDone();
    }
    try {
      return switch (commit.orElseThrow().complete(state.files(), listener)) {
        case COMMITTED -> new Signal.CommitDone();
        case SKIPPED -> new Signal.OutputThere();
      };
    } catch (PositionLostException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Signal.RunFailed(Failures.of(e));
    }
  }

  /// Takes away what an attempt wrote that came too late.
  void discard(TaskOutput output) {
    switch (output) {
      case TaskOutput.Segment(var segment) -> {
        if (segment.inlineBase64() == null && !segment.blocks().isEmpty()) {
          store.delete(List.of(segment.path()));
        }
      }
      case TaskOutput.Files(var pending) -> commit.orElseThrow().drop(pending);
    }
  }

  /// Hands the result over; what the consumer throws is returned, to be thrown when the run is
  /// swept. `wasEnded` says whether the run had ended when this coordinator came.
  @Nullable RuntimeException deliver(boolean wasEnded) {
    boolean isAwaited =
        state.outcome() instanceof RunOutcome.Succeeded
            && commit.isEmpty()
            && !results.equals(ResultConsumer.NONE);
    if (!isAwaited) {
      return null;
    }
    try {
      if (wasEnded) {
        requireResult();
      }
      results.accept(request.graph().schema(), state.result());
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  /// A coordinator before this one may have died after it had swept, and before it could say so.
  private void requireResult() {
    boolean isSwept =
        state.result().stream()
            .anyMatch(
                segment -> segment.inlineBase64() == null && store.head(segment.path()).isEmpty());
    if (isSwept) {
      throw StintException.user(
          "the result of run %s was handed over and swept before; run it anew"
              .formatted(request.runId()));
    }
  }

  /// Leaves nothing of the run but its output and its log; says how many objects went. What cannot
  /// be swept costs storage but harms nobody, and gc or a lifecycle rule ends it: no reason to
  /// fail.
  long sweep(boolean mayHaveLostOutputs) {
    var runPath = request.settings().runPath(request.runId());
    try {
      if (mayHaveLostOutputs || !(state.outcome() instanceof RunOutcome.Succeeded)) {
        commit.ifPresent(each -> each.dropAll(state.filesToCommit()));
        RunObjects.dropUploads(store, runPath);
      }
      return RunObjects.sweep(store, runPath);
    } catch (StintException e) {
      LOG.log(System.Logger.Level.WARNING, "run={0} sweep={1}", request.runId(), e.getMessage());
      return 0;
    }
  }
}
