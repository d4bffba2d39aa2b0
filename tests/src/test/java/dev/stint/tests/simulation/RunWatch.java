package dev.stint.tests.simulation;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.schedule.RunState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What one coordinator tells of its run, judged event by event: each is applied to a state of its
/// own, as a reader of the log would.
final class RunWatch implements RunListener {

  private record Task(int stageId, int index) {}

  private final String coordinator;
  private final Story story;
  private final Coverage coverage;
  private final RunState state;
  private final int concurrency;
  private final List<LoggedEvent> heard = new ArrayList<>();
  private final Map<Task, Integer> winners = new HashMap<>();
  private final Set<AttemptId> running = new HashSet<>();
  private final List<Consumer<RunEvent>> followers = new ArrayList<>();
  private final Consumer<String> onBreach;

  /// `onBreach` hears what it tells that cannot be.
  RunWatch(
      String coordinator,
      RunRequest request,
      int concurrency,
      Story story,
      Coverage coverage,
      Consumer<String> onBreach) {
    this.coordinator = coordinator;
    this.story = story;
    this.coverage = coverage;
    this.state = new RunState(request);
    this.concurrency = concurrency;
    this.onBreach = onBreach;
  }

  @Override
  public void on(LoggedEvent logged) {
    heard.add(logged);
    var event = logged.event();
    if (!(event instanceof RunEvent.RunStarted)) {
      story.tell(() -> coordinator + ": " + brief(event));
    }
    judge(event);
    coverage.met(state, event);
    state.apply(logged.time(), event);
    followers.forEach(follower -> follower.accept(event));
  }

  /// Has `follower` hear of each event after it was judged.
  void follow(Consumer<RunEvent> follower) {
    followers.add(follower);
  }

  private static String brief(RunEvent event) {
    var text = event.toString();
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }

  private void judge(RunEvent event) {
    switch (event) {
      case RunEvent.AttemptStarted(var id, _, _) -> {
        running.add(id);
        if (running.size() > concurrency) {
          broken(running.size() + " attempts run at once, more than " + concurrency);
        }
      }
      case RunEvent.AttemptSucceeded(var id, _, _, _, var standing) -> {
        running.remove(id);
        if (standing == RunEvent.Standing.WON) {
          var other = winners.put(new Task(id.stageId(), id.taskIndex()), id.attempt());
          if (other != null) {
            broken("attempt " + id + " wins after attempt " + other);
          }
        }
      }
      case RunEvent.AttemptFailed failed -> running.remove(failed.attempt());
      case RunEvent.AttemptCancelled(var id) -> running.remove(id);
      case RunEvent _ -> {}
    }
  }

  private void broken(String what) {
    onBreach.accept(coordinator + ": " + what);
  }

  /// What it told so far.
  List<LoggedEvent> heard() {
    return heard;
  }
}
