package dev.stint.executor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawsTest {

  @Test
  void seedsGiveWhatSparkDraws() {
    assertThat(new Draws(0, 0).uniform(2).values()).startsWith(0.7604953758285915);
    assertThat(new Draws(0, 0).normal(1).values()).containsExactly(1.6034991609278433);
  }

  @Test
  void batchesDoNotMatter() {
    var one = new Draws(7, 3);
    var other = new Draws(7, 3);

    double[] together = one.uniform(5).values();
    double[] first = other.uniform(2).values();
    double[] second = other.uniform(3).values();

    assertThat(first).containsExactly(Arrays.copyOf(together, 2));
    assertThat(second).containsExactly(Arrays.copyOfRange(together, 2, 5));
  }

  @Test
  void tasksDrawOtherValues() {
    assertThat(new Draws(7, 0).uniform(1).values())
        .isNotEqualTo(new Draws(7, 1).uniform(1).values());
  }

  @Test
  void textsHaveTheirLength() {
    assertThat(new Draws(0, 0).texts(3, 12).string(2)).matches("[0-9a-zA-Z]{12}");
    assertThat(new Draws(0, 0).texts(1, 0).string(0)).isEmpty();
  }

  @Test
  void uuidsAreOfVersion4() {
    assertThat(new Draws(0, 0).uuids(2).string(1))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void rowsAreNumberedWithinTheirTask() {
    var draws = new Draws(0, 2);
    draws.rowIds(10);

    assertThat(draws.rowIds(2).values()).containsExactly((2L << 33) + 10, (2L << 33) + 11);
    assertThat(draws.taskIndexes(1).values()).containsExactly(2);
  }
}
