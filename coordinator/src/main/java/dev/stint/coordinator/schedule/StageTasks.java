package dev.stint.coordinator.schedule;

import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stage, where it stands, and the states of its tasks. Every change costs the same, however many
/// tasks there are; only planning and stopping look at them all. Owned by [RunState].
final class StageTasks {

  /// Where a stage stands.
  enum Status {
    /// For what it reads.
    WAITING,
    RUNNING,
    FINISHED,
    /// Its work is done by the stage that reads it.
    FUSED,
    /// Nobody reads what it would write.
    UNNEEDED
  }

  private final Stage stage;
  private final List<Integer> fused;
  private final Durations durations = new Durations();
  private Status status = Status.WAITING;
  private @Nullable StagePlan plan;
  private TaskState[] tasks = {};
  private int neverStarted;
  private final ArrayDeque<Integer> readyAgain = new ArrayDeque<>();
  private int readyCount;
  private int runningCount;
  private int finishedCount;
  private long finishedBytes;

  StageTasks(Stage stage) {
    this(stage, List.of());
  }

  /// A stage that does the work of `fused` stages too, in one task.
  StageTasks(Stage stage, List<Integer> fused) {
    this.stage = stage;
    this.fused = List.copyOf(fused);
  }

  Stage stage() {
    return stage;
  }

  /// The stages whose work it does beside its own; mostly none.
  List<Integer> fused() {
    return fused;
  }

  Status status() {
    return status;
  }

  void finish() {
    status = Status.FINISHED;
  }

  void planned(StagePlan newPlan, AttemptPolicy policy) {
    plan = newPlan;
    tasks = new TaskState[newPlan.tasks().size()];
    Arrays.fill(tasks, new TaskState.Ready(Tries.none(policy)));
    readyCount = tasks.length;
    status = Status.RUNNING;
  }

  /// How it was cut.
  StagePlan plan() {
    if (plan == null) {
      throw new IllegalStateException("stage " + stage.id() + " is not planned");
    }
    return plan;
  }

  boolean isPlanned() {
    return plan != null;
  }

  int taskCount() {
    return tasks.length;
  }

  TaskState task(int index) {
    return tasks[index];
  }

  void set(int index, TaskState next) {
    count(tasks[index], -1);
    if (next instanceof TaskState.Ready && !(tasks[index] instanceof TaskState.Ready)) {
      readyAgain.add(index);
    }
    tasks[index] = next;
    count(next, 1);
  }

  private void count(TaskState state, int change) {
    switch (state) {
      case TaskState.Ready _ -> readyCount += change;
      case TaskState.Running _ -> runningCount += change;
      case TaskState.Succeeded _ -> finishedCount += change;
      case TaskState.Pausing _, TaskState.Failed _, TaskState.Stopped _ -> {}
    }
  }

  boolean hasReady() {
    return readyCount > 0;
  }

  /// A ready task; there must be one. First those whose turn has not come yet, in order.
  int nextReady() {
    while (neverStarted < tasks.length) {
      int index = neverStarted++;
      if (tasks[index] instanceof TaskState.Ready) {
        return index;
      }
    }
    while (true) {
      int index = readyAgain.remove();
      // One that was ready may have been won meanwhile by an attempt that was given up.
      if (tasks[index] instanceof TaskState.Ready) {
        return index;
      }
    }
  }

  int runningCount() {
    return runningCount;
  }

  boolean areAllDone() {
    return finishedCount == tasks.length;
  }

  /// Takes note of how long a task took, with what it read.
  void took(int index, long nanos) {
    durations.add(nanos);
    finishedBytes += inputBytes(index);
  }

  /// Whether `share` of the tasks are done.
  boolean isKnown(double share) {
    return durations.count() > 0 && durations.count() >= share * tasks.length;
  }

  /// Whether they were before the last one was.
  boolean wasKnownBefore(double share) {
    return durations.count() > 1 && durations.count() - 1 >= share * tasks.length;
  }

  /// How long a task may take that is as slow as the `quantile` of the finished ones, by what it
  /// reads.
  long expectedNanos(int index, double quantile) {
    double averageBytes = (double) finishedBytes / Math.max(1, durations.count());
    double more = averageBytes <= 0 ? 1 : Math.max(1, inputBytes(index) / averageBytes);
    return Math.round(durations.quantile(quantile) * more);
  }

  long inputBytes(int index) {
    return plan().tasks().get(index).inputBytes();
  }

  /// No task that is not done will be.
  void stop(Status newStatus) {
    for (int index = 0; index < tasks.length; index++) {
      set(index, TaskTable.stopped(tasks[index]));
    }
    status = newStatus;
  }

  /// What the winners left, by task; all must be done.
  List<TaskOutput> outputs() {
    var outputs = new ArrayList<TaskOutput>(tasks.length);
    for (var task : tasks) {
      outputs.add(((TaskState.Succeeded) task).output());
    }
    return outputs;
  }

  /// The segments that were written, but for empty ones; it must be done.
  List<SegmentRef> segments() {
    if (status() == Status.UNNEEDED) {
      return List.of();
    }
    return outputs().stream()
        .map(output -> ((TaskOutput.Segment) output).segment())
        .filter(segment -> !segment.blocks().isEmpty())
        .toList();
  }
}
