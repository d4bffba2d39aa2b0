package dev.stint.coordinator.schedule;

import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the driver is to do. Some commands are answered by an event.
public sealed interface Command {

  /// Cut a stage into tasks; `exchanges` holds the segments of the stages it reads, by stage id, in
  /// the order of the tasks that wrote them. Answered by [RunEvent.TasksPlanned].
  record PlanTasks(int stageId, Map<Integer, List<SegmentRef>> exchanges) implements Command {
    public PlanTasks {
      exchanges = Map.copyOf(exchanges);
    }
  }

  /// Answered by [RunEvent.AttemptSucceeded] or [RunEvent.AttemptFailed].
  record StartAttempt(AttemptId attempt, long functionMemoryBytes) implements Command {}

  /// Nobody waits for this attempt any more. It may still answer.
  record CancelAttempt(AttemptId attempt) implements Command {}

  /// Answered by [RunEvent.PauseOver] after `pause`.
  record SetTimer(AttemptId attempt, Duration pause) implements Command {}

  /// Drop what an attempt left that did not win.
  record Discard(AttemptId attempt, TaskOutput output) implements Command {}

  /// Make the winners' files visible, and no others. Answered by [RunEvent.FilesCommitted].
  record CommitFiles(List<PendingFile> files) implements Command {
    public CommitFiles {
      files = List.copyOf(files);
    }
  }

  /// The last command of a run, but for late discards.
  record EndRun(RunOutcome outcome) implements Command {}
}
