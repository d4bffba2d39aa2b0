package dev.stint.coordinator.run;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.plan.task.TaskMetrics;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The report of one stage, as its events come in.
final class StageFold {

  private final int stageId;
  private final StagePlan plan;
  private final Instant startTime;
  private final Set<AttemptId> seconds = new HashSet<>();
  private int finishedTasks;
  private int attempts;
  private int failedAttempts;
  private int retries;
  private int secondAttempts;
  private int secondWins;
  private @Nullable Instant endTime;
  private TaskMetrics metrics = TaskMetrics.NONE;
  private long filteredRows;

  StageFold(int stageId, StagePlan plan, Instant startTime) {
    this.stageId = stageId;
    this.plan = plan;
    this.startTime = startTime;
  }

  void apply(RunEvent.OfAttempt event) {
    switch (event) {
      case RunEvent.AttemptStarted(var id, _, var cause) -> {
        attempts++;
        switch (cause) {
          case FIRST -> {}
          case RETRY -> retries++;
          case SPECULATION -> {
            secondAttempts++;
            seconds.add(id);
          }
        }
      }
      case RunEvent.AttemptSucceeded(var id, _, var more, _, var standing) -> {
        boolean isUsed = standing == RunEvent.Standing.WON;
        metrics = metrics.plus(isUsed ? more : more.withoutFindings());
        filteredRows += more.filteredRows();
        if (isUsed) {
          finishedTasks++;
          secondWins += seconds.contains(id) ? 1 : 0;
        }
      }
      case RunEvent.AttemptFailed(_, _, var more, _, var reaction) -> {
        metrics = metrics.plus(more.withoutFindings());
        filteredRows += more.filteredRows();
        failedAttempts += reaction instanceof Reaction.Ignore ? 0 : 1;
      }
      case RunEvent.AttemptRunning _, RunEvent.AttemptCancelled _, RunEvent.RetryDue _ -> {}
    }
  }

  boolean mayHaveLostOutputs() {
    return attempts > finishedTasks;
  }

  void endedAt(Instant time) {
    endTime = time;
  }

  StageReport report() {
    return new StageReport(
        stageId,
        plan.tasks().size(),
        finishedTasks,
        attempts,
        failedAttempts,
        retries,
        secondAttempts,
        secondWins,
        startTime,
        endTime,
        metrics,
        filteredRows,
        plan.decisions());
  }
}
