package dev.stint.tests.simulation;

import dev.stint.plan.task.SegmentRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an attempt at a task does and what comes of it. `segment` is what it answers with, `null`
/// when it answers with the pending files of its steps. It needs `memoryBytes` of its function.
/// From `stopPath` it hears that it should stop.
record Script(
    String attemptId,
    List<Step> steps,
    @Nullable SegmentRef segment,
    long inputRows,
    long inputBytes,
    long outputRows,
    long outputBytes,
    long memoryBytes,
    String stopPath) {

  Script {
    steps = List.copyOf(steps);
  }
}
