package dev.stint.shuffle.s3;

import dev.stint.shuffle.store.RequestCounts;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/// Sends the requests of a process: the one place that decides how fast they go and which are tried
/// again. (The SDK's own tries are turned off.)
///
/// What may pass is tried [#MAX_TRIES] times, with pauses drawn from zero to a bound that doubles
/// from [#FIRST_PAUSE_NANOS] (full jitter). S3's "slow down" slows all requests of the kind to the
/// bucket, see [Pace]. Tries that did not get through are told to [RequestCounts#ofCaller]. Many
/// threads may use it.
final class S3Calls {

  static final int MAX_TRIES = 6;

  static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /// S3 limits these apart.
  enum Kind {
    /// GET, HEAD, LIST.
    READ,
    /// PUT, POST, DELETE.
    WRITE
  }

  interface Clock {

    Clock SYSTEM =
        new Clock() {
          @Override
          public long nanoTime() {
            return System.nanoTime();
          }

          @Override
          public void sleep(long nanos) throws InterruptedException {
            Thread.sleep(Duration.ofNanos(nanos));
          }
        };

    long nanoTime();

    void sleep(long nanos) throws InterruptedException;
  }

  private record Lane(String bucket, Kind kind) {}

  private final Map<Lane, Pace> paces = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Random random;

  /// `random` is drawn from by all threads.
  S3Calls(Clock clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  /// What `request` gives, in one of its tries; throws what the last one threw. An interrupted
  /// thread sends nothing more.
  <T> T run(Kind kind, String bucket, Supplier<T> request) {
    Pace pace = paces.computeIfAbsent(new Lane(bucket, kind), _ -> new Pace());
    long longestPauseNanos = FIRST_PAUSE_NANOS;
    for (int tries = 1; ; tries++) {
      long sendNanos = pace.reserve(clock.nanoTime());
      pause(sendNanos - clock.nanoTime());
      try {
        return request.get();
      } catch (SdkException e) {
        count(kind, e);
        if (S3Failures.isSlowDown(e)) {
          pace.reject(sendNanos, clock.nanoTime());
        }
        if (tries == MAX_TRIES
            || !S3Failures.mayPass(e)
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      pause(random.nextLong(longestPauseNanos));
      longestPauseNanos *= 2;
    }
  }

  private static void count(Kind kind, SdkException failure) {
    var counts = RequestCounts.ofCaller();
    if (!S3Failures.isSlowDown(failure)) {
      counts.otherFailures.add(S3Failures.mayPass(failure) ? 1 : 0);
      return;
    }
    switch (kind) {
      case READ -> counts.throttledReads.increment();
      case WRITE -> counts.throttledWrites.increment();
    }
  }

  private void pause(long nanos) {
    if (Thread.currentThread().isInterrupted()) {
      throw AbortedException.create("interrupted");
    }
    if (nanos <= 0) {
      return;
    }
    try {
      clock.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted", e);
    }
  }
}
