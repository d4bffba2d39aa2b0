package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attempts of a run that were started and are not over, and when each is to be looked at.
/// Owned by [RunState].
final class OpenAttempts {

  private final Duration attemptTimeout;
  private final Speculation speculation;
  private final Timers timers;
  private final Map<AttemptId, OpenAttempt> open = new LinkedHashMap<>();
  private int runningCount;

  OpenAttempts(Duration attemptTimeout, Speculation speculation, Timers timers) {
    this.attemptTimeout = attemptTimeout;
    this.speculation = speculation;
    this.timers = timers;
  }

  void started(Instant time, AttemptId id, long bytes, AttemptCause cause) {
    open.put(id, new OpenAttempt(id, time, bytes, cause));
    runningCount++;
    speculation.started(cause);
  }

  /// The attempt, at a task of `stage`, has a function from now on.
  void runs(Instant time, AttemptId id, StageTasks stage) {
    var attempt = open.get(id);
    if (attempt == null || attempt.runningSince != null) {
      return;
    }
    attempt.runningSince = time;
    timers.set(time.plus(attemptTimeout), id, Timers.Kind.LOSS);
    if (speculation.isKnown(stage)) {
      watchForLag(id, time, stage);
    }
  }

  private void watchForLag(AttemptId id, Instant since, StageTasks stage) {
    var due = since.plusNanos(speculation.lagNanos(stage, id.taskIndex()));
    timers.set(due, id, Timers.Kind.LAG);
  }

  /// When enough of a stage is known, those of its attempts that run already are watched as well.
  void learn(StageTasks stage) {
    if (speculation.hasJustBecomeKnown(stage)) {
      for (var attempt : open.values()) {
        if (attempt.id.stageId() == stage.stage().id() && attempt.runningSince != null) {
          watchForLag(attempt.id, attempt.runningSince, stage);
        }
      }
    }
  }

  void cancelled(AttemptId id) {
    var attempt = open.get(id);
    if (attempt != null && !attempt.isCancelled) {
      attempt.isCancelled = true;
      runningCount--;
    }
  }

  void over(AttemptId id, Bill bill) {
    var attempt = open.remove(id);
    if (attempt != null) {
      speculation.billed(attempt.cause, bill);
      if (!attempt.isCancelled) {
        runningCount--;
      }
    }
  }

  @Nullable OpenAttempt get(AttemptId id) {
    return open.get(id);
  }

  /// How many are not cancelled.
  int runningCount() {
    return runningCount;
  }

  Collection<AttemptId> ids() {
    return List.copyOf(open.keySet());
  }

  List<OpenAttempt> all() {
    return List.copyOf(open.values());
  }
}
