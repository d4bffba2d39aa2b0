package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.schedule.Timers.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TimersTest {

  private static final AttemptId ONE = new AttemptId(0, 1, 0);
  private static final AttemptId TWO = new AttemptId(0, 2, 0);

  private final Timers timers = new Timers();

  @Test
  void withoutAnyNothingIsEverDue() {
    assertThat(timers.nextDue()).isNull();
    assertThat(timers.takeDue(Instant.MAX)).isNull();
  }

  @Test
  void comeInTheOrderInWhichTheyAreDue() {
    timers.set(at(3), ONE, Kind.LOSS);
    timers.set(at(1), TWO, Kind.PAUSE);

    assertThat(timers.nextDue()).isEqualTo(at(1));
    assertThat(timers.takeDue(at(5)).attempt()).isEqualTo(TWO);
    assertThat(timers.takeDue(at(5)).attempt()).isEqualTo(ONE);
    assertThat(timers.takeDue(at(5))).isNull();
  }

  @Test
  void ofThoseDueAtOnceTheOneSetFirstComesFirst() {
    for (int task = 0; task < 20; task++) {
      timers.set(at(1), new AttemptId(0, task, 0), Kind.LAG);
    }

    for (int task = 0; task < 20; task++) {
      assertThat(timers.takeDue(at(1)).attempt().taskIndex()).isEqualTo(task);
    }
  }

  @Test
  void areDueAtTheirTimeAndNotBefore() {
    timers.set(at(2), ONE, Kind.PAUSE);

    assertThat(timers.takeDue(at(2).minusNanos(1))).isNull();
    assertThat(timers.takeDue(at(2))).isNotNull();
  }

  @Test
  void clearedOnesNeverCome() {
    timers.set(at(2), ONE, Kind.PAUSE);
    timers.clear();

    assertThat(timers.nextDue()).isNull();
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
