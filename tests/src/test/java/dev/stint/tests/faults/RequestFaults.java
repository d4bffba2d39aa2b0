package dev.stint.tests.faults;

import java.time.Duration;
import java.util.SplittableRandom;

/// What goes wrong with requests to S3, and how slow they are. What happens to a request follows
/// from the seed, its method and target and how often that was asked before, not from the order in
/// which requests of several processes arrive.
///
/// `share` of requests go wrong, in [0, 1]; `slowShare` take up to half a second and a tenth of
/// those up to three seconds.
record RequestFaults(long seed, double share, double slowShare) {

  static final RequestFaults NONE = new RequestFaults(0, 0, 0);

  private static final RequestFault[] FAULTS = RequestFault.values();

  RequestFault fault(S3Request request) {
    var random = random(request, 1);
    if (random.nextDouble() >= share) {
      return RequestFault.NONE;
    }
    return FAULTS[1 + random.nextInt(FAULTS.length - 1)];
  }

  Duration delay(S3Request request) {
    var random = random(request, 2);
    if (random.nextDouble() >= slowShare) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 3000 : 500));
  }

  /// In [0, 1), where the bit is that is read wrongly.
  double place(S3Request request) {
    return random(request, 3).nextDouble();
  }

  private SplittableRandom random(S3Request request, int use) {
    // The ids of uploads are drawn by the server.
    var target = request.target().replaceFirst("uploadId=[^&]*", "");
    long name = (request.method() + target).hashCode() * 31L + request.repeat();
    var random = new SplittableRandom(seed * 1_000_003 + name * 8 + use);
    return random.split();
  }
}
