package dev.stint.coordinator.page;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.plan.task.TaskMetrics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The attempts of a run by column, one row each, in the order in which they were started. Few
/// bytes for each, since there may be a million.
final class AttemptTable {

  /// What became of an attempt.
  enum State {
    RUNNING(0),
    WON(1),
    /// It did its work, and another had won.
    LATE(2),
    FAILED(3),
    CANCELLED(4);

    /// What pages call it.
    final int code;

    State(int code) {
      this.code = code;
    }
  }

  private static final int FIRST_CAPACITY = 64;

  private final Map<AttemptId, Integer> rows = new HashMap<>();
  private int count;
  private int[] stages = new int[FIRST_CAPACITY];
  private int[] tasks = new int[FIRST_CAPACITY];
  private int[] attempts = new int[FIRST_CAPACITY];
  private long[] starts = new long[FIRST_CAPACITY];
  private long[] waits = new long[FIRST_CAPACITY];
  private long[] ends = new long[FIRST_CAPACITY];
  private State[] states = new State[FIRST_CAPACITY];
  private AttemptCause[] causes = new AttemptCause[FIRST_CAPACITY];
  private boolean[] colds = new boolean[FIRST_CAPACITY];
  private long[] wallMs = new long[FIRST_CAPACITY];
  private long[] inputRows = new long[FIRST_CAPACITY];
  private long[] inputBytes = new long[FIRST_CAPACITY];
  private long[] outputRows = new long[FIRST_CAPACITY];
  private long[] outputBytes = new long[FIRST_CAPACITY];
  private long[] peakBytes = new long[FIRST_CAPACITY];

  void start(AttemptId id, AttemptCause cause, long ms) {
    if (count == stages.length) {
      grow();
    }
    rows.put(id, count);
    stages[count] = id.stageId();
    tasks[count] = id.taskIndex();
    attempts[count] = id.attempt();
    starts[count] = ms;
    ends[count] = -1;
    states[count] = State.RUNNING;
    causes[count] = cause;
    count++;
  }

  /// The row of an attempt, -1 when it never started.
  int row(AttemptId id) {
    return rows.getOrDefault(id, -1);
  }

  void waited(int row, long ms) {
    waits[row] = ms;
  }

  /// The attempt is over since `ms`, which an attempt that ended before stays as it was.
  void end(int row, State state, long ms) {
    states[row] = state;
    ends[row] = ends[row] < 0 ? ms : ends[row];
  }

  /// Nobody waits any more for those that run.
  void endAll(long ms) {
    for (int row = 0; row < count; row++) {
      if (state(row) == State.RUNNING) {
        end(row, State.CANCELLED, ms);
      }
    }
  }

  void report(int row, TaskMetrics metrics) {
    colds[row] = metrics.isColdStart();
    wallMs[row] = metrics.wallNanos() / 1_000_000;
    inputRows[row] = metrics.inputRows();
    inputBytes[row] = metrics.inputBytes();
    outputRows[row] = metrics.outputRows();
    outputBytes[row] = metrics.outputBytes();
    peakBytes[row] = metrics.peakMemoryBytes();
  }

  int count() {
    return count;
  }

  int stage(int row) {
    return stages[row];
  }

  int task(int row) {
    return tasks[row];
  }

  int attempt(int row) {
    return attempts[row];
  }

  long start(int row) {
    return starts[row];
  }

  long wait(int row) {
    return waits[row];
  }

  /// When the attempt was over; -1 while it runs.
  long end(int row) {
    return ends[row];
  }

  State state(int row) {
    return states[row];
  }

  AttemptCause cause(int row) {
    return causes[row];
  }

  boolean isCold(int row) {
    return colds[row];
  }

  long wallMs(int row) {
    return wallMs[row];
  }

  long inputRows(int row) {
    return inputRows[row];
  }

  long inputBytes(int row) {
    return inputBytes[row];
  }

  long outputRows(int row) {
    return outputRows[row];
  }

  long outputBytes(int row) {
    return outputBytes[row];
  }

  long peakBytes(int row) {
    return peakBytes[row];
  }

  private void grow() {
    int capacity = count * 2;
    stages = Arrays.copyOf(stages, capacity);
    tasks = Arrays.copyOf(tasks, capacity);
    attempts = Arrays.copyOf(attempts, capacity);
    starts = Arrays.copyOf(starts, capacity);
    waits = Arrays.copyOf(waits, capacity);
    ends = Arrays.copyOf(ends, capacity);
    states = Arrays.copyOf(states, capacity);
    causes = Arrays.copyOf(causes, capacity);
    colds = Arrays.copyOf(colds, capacity);
    wallMs = Arrays.copyOf(wallMs, capacity);
    inputRows = Arrays.copyOf(inputRows, capacity);
    inputBytes = Arrays.copyOf(inputBytes, capacity);
    outputRows = Arrays.copyOf(outputRows, capacity);
    outputBytes = Arrays.copyOf(outputBytes, capacity);
    peakBytes = Arrays.copyOf(peakBytes, capacity);
  }
}
