package dev.stint.tests.simulation;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A function's process, used for one attempt after another until it dies or is idle for too long.
final class Environment {

  private static final long MIB = 1 << 20;

  /// Lambda's memory for which a function has one core.
  static final long CORE_BYTES = 1769 * MIB;

  private static final double SPEED_SIGMA = 0.04;

  final long number;
  final long memoryBytes;
  final S3Client client;

  /// Of a core, as one thread has it.
  final double speed;

  boolean isAlive = true;
  int invocations;
  VirtualTime.@Nullable Event expiry;

  Environment(long number, long memoryBytes, SplittableRandom random, double slowRate) {
    this.number = number;
    this.memoryBytes = memoryBytes;
    this.client = new S3Client(random, NetworkBuckets.fresh());
    double share = Math.min(1, (double) memoryBytes / CORE_BYTES);
    double noise = Math.exp(SPEED_SIGMA * random.nextGaussian());
    boolean isSlow = random.nextDouble() < slowRate;
    double slowness = isSlow ? random.nextDouble(2, LambdaFaults.SLOWEST) : 1;
    this.speed = share * noise / slowness;
  }
}
