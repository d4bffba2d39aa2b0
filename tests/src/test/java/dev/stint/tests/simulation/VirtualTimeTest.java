package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

  private final VirtualTime time = new VirtualTime();
  private final ArrayList<String> heard = new ArrayList<>();

  @Test
  void eventsComeInTheOrderOfTimeAndThenOfScheduling() {
    time.after(Duration.ofSeconds(2), () -> heard.add("late"));
    time.after(Duration.ofSeconds(1), () -> heard.add("first"));
    time.after(Duration.ofSeconds(1), () -> heard.add("second"));

    assertThat(time.runUntil(() -> false, Duration.ofDays(1))).isFalse();

    assertThat(heard).containsExactly("first", "second", "late");
    assertThat(time.instant()).isEqualTo(VirtualTime.START.plusSeconds(2));
    assertThat(time.isQuiet()).isTrue();
  }

  @Test
  void cancelledEventsDoNotHappenAndTakeNoTime() {
    var event = time.after(Duration.ofMinutes(15), () -> heard.add("cancelled"));
    event.cancel();

    assertThat(time.isQuiet()).isTrue();
    assertThat(time.step()).isFalse();
    assertThat(time.nanos()).isZero();
    assertThat(heard).isEmpty();
  }

  @Test
  void runsNoFurtherThanItsLimitAndItsCondition() {
    time.after(Duration.ofSeconds(1), () -> heard.add("a"));
    time.after(Duration.ofSeconds(2), () -> heard.add("b"));
    time.after(Duration.ofSeconds(9), () -> heard.add("c"));

    assertThat(time.runUntil(() -> heard.contains("a"), Duration.ofSeconds(5))).isTrue();
    assertThat(time.runUntil(() -> heard.contains("c"), Duration.ofSeconds(5))).isFalse();

    assertThat(heard).containsExactly("a", "b");
  }
}
