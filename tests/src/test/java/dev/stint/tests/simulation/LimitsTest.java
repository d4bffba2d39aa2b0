package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Bandwidth and request rates as measured.
class LimitsTest {

  private static final long MIB = 1 << 20;
  private static final long SECOND = 1_000_000_000L;

  /// Measured: a burst of 311 MB in about 0.3 s, then 77.8 MB/s.
  @Test
  void functionsLoadABurstAndThenSlowly() {
    var bandwidth = new Bandwidth();

    double burst = seconds(bandwidth.transfer(300 * MIB, 0));
    double second = seconds(bandwidth.transfer(75 * MIB, SECOND * 4 / 10));

    assertThat(burst).isBetween(0.3, 0.4);
    assertThat(second).isCloseTo(1.0, Percentage.withPercentage(7));
  }

  @Test
  void halfOfTheBurstComesBackInIdleTime() {
    var bandwidth = new Bandwidth();
    bandwidth.transfer(300 * MIB, 0);

    assertThat(seconds(bandwidth.transfer(150 * MIB, 60 * SECOND))).isLessThan(0.2);
    assertThat(seconds(bandwidth.transfer(300 * MIB, 120 * SECOND)))
        .isCloseTo(2.17, Percentage.withPercentage(2));
  }

  @Test
  void transfersShareTheRate() {
    var bandwidth = new Bandwidth();
    bandwidth.transfer(300 * MIB, 0);
    var first = bandwidth.transfer(75 * MIB, SECOND);
    var second = bandwidth.transfer(75 * MIB, SECOND);

    assertThat(second.minus(first)).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(10));
  }

  @Test
  void requestsAboveTheRateAreRefused() {
    var rate = RateLimit.constant(5_500, 2_750);
    int taken = 0;
    for (int request = 0; request < 100_000; request++) {
      taken += rate.tryTake(1, request * SECOND / 10_000) ? 1 : 0;
    }

    assertThat(taken).isCloseTo(10 * 5_500 + 2_750, Percentage.withPercentage(1));
  }

  @Test
  void hotPartitionsAreSplitInTheEnd() {
    var rate = RateLimit.growing(100, 50, Duration.ofSeconds(390));
    for (long request = 0; request < 300_000; request++) {
      rate.tryTake(1, request * SECOND / 100);
    }

    assertThat(rate.perSecond()).isBetween(200.0, 500.0);
    assertThat(RateLimit.constant(100, 50).perSecond()).isEqualTo(100);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
