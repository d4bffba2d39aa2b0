package dev.stint.tests.simulation;

import java.time.Duration;

/// What Lambda gives: environments at once over all functions; new environments of one function per
/// 10 s; how long an invocation may last, and how long an idle environment is kept.
record LambdaSettings(
    int concurrency,
    int environmentsPerTenSeconds,
    Duration timeout,
    Duration idleExpiry,
    ColdStart coldStart,
    LambdaFaults faults) {

  /// An account as AWS gives it.
  static LambdaSettings of(ColdStart coldStart, LambdaFaults faults) {
    return new LambdaSettings(
        1_000, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(6), coldStart, faults);
  }

  LambdaSettings withConcurrency(int most) {
    return new LambdaSettings(
        most, environmentsPerTenSeconds, timeout, idleExpiry, coldStart, faults);
  }
}
