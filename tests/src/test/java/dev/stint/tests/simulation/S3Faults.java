package dev.stint.tests.simulation;

import java.util.SplittableRandom;

/// What goes wrong with single requests to S3, each as a probability: an error before anything
/// happened; an answer lost after all happened; a 503 without need; an answer slower by up to
/// `slowest` times; bytes of a GET damaged on their way, which the reader's checksum notices.
record S3Faults(
    double errorRate, double lostRate, double slowDownRate, double slowRate, double damageRate) {

  static final int SLOWEST = 100;

  /// What was measured: 5 of 998,000 GETs and 2 of 1,000,000 PUTs were retried.
  static final S3Faults MEASURED = new S3Faults(2e-6, 2e-6, 0, 0, 0);

  static final S3Faults NONE = new S3Faults(0, 0, 0, 0, 0);

  /// A bad day, as bad as a seed wants: from nothing at all up to one request in seven failing.
  static S3Faults draw(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> MEASURED;
      case 1 -> upTo(random, 0.005);
      default -> upTo(random, 0.05);
    };
  }

  private static S3Faults upTo(SplittableRandom random, double most) {
    return new S3Faults(
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most));
  }
}
