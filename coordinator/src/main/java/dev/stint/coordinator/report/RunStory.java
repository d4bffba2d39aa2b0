package dev.stint.coordinator.report;

import dev.stint.config.price.PriceTable;
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
      switch (logged.event()) {
        case RunEvent.StagePlanned(int stageId, var plan) ->
            plan.decisions()
                .forEach(
                    decision -> lines.add(at(logged, "stage " + stageId + ": " + decision.text())));
        case RunEvent event -> text(event).ifPresent(text -> lines.add(at(logged, text)));
      }
    }
    return lines;
  }

  private String at(LoggedEvent logged, String text) {
    return "  " + Amounts.time(Duration.between(start, logged.time())) + "  " + text;
  }

  private static Optional<String> text(RunEvent event) {
    return switch (event) {
      case RunEvent.OfRun ofRun -> ofRun(ofRun);
      case RunEvent.OfStage ofStage -> ofStage(ofStage);
      case RunEvent.OfAttempt ofAttempt -> ofAttempt(ofAttempt);
    };
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
      case RunEvent.CommitStepDone(var step) ->
          Optional.of(
              "commit: " + step.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
      case RunEvent.RunEnded(var outcome) -> Optional.of(outcome(outcome));
      case RunEvent.RunSwept(long objects) ->
          Optional.of("swept: " + Amounts.count(objects, "temporary object") + " deleted");
      case RunEvent.RunStarted _, RunEvent.RequestsMade _ -> Optional.empty();
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
      case RunEvent.StageInserted(var stage, int replaced) ->
          Optional.of("stage %d is inserted after stage %d".formatted(stage.id(), replaced));
      case RunEvent.StageUnneeded(int stageId) ->
          Optional.of("stage " + stageId + " does not run: nobody would read it");
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
