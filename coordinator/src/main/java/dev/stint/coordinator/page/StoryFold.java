package dev.stint.coordinator.page;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.page.RunPage.StoryLine;
import dev.stint.coordinator.report.RunStory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What happened in a run, line by line: all of it where that is little, else the beginning and the
/// end.
final class StoryFold {

  private static final int MAX_FIRST = 300;
  private static final int MAX_LAST = 100;

  private final List<StoryLine> first = new ArrayList<>();
  private final Deque<StoryLine> last = new ArrayDeque<>();
  private int leftOut;

  void add(RunEvent event, long ms) {
    for (var text : RunStory.lines(event)) {
      add(new StoryLine(ms, stage(event), kind(event), text));
    }
  }

  private void add(StoryLine line) {
    if (first.size() < MAX_FIRST) {
      first.add(line);
      return;
    }
    last.add(line);
    if (last.size() > MAX_LAST) {
      last.remove();
      leftOut++;
    }
  }

  private static int stage(RunEvent event) {
    return switch (event) {
      case RunEvent.OfRun _ -> -1;
      case RunEvent.OfStage ofStage -> ofStage.stageId();
      case RunEvent.OfAttempt ofAttempt -> ofAttempt.attempt().stageId();
    };
  }

  private static String kind(RunEvent event) {
    return switch (event) {
      case RunEvent.CommitStarted _, RunEvent.CommitStepDone _ -> "commit";
      case RunEvent.OfRun _ -> "run";
      case RunEvent.OfStage _ -> "decision";
      case RunEvent.AttemptFailed _ -> "failure";
      case RunEvent.AttemptStarted _ -> "speculation";
      case RunEvent.AttemptRunning _ -> "wait";
      case RunEvent.AttemptSucceeded _, RunEvent.AttemptCancelled _, RunEvent.RetryDue _ ->
          "attempt";
    };
  }

  List<StoryLine> lines() {
    var lines = new ArrayList<>(first);
    lines.addAll(last);
    return lines;
  }

  int leftOut() {
    return leftOut;
  }
}
