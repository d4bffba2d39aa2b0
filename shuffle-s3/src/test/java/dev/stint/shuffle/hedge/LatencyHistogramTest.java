package dev.stint.shuffle.hedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void nothingSeenIsNoTime() {
    assertThat(histogram.quantileNanos(0.99)).isZero();
  }

  @Test
  void quantilesAreExactToWithinFivePercent() {
    var random = new SplittableRandom(3);
    long[] durations = new long[LatencyHistogram.MAX_COUNT - 1];
    for (int i = 0; i < durations.length; i++) {
      durations[i] = (long) (1e6 * Math.exp(6 * random.nextDouble()));
      histogram.record(durations[i]);
    }
    Arrays.sort(durations);

    for (double quantile : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
      long exact = durations[(int) Math.ceil(quantile * durations.length) - 1];
      assertThat((double) histogram.quantileNanos(quantile))
          .as("quantile %s", quantile)
          .isCloseTo((double) exact, Percentage.withPercentage(5.1));
    }
  }

  @Test
  void whatWasSeenLongAgoFades() {
    for (int i = 0; i < 10 * LatencyHistogram.MAX_COUNT; i++) {
      histogram.record(10_000_000);
    }
    for (int i = 0; i < LatencyHistogram.MAX_COUNT; i++) {
      histogram.record(200_000_000);
    }

    assertThat((double) histogram.quantileNanos(0.5)).isCloseTo(200e6, within(10e6));
    // A fraction of what was there at most remains.
    assertThat((double) histogram.quantileNanos(0.01)).isCloseTo(10e6, within(0.5e6));
  }

  @Test
  void takesDurationsOfAnyLength() {
    histogram.record(0);
    assertThat(histogram.quantileNanos(1)).isBetween(1L, 200_000L);

    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.quantileNanos(1)).isGreaterThan(100_000_000_000L);
  }
}
