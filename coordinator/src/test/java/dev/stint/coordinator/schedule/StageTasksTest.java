package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.partition.TaskShare;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.schedule.StageTasks.Status;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StageTasksTest {

  private static final AttemptPolicy POLICY = AttemptPolicy.of(1000, 4000);
  private static final TaskState READY = new TaskState.Ready(Tries.none(POLICY));
  private static final TaskState RUNNING =
      new TaskState.Running(Tries.none(POLICY).started(), 0, TaskState.NONE);
  private static final TaskState DONE = new TaskState.Succeeded(0, TestGraphs.output("a"));

  private final StageTasks stage = new StageTasks(TestGraphs.result(1).stages().getFirst());

  @Test
  void waitsUntilItIsPlanned() {
    assertThat(stage.status()).isEqualTo(Status.WAITING);
    assertThat(stage.isPlanned()).isFalse();
    assertThat(stage.hasReady()).isFalse();
    assertThatThrownBy(stage::plan).hasMessage("stage 0 is not planned");
  }

  @Test
  void tasksAreReadyInTheirOrderOnceItIsPlanned() {
    plan(1, 1, 1);

    assertThat(stage.status()).isEqualTo(Status.RUNNING);
    for (int index = 0; index < 3; index++) {
      assertThat(stage.nextReady()).isEqualTo(index);
      stage.set(index, RUNNING);
    }
    assertThat(stage.hasReady()).isFalse();
    assertThat(stage.runningCount()).isEqualTo(3);
  }

  @Test
  void thoseWhoseTurnHasNotComeGoBeforeThoseThatFailed() {
    plan(1, 1, 1);
    stage.set(stage.nextReady(), RUNNING);
    stage.set(0, READY);

    assertThat(stage.nextReady()).isEqualTo(1);
    stage.set(1, RUNNING);
    assertThat(stage.nextReady()).isEqualTo(2);
    stage.set(2, RUNNING);
    assertThat(stage.nextReady()).isEqualTo(0);
  }

  @Test
  void oneThatWasWonWhileItWaitedForItsTurnIsPassedOver() {
    plan(1, 1);
    stage.set(stage.nextReady(), RUNNING);
    stage.set(stage.nextReady(), RUNNING);
    stage.set(0, READY);
    stage.set(1, READY);
    stage.set(0, DONE);

    assertThat(stage.nextReady()).isEqualTo(1);
  }

  @Test
  void isDoneWhenItsLastTaskIs() {
    plan(1, 1);
    stage.set(1, DONE);
    assertThat(stage.areAllDone()).isFalse();

    stage.set(0, DONE);
    assertThat(stage.areAllDone()).isTrue();
    stage.finish();
    assertThat(stage.status()).isEqualTo(Status.FINISHED);
    assertThat(stage.outputs()).hasSize(2);
  }

  @Test
  void withoutTasksItIsDoneAtOnce() {
    plan();

    assertThat(stage.areAllDone()).isTrue();
    assertThat(stage.hasReady()).isFalse();
    assertThat(stage.outputs()).isEmpty();
  }

  @Test
  void stoppingKeepsWhatIsDone() {
    plan(1, 1, 1);
    stage.set(0, DONE);
    stage.set(1, RUNNING);

    stage.stop(Status.UNNEEDED);

    assertThat(stage.task(0)).isEqualTo(DONE);
    assertThat(stage.task(1)).isEqualTo(new TaskState.Stopped());
    assertThat(stage.task(2)).isEqualTo(new TaskState.Stopped());
    assertThat(stage.hasReady()).isFalse();
    assertThat(stage.runningCount()).isZero();
  }

  @Test
  void isKnownWhenTheShareIsDone() {
    plan(1, 1, 1, 1);
    assertThat(stage.isKnown(0)).isFalse();

    stage.took(0, 10);
    assertThat(stage.isKnown(0.5)).isFalse();
    stage.took(1, 10);
    assertThat(stage.isKnown(0.5)).isTrue();
    assertThat(stage.wasKnownBefore(0.5)).isFalse();
    stage.took(2, 10);
    assertThat(stage.wasKnownBefore(0.5)).isTrue();
  }

  @Test
  void taskThatReadsMoreThanThoseThatAreDoneMayTakeAsMuchLonger() {
    plan(100, 300, 800, 50);
    stage.took(0, 7);
    stage.took(1, 7);

    assertThat(stage.expectedNanos(2, 0.75)).isEqualTo(4 * 7);
    // But one that reads less gets no less.
    assertThat(stage.expectedNanos(3, 0.75)).isEqualTo(7);
  }

  private void plan(long... inputBytes) {
    var tasks =
        Arrays.stream(inputBytes)
            .mapToObj(bytes -> new PlannedTask(new TaskShare.Everything(), bytes))
            .toList();
    stage.planned(new StagePlan(tasks, List.of()), POLICY);
  }
}
