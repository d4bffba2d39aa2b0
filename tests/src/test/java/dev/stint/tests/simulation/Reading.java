package dev.stint.tests.simulation;

import dev.stint.plan.failure.StintException;
import java.time.Duration;

/// A read step of a [FunctionRun]: some ranges at a time, while those that came are worked on.
final class Reading {

  private final FunctionRun run;
  private final SimulatedS3 s3;
  private final Step.Read read;
  private final Runnable next;
  private int begun;
  private int arrived;
  private long firstNanos;

  Reading(FunctionRun run, SimulatedS3 s3, Step.Read read, Runnable next) {
    this.run = run;
    this.s3 = s3;
    this.read = read;
    this.next = next;
  }

  void start() {
    firstNanos = run.wallNanos();
    int parallel = Math.min(read.parallel(), read.ranges().size());
    for (int lane = 0; lane < parallel && run.isRunning(); lane++) {
      fetchNext();
    }
    endIfComplete();
  }

  private void fetchNext() {
    var range = read.ranges().get(begun++);
    run.get(range.path(), range.bytes(), () -> check(range), _ -> arrive());
  }

  private boolean check(Step.Range range) {
    return switch (range.source()) {
      case TABLE -> true;
      case EXCHANGE -> {
        if (s3.state().head(range.path()).isEmpty()) {
          throw StintException.user(
              "cannot read %s: there is no such object".formatted(range.path()));
        }
        yield true;
      }
    };
  }

  private void arrive() {
    if (arrived++ == 0) {
      firstNanos = run.wallNanos();
    }
    if (begun < read.ranges().size()) {
      fetchNext();
    }
    endIfComplete();
  }

  private void endIfComplete() {
    if (arrived == read.ranges().size() && run.isRunning()) {
      long cpuNanos = run.onItsProcessor(read.cpu()).toNanos();
      long leftNanos = Math.max(0, firstNanos + cpuNanos - run.wallNanos());
      run.after(Duration.ofNanos(leftNanos), next);
    }
  }
}
