package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.partition.TaskShare;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.SpeculationPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpeculationTest {

  private static final long GIB = 1L << 30;
  private static final long SECOND = 1_000_000_000;

  /// Half must be done; half as long again as the median and half a second; a tenth of the attempts
  /// and a fifth of the time.
  private static final SpeculationPolicy POLICY =
      new SpeculationPolicy(0.5, 0.5, 1.5, Duration.ofMillis(500), 0.1, 0.2);

  private final Speculation speculation = new Speculation(POLICY);
  private final StageTasks stage = new StageTasks(TestGraphs.result(1).stages().getFirst());

  @Test
  void nothingIsKnownUntilTheShareIsDone() {
    plan(4);
    took(SECOND);
    assertThat(speculation.isKnown(stage)).isFalse();

    took(SECOND);
    assertThat(speculation.hasJustBecomeKnown(stage)).isTrue();
    took(SECOND);
    assertThat(speculation.isKnown(stage)).isTrue();
    assertThat(speculation.hasJustBecomeKnown(stage)).isFalse();
  }

  @Test
  void nothingIsEverKnownWhereItIsOff() {
    plan(1);
    took(SECOND);

    assertThat(new Speculation(SpeculationPolicy.OFF).isKnown(stage)).isFalse();
  }

  @Test
  void longTasksLagByShareAndShortOnesByTime() {
    plan(2);
    took(8 * SECOND);
    long expected = stage.expectedNanos(1, 0.5);
    assertThat(speculation.lagNanos(stage, 1)).isEqualTo(Math.round(expected * 1.5));

    var shortTasks = new StageTasks(TestGraphs.result(1).stages().getFirst());
    shortTasks.planned(plan2(), AttemptPolicy.of(GIB));
    shortTasks.took(0, 1000);
    long expectedShort = shortTasks.expectedNanos(1, 0.5);
    assertThat(speculation.lagNanos(shortTasks, 1)).isEqualTo(expectedShort + SECOND / 2);
  }

  @Test
  void oneSecondAttemptIsAlwaysAllowed() {
    plan(2);
    took(SECOND);
    assertThat(speculation.isAffordable(stage, 1, GIB)).isTrue();

    speculation.started(AttemptCause.SPECULATION);
    assertThat(speculation.isAffordable(stage, 1, GIB)).isFalse();
  }

  @Test
  void secondAttemptsAreAShareOfAllTasks() {
    plan(30);
    took(SECOND);
    for (int second = 0; second < 3; second++) {
      assertThat(speculation.isAffordable(stage, 1, GIB)).isTrue();
      speculation.started(AttemptCause.SPECULATION);
    }

    assertThat(speculation.isAffordable(stage, 1, GIB)).isFalse();
    speculation.started(AttemptCause.RETRY);
    speculation.planned(10);
    assertThat(speculation.isAffordable(stage, 1, GIB)).isTrue();
  }

  @Test
  void secondAttemptsUseAShareOfTheTimeBeyondAMinuteOfAGigabyte() {
    plan(1000);
    took(SECOND);
    speculation.billed(AttemptCause.FIRST, new Bill(GIB, 400 * SECOND));
    speculation.billed(AttemptCause.SPECULATION, new Bill(GIB, 58 * SECOND));
    assertThat(speculation.isAffordable(stage, 1, GIB)).isTrue();

    speculation.billed(AttemptCause.SPECULATION, new Bill(GIB, 42 * SECOND));
    // A hundred seconds of five hundred are spent.
    assertThat(speculation.isAffordable(stage, 1, GIB)).isFalse();
    speculation.billed(AttemptCause.RETRY, new Bill(GIB, 60 * SECOND));
    assertThat(speculation.isAffordable(stage, 1, GIB)).isTrue();
  }

  private void plan(int tasks) {
    stage.planned(
        new StagePlan(
            Collections.nCopies(tasks, new PlannedTask(new TaskShare.Everything(), 10)), List.of()),
        AttemptPolicy.of(GIB));
    speculation.planned(tasks);
  }

  private static StagePlan plan2() {
    var task = new PlannedTask(new TaskShare.Everything(), 10);
    return new StagePlan(List.of(task, task), List.of());
  }

  private void took(long nanos) {
    stage.took(0, nanos);
  }
}
