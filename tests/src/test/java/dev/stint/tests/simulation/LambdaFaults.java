package dev.stint.tests.simulation;

import java.util.SplittableRandom;

/// What goes wrong with single invocations, each as a probability: a 429 without need; a process
/// that dies at a random point of its work; an answer that never comes, that comes late, that comes
/// twice; a broken connection, by which the client knows that no answer comes; an environment that
/// is slow for good, by up to [#SLOWEST].
record LambdaFaults(
    double throttleRate,
    double deathRate,
    double lostRate,
    double lateRate,
    double twiceRate,
    double disconnectRate,
    double slowRate) {

  static final double SLOWEST = 10;

  static final LambdaFaults NONE = new LambdaFaults(0, 0, 0, 0, 0, 0, 0);

  /// From nothing at all up to one invocation in five meeting something.
  static LambdaFaults draw(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> NONE;
      case 1 -> upTo(random, 0.005);
      default -> upTo(random, 0.05);
    };
  }

  private static LambdaFaults upTo(SplittableRandom random, double most) {
    return new LambdaFaults(
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most),
        random.nextDouble(most));
  }
}
