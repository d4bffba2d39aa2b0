package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The distributions against the measurements they were made of.
class LatenciesTest {

  private static final int SAMPLES = 400_000;

  static Stream<Arguments> measured() {
    return Stream.of(
        Arguments.of("GET", Latencies.S3_GET, 33.0, new double[] {13.5, 26.9, 74.4, 105.5, 178}),
        Arguments.of("PUT", Latencies.S3_PUT, 45.8, new double[] {22.2, 40.4, 90.0, 123.4, 205}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("measured")
  void samplesHaveTheMeasuredQuantilesAndMean(
      String name, QuantileTable table, double mean, double[] quantiles) {
    double[] millis = samples(table, "latency " + name);
    double[] probabilities = {0.01, 0.5, 0.95, 0.99, 0.999};

    for (int i = 0; i < probabilities.length; i++) {
      double sampled = millis[(int) (probabilities[i] * SAMPLES)];
      assertThat(sampled).isCloseTo(quantiles[i], Percentage.withPercentage(4));
    }
    assertThat(Arrays.stream(millis).average().orElseThrow())
        .isCloseTo(mean, Percentage.withPercentage(3));
  }

  /// Above 100 ms: 1.30 % of GETs and 3.02 % of PUTs; above 200 ms 0.067 % and 0.11 %.
  @Test
  void tailsHaveTheMeasuredMass() {
    double[] gets = samples(Latencies.S3_GET, "gets");
    double[] puts = samples(Latencies.S3_PUT, "puts");

    assertThat(shareAbove(100, gets)).isCloseTo(0.0130, within(0.002));
    assertThat(shareAbove(100, puts)).isCloseTo(0.0302, within(0.003));
    assertThat(shareAbove(200, gets)).isCloseTo(6.7e-4, within(2e-4));
    assertThat(shareAbove(200, puts)).isCloseTo(1.1e-3, within(3e-4));
  }

  @Test
  void tablesGiveBackTheirOwnQuantiles() {
    var table = QuantileTable.ofMillis(0, 2, 0.5, 8, 0.9, 20);

    assertThat(table.quantile(0)).isEqualTo(Duration.ofMillis(2));
    assertThat(table.quantile(0.5)).isEqualTo(Duration.ofMillis(8));
    assertThat(table.quantile(0.9)).isEqualTo(Duration.ofMillis(20));
    assertThat(table.quantile(0.99)).isEqualTo(Duration.ofMillis(20));
    assertThat(table.times(3).quantile(0.5)).isEqualTo(Duration.ofMillis(24));
  }

  /// As measured: the first GET of an environment has median 68.5 ms, its 95th percentile 113 ms.
  @Test
  void firstRequestsPayForTheirConnection() {
    var random = new Chance(3).stream("first");
    var millis = new double[20_000];
    for (int i = 0; i < millis.length; i++) {
      var client = new S3Client(random, NetworkBuckets.fresh());
      millis[i] = millis(client.connect().plus(Latencies.S3_GET.sample(random)));
      assertThat(client.connect()).isZero();
    }
    Arrays.sort(millis);

    assertThat(millis[millis.length / 2]).isCloseTo(68.5, Percentage.withPercentage(5));
    assertThat(millis[millis.length * 95 / 100]).isCloseTo(113, Percentage.withPercentage(8));
  }

  @Test
  void sessionsDriftSlowlyBetweenTheirBounds() {
    long minute = 60_000_000_000L;
    double lowest = Double.MAX_VALUE;
    double highest = 0;
    for (int seed = 0; seed < 40; seed++) {
      var drift = new SessionDrift(new Chance(seed).stream("drift"), 0.65, 1.5);
      double before = drift.at(0);
      for (int now = 1; now < 600; now++) {
        double factor = drift.at(now * minute);
        assertThat(factor).isBetween(0.65, 1.5);
        assertThat(factor / before).isBetween(0.78, 1.28);
        lowest = Math.min(lowest, factor);
        highest = Math.max(highest, factor);
        before = factor;
      }
      assertThat(drift.at(5 * minute)).isEqualTo(drift.at(5 * minute + 1));
    }
    assertThat(lowest).isLessThan(0.67);
    assertThat(highest).isGreaterThan(1.45);
  }

  private static double[] samples(QuantileTable table, String purpose) {
    var random = new Chance(1).stream(purpose);
    var millis = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      millis[i] = millis(table.sample(random));
    }
    Arrays.sort(millis);
    return millis;
  }

  private static double shareAbove(double millis, double[] samples) {
    return (double) Arrays.stream(samples).filter(sample -> sample > millis).count()
        / samples.length;
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
