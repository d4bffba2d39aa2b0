package dev.stint.coordinator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

  @Test
  void nothingAddedTookNoTime() {
    assertThat(new Durations().quantile(0.75)).isZero();
    assertThat(new Durations().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 7, 8, 15, 16, 1_000_000, 3_600_000_000_000L, Long.MAX_VALUE})
  void oneValueIsEveryQuantileUpToAnEighth(long nanos) {
    var durations = new Durations();
    durations.add(nanos);

    for (double share : new double[] {0, 0.5, 1}) {
      assertThat(durations.quantile(share)).isGreaterThanOrEqualTo(nanos);
      assertThat((double) durations.quantile(share)).isLessThanOrEqualTo(nanos * 1.13);
    }
  }

  @Test
  void clockThatWentBackCountsAsNoTime() {
    var durations = new Durations();
    durations.add(-5);

    assertThat(durations.count()).isEqualTo(1);
    assertThat(durations.quantile(1)).isZero();
  }

  @Test
  void quantilesAreRightToThirteenPercent() {
    var random = new Random(7);
    var durations = new Durations();
    var values = new long[5000];
    for (int i = 0; i < values.length; i++) {
      // From microseconds to hours.
      values[i] = Math.round(Math.exp(random.nextDouble() * 22) * 1000);
      durations.add(values[i]);
    }
    Arrays.sort(values);

    for (double share : new double[] {0.01, 0.25, 0.5, 0.75, 0.99, 1}) {
      long exact = values[(int) Math.ceil(share * values.length) - 1];
      assertThat(durations.quantile(share)).isGreaterThanOrEqualTo(exact);
      assertThat((double) durations.quantile(share)).isLessThanOrEqualTo(exact * 1.13);
    }
  }
}
