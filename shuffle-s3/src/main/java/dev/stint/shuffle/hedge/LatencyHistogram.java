package dev.stint.shuffle.hedge;

/// Quantiles of durations seen lately, in fixed space. Bounds of buckets grow by a constant factor,
/// so that any quantile is exact to within 5 % (as in DDSketch: Masson, Rim and Lee, VLDB 2019).
/// Counts are halved whenever they reach [#MAX_COUNT], so that what was seen long ago fades by the
/// number of requests since, not by time. One thread at a time.
final class LatencyHistogram {

  static final int MAX_COUNT = 2000;

  private static final double FACTOR = 1.1;
  private static final double LOG_FACTOR = Math.log(FACTOR);
  private static final double LOWEST_NANOS = 100_000;

  /// Up to 140 seconds; what is longer counts as that.
  private static final int BUCKETS = 150;

  private final double[] counts = new double[BUCKETS];
  private double total;

  void record(long nanos) {
    counts[bucket(nanos)]++;
    total++;
    if (total >= MAX_COUNT) {
      total = 0;
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        counts[bucket] /= 2;
        total += counts[bucket];
      }
    }
  }

  /// The duration that the share `quantile` of all does not pass; 0 if there are none.
  long quantileNanos(double quantile) {
    double wanted = quantile * total;
    double below = 0;
    for (int bucket = 0; bucket < BUCKETS && total > 0; bucket++) {
      below += counts[bucket];
      if (below >= wanted) {
        // In the middle of the bucket, as its factor counts.
        return (long) (LOWEST_NANOS * Math.pow(FACTOR, bucket - 0.5));
      }
    }
    return 0;
  }

  /// Bucket i holds durations up to `LOWEST_NANOS * FACTOR^i`.
  private static int bucket(long nanos) {
    double bucket = Math.ceil(Math.log(Math.max(1, nanos) / LOWEST_NANOS) / LOG_FACTOR);
    return (int) Math.clamp(bucket, 0, BUCKETS - 1);
  }
}
