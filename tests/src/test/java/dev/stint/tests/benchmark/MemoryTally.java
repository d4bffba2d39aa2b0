package dev.stint.tests.benchmark;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent.AttemptFailed;
import dev.stint.coordinator.event.RunEvent.AttemptSucceeded;
import dev.stint.coordinator.run.RunListener;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import java.util.ArrayList;
import java.util.List;

/// What the attempts of a run took of memory and disk, and why some failed.
final class MemoryTally implements RunListener {

  private final List<String> failures = new ArrayList<>();
  private int attempts;
  private int failedForMemory;
  private long reservedPeakBytes;
  private long spilledBytes;

  @Override
  public void on(LoggedEvent logged) {
    switch (logged.event()) {
      case AttemptSucceeded succeeded -> count(succeeded.metrics());
      case AttemptFailed failed -> {
        count(failed.metrics());
        failures.add(failed.attempt() + ": " + failed.failure().message());
        if (isForMemory(failed.failure())) {
          failedForMemory++;
        }
      }
      default -> {}
    }
  }

  private void count(TaskMetrics metrics) {
    attempts++;
    reservedPeakBytes = Math.max(reservedPeakBytes, metrics.peakMemoryBytes());
    spilledBytes += metrics.spilledBytes();
  }

  private static boolean isForMemory(TaskFailure failure) {
    return failure.kind() == FailureKind.RESOURCE || failure.mayBeOutOfMemory();
  }

  int attempts() {
    return attempts;
  }

  /// Those that ran out of memory, of what they may reserve or of the function's, and those whose
  /// function was killed.
  int failedForMemory() {
    return failedForMemory;
  }

  /// A line for each attempt that failed, for whatever reason.
  List<String> failures() {
    return failures;
  }

  /// The most that the operators of an attempt had reserved.
  long reservedPeakBytes() {
    return reservedPeakBytes;
  }

  long spilledBytes() {
    return spilledBytes;
  }
}
