package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// By how much a clock is off when the world begins, and what it gains in each second.
record ClockError(Duration skew, double drift) {

  static final ClockError NONE = new ClockError(Duration.ZERO, 0);

  private static final long MAX_SKEW_MILLIS = 5_000;
  private static final double MAX_DRIFT = 200e-6;

  /// Up to 5 s and 200 ppm, either way: far worse than what EC2's clocks and laptops show.
  static ClockError draw(SplittableRandom random) {
    return new ClockError(
        Duration.ofMillis(random.nextLong(-MAX_SKEW_MILLIS, MAX_SKEW_MILLIS + 1)),
        random.nextDouble(-MAX_DRIFT, MAX_DRIFT));
  }
}
