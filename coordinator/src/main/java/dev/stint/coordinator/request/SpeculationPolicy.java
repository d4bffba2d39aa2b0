package dev.stint.coordinator.request;

import java.time.Duration;

/// When a task gets a second attempt beside its first, and how many may.
///
/// An attempt lags when it has run for `multiplier` times as long as the `quantile` of its stage's
/// finished tasks, and for `minimumLag` longer than that; a task that reads more than its finished
/// siblings did on average is given as much more time. Nothing is known of a stage until
/// `minimumFinishedShare` of its tasks are done. Second attempts are at most `maxAttemptShare` of a
/// run's attempts (one is always allowed), and use at most `maxCostShare` of its function time.
/// (Dean and Barroso, "The Tail at Scale", CACM 2013; the rule is that of Spark's speculation.)
public record SpeculationPolicy(
    double minimumFinishedShare,
    double quantile,
    double multiplier,
    Duration minimumLag,
    double maxAttemptShare,
    double maxCostShare) {

  public static final SpeculationPolicy DEFAULT =
      new SpeculationPolicy(0.5, 0.75, 1.5, Duration.ofMillis(500), 0.1, 0.2);

  /// No second attempts.
  public static final SpeculationPolicy OFF =
      new SpeculationPolicy(0.5, 0.75, 1.5, Duration.ofMillis(500), 0, 0);

  public SpeculationPolicy {
    requireShare(minimumFinishedShare, "minimumFinishedShare");
    requireShare(quantile, "quantile");
    requireShare(maxAttemptShare, "maxAttemptShare");
    requireShare(maxCostShare, "maxCostShare");
    if (!(multiplier >= 1) || minimumLag.isNegative()) {
      throw new IllegalArgumentException("multiplier " + multiplier + ", lag " + minimumLag);
    }
  }

  private static void requireShare(double value, String name) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is not in [0, 1]: " + value);
    }
  }
}
