package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What goes wrong in an [InMemoryObjectStore], drawn from a seed. Rates are probabilities for each
/// request: that it is delayed; that it is carried out twice, as by a client that lost the first
/// answer; that it fails, half of the times after it was carried out; that the stream it gives
/// breaks.
public record Faults(
    long seed, double delayRate, double repeatRate, double failureRate, double breakRate) {

  public static final Faults NONE = new Faults(0, 0, 0, 0);

  public Faults(long seed, double delayRate, double repeatRate, double failureRate) {
    this(seed, delayRate, repeatRate, failureRate, 0);
  }

  private static final long MAX_DELAY_NANOS = 2_000_000;

  /// Draws the fate of request after request; many threads may ask.
  static final class Draws {

    private final Faults faults;
    private final SplittableRandom random;

    Draws(Faults faults) {
      this.faults = faults;
      this.random = new SplittableRandom(faults.seed);
    }

    /// Carries a request out, perhaps late, twice or in vain.
    <T> T run(String path, Supplier<T> request) {
      long delayNanos;
      boolean isRepeated;
      double failure;
      synchronized (this) {
        delayNanos = hits(faults.delayRate) ? random.nextLong(MAX_DELAY_NANOS) : 0;
        isRepeated = hits(faults.repeatRate);
        failure = random.nextDouble();
      }
      LockSupport.parkNanos(delayNanos);
      if (failure < faults.failureRate / 2) {
        throw failed(path, "before");
      }
      T result = request.get();
      if (isRepeated) {
        result = request.get();
      }
      if (failure < faults.failureRate) {
        throw failed(path, "after");
      }
      return result;
    }

    /// After how many of its bytes a stream ends.
    synchronized int end(int length) {
      return hits(faults.breakRate) ? random.nextInt(length + 1) : length;
    }

    private boolean hits(double rate) {
      return random.nextDouble() < rate;
    }

    private static StintException failed(String path, String when) {
      return StintException.transientFailure(
          "injected failure %s the request for %s".formatted(when, path),
          new IOException("injected"));
    }
  }
}
