package dev.stint.coordinator.pace;

/// What may not be exceeded when attempts are started, all at least 1.
///
/// At most `concurrency` attempts are in flight, and at most `requestsPerSecond` start in any
/// second. At most `newEnvironments` functions of one name start anew at once, and as many again in
/// the ten seconds that follow: the right to start them comes back continuously, and does not
/// gather above that number.
public record PaceLimits(int concurrency, int requestsPerSecond, int newEnvironments) {

  /// How many environments Lambda adds to a function in ten seconds.
  public static final int LAMBDA_NEW_ENVIRONMENTS = 1000;

  /// Requests that Lambda takes in a second, for each unit of an account's concurrency.
  public static final int LAMBDA_REQUESTS_PER_PLACE = 10;

  public PaceLimits {
    if (concurrency < 1 || requestsPerSecond < 1 || newEnvironments < 1) {
      throw new IllegalArgumentException(
          "concurrency %d, requests per second %d, new environments %d"
              .formatted(concurrency, requestsPerSecond, newEnvironments));
    }
  }

  /// Those of an AWS account, all of which may be used.
  public static PaceLimits ofAccount(int accountConcurrency) {
    int requestsPerSecond = Math.multiplyExact(accountConcurrency, LAMBDA_REQUESTS_PER_PLACE);
    return new PaceLimits(accountConcurrency, requestsPerSecond, LAMBDA_NEW_ENVIRONMENTS);
  }

  /// Functions that know no limit but how many there are.
  public static PaceLimits ofConcurrency(int concurrency) {
    return new PaceLimits(concurrency, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /// The same with at most `most` attempts in flight.
  public PaceLimits atMost(int most) {
    return new PaceLimits(Math.min(concurrency, most), requestsPerSecond, newEnvironments);
  }
}
