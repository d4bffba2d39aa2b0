package dev.stint.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A bound that a scheduler breaks which looks at all tasks for each event, on whatever machine;
/// for the numbers themselves see [SchedulerBenchmark].
final class SchedulerCostTest {

  @Test
  void costPerTaskDoesNotGrowWithTheirNumber() {
    var run = new ScheduledRun(20_000);

    run.run();

    assertThat(run.cpuMicrosPerEvent()).isLessThan(200);
    assertThat(run.heapBytesPerTask()).isLessThan(4_000);
  }
}
