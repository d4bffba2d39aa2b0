package dev.stint.coordinator.report;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.history.RunLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run as its log tells it: its report, then line by line, with the time since its start, what
/// was decided, what was tried again and why, how its files became visible, and how it ended.
public final class RunStory {

  private final Instant start;

  private RunStory(Instant start) {
    this.start = start;
  }

  /// Several lines of at most `width` characters if their words allow it, each ended by a newline.
  public static String of(RunLog log, PriceTable prices, int width) {
    var story = new RunStory(log.events().getFirst().time());
    var text = new StringBuilder(ReportText.of(log.report(prices), prices, width));
    for (var line : story.lines(log.events())) {
      text.append(Wrap.of(line, width));
    }
    return text.toString();
  }

  private List<String> lines(List<LoggedEvent> events) {
    var lines = new ArrayList<String>();
    for (var logged : events) {
      lines(logged.event()).forEach(line -> lines.add(at(logged, line)));
    }
    return lines;
  }

  /// What there is to say of one event, often nothing.
  public static List<String> lines(RunEvent event) {
    return switch (event) {
      case RunEvent.StagePlanned(int stageId, var plan) ->
          plan.decisions().stream()
              .map(decision -> "stage " + stageId + ": " + decision.text())
              .toList();
      case RunEvent.OfRun ofRun -> ofRun(ofRun).stream().toList();
      case RunEvent.OfStage ofStage -> ofStage(ofStage).stream().toList();
      case RunEvent.OfAttempt ofAttempt -> ofAttempt(ofAttempt).stream().toList();
    };
  }

  private String at(LoggedEvent logged, String text) {
    return "  " + Amounts.time(Duration.between(start, logged.time())) + "  " + text;
  }

  private static Optional<String> ofRun(RunEvent.OfRun event) {
    return switch (event) {
      case RunEvent.CoordinatorStarted(int term) ->
          term == 0
              ? Optional.empty()
              : Optional.of("coordinator number " + (term + 1) + " goes on with the run");
      case RunEvent.CoordinatorLeft(int term) ->
          Optional.of("coordinator number " + (term + 1) + " leaves the run");
      case RunEvent.CancelRequested _ -> Optional.of("the run is to be cancelled");
      case RunEvent.CommitStarted(int files, long rows, long bytes) ->
          Optional.of(
              "commit: %s with %s, %s, are to become visible"
                  .formatted(
                      Amounts.count(files, "file"),
                      Amounts.count(rows, "row"),
                      Amounts.bytes(bytes)));
      case RunEvent.CommitStepDone(var step) -> Optional.of("commit: " + commitStep(step));
      case RunEvent.RunEnded(var outcome) -> Optional.of(outcome(outcome));
      case RunEvent.RunSwept(long objects) ->
          Optional.of("swept: " + Amounts.count(objects, "temporary object") + " deleted");
      case RunEvent.RunStarted _, RunEvent.RequestsMade _ -> Optional.empty();
    };
  }

  private static String commitStep(CommitStep step) {
    return switch (step) {
      case CommitStep.Planned planned ->
          "%s of %s are to appear, %s of the %d objects that are there to go"
              .formatted(
                  Amounts.count(planned.fileCount(), "file"),
                  Amounts.bytes(planned.bytes()),
                  Amounts.count(planned.replacedCount()),
                  planned.foundCount());
      case CommitStep.PointReached _ -> "the run is committed, whatever fails now";
      case CommitStep.UploadsCompleted(int count) -> Amounts.count(count, "file") + " completed";
      case CommitStep.ReplacedDeleted(int count) ->
          Amounts.count(count, "object") + " deleted that the run replaces";
      case CommitStep.Finished _ -> "finished";
      case CommitStep.Abandoned(var reason) -> "abandoned: " + reason;
      case CommitStep.FinishedOther(var runId) -> "that of run " + runId + " was finished first";
    };
  }

  private static String outcome(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Succeeded _ -> "the run succeeded";
      case RunOutcome.Skipped _ -> "nothing is done: the output is there";
      case RunOutcome.Failed(var cause) -> "the run failed: " + cause.message();
      case RunOutcome.Cancelled _ -> "the run is cancelled";
    };
  }

  private static Optional<String> ofStage(RunEvent.OfStage event) {
    return switch (event) {
      case RunEvent.StageInserted(var stage, int replaced, int reader) ->
          Optional.of(
              "stage %d is inserted between stages %d and %d"
                  .formatted(stage.id(), replaced, reader));
      case RunEvent.StageUnneeded(int stageId, var reason) ->
          Optional.of("stage " + stageId + " does not run: " + reason);
      case RunEvent.StageFused(int stageId, var reader) ->
          Optional.of(
              "stage %d is done by the task of stage %d, which reads it"
                  .formatted(stageId, reader.id()));
      case RunEvent.StagePlanned _, RunEvent.StageFinished _ -> Optional.empty();
    };
  }

  private static Optional<String> ofAttempt(RunEvent.OfAttempt event) {
    return switch (event) {
      case RunEvent.AttemptFailed failed -> failed(failed);
      case RunEvent.AttemptStarted(var id, _, var cause) ->
          cause == AttemptCause.SPECULATION
              ? Optional.of("attempt " + id + " starts beside one that lags")
              : Optional.empty();
      case RunEvent.AttemptRunning(var id, var queued) ->
          Optional.of("attempt %s waited %s for a function".formatted(id, Amounts.time(queued)));
      case RunEvent.AttemptSucceeded _, RunEvent.AttemptCancelled _, RunEvent.RetryDue _ ->
          Optional.empty();
    };
  }

  private static Optional<String> failed(RunEvent.AttemptFailed failed) {
    var reaction =
        switch (failed.reaction()) {
          case Reaction.Retry(var pause) -> "is tried again in " + Amounts.time(pause);
          case Reaction.Enlarge(long bytes) ->
              "is tried again with " + (bytes >> 20) + " MiB of memory";
          case Reaction.Redo _ -> "is done again";
          case Reaction.EndRun _ -> "ends the run";
          case Reaction.Ignore _ -> null;
        };
    return Optional.ofNullable(reaction)
        .map(
            text ->
                "attempt %s failed and %s: %s"
                    .formatted(failed.attempt(), text, failed.failure().message()));
  }
}
