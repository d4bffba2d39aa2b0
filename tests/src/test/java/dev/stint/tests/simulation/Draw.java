package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// Numbers whose size is as much by chance as their digits.
final class Draw {

  private Draw() {}

  /// From 1 to `most`, small ones as often as large ones.
  static int upTo(SplittableRandom random, int most) {
    return Math.clamp(Math.round(between(random, 1, most)), 1, most);
  }

  static Duration between(SplittableRandom random, Duration least, Duration most) {
    return Duration.ofNanos(
        Math.round(between(random, (double) least.toNanos(), (double) most.toNanos())));
  }

  /// Both are positive.
  static double between(SplittableRandom random, double least, double most) {
    return least * Math.exp(random.nextDouble() * Math.log(most / least));
  }

  static boolean oneIn(SplittableRandom random, int times) {
    return random.nextInt(times) == 0;
  }
}
