package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How worlds are chosen, told and judged.
class WorldsTest {

  private final VirtualTime time = new VirtualTime();
  private final Story story = new Story(time);

  @Test
  void aBrokenInvariantTellsSeedStoryAndHowToReplay() {
    var invariants =
        new Invariants(123, story)
            .always("time passes", Optional::empty)
            .atTheEnd("nothing is left", () -> Optional.of("an upload is open"));
    time.after(Duration.ofMillis(1500), () -> story.tell("task 7 began"));
    time.step();
    invariants.check();

    assertThatThrownBy(invariants::checkAtTheEnd)
        .isInstanceOf(Invariants.Broken.class)
        .hasMessageContaining("seed 123")
        .hasMessageContaining("not \"nothing is left\": an upload is open")
        .hasMessageContaining("1.500  task 7 began")
        .hasMessageContaining("-Dstint.seed=123");
  }

  @Test
  void storiesKeepTheirBeginningAndTheirEnd() {
    for (int line = 0; line < 10_000; line++) {
      story.tell("line " + line);
    }

    assertThat(story.toString())
        .contains("line 0\n", "line 199\n", "7800 lines left out", "line 9999\n")
        .doesNotContain("line 200\n");
  }

  @Test
  void timeBoxesTryAtLeastSomeSeeds() {
    var tried = new ArrayList<Long>();

    assertThat(Seeds.within(() -> false, 3, tried::add)).isEqualTo(3);
    assertThat(Seeds.within(() -> tried.size() < 8, 3, tried::add)).isEqualTo(5);
    assertThat(tried).isEqualTo(List.of(0L, 1L, 2L, 0L, 1L, 2L, 3L, 4L));
  }
}
