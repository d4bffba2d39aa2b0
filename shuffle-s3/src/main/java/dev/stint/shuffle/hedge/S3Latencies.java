package dev.stint.shuffle.hedge;

/// What S3 is known to take for small objects, measured in one region over a million requests of
/// each kind: milliseconds by quantile. What a process assumes until it has seen enough itself.
final class S3Latencies {

  private static final double[] QUANTILES = {
    0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 1
  };

  private static final double[] GET_MILLIS = {
    10.1, 13.5, 14.8, 17.6, 26.9, 41.2, 59.2, 74.4, 105.5, 178, 283, 878, 10_050
  };

  private static final double[] PUT_MILLIS = {
    18.2, 22.2, 24.0, 28.2, 40.4, 55.1, 74.9, 90.0, 123.4, 205, 402, 888, 5_213
  };

  private S3Latencies() {}

  /// Until the first byte of an answer comes.
  static long getNanos(double quantile) {
    return nanos(GET_MILLIS, quantile);
  }

  static long putNanos(double quantile) {
    return nanos(PUT_MILLIS, quantile);
  }

  /// Between two known quantiles the logarithm is taken to grow evenly.
  private static long nanos(double[] millis, double quantile) {
    if (quantile < 0 || quantile > 1) {
      throw new IllegalArgumentException("quantile: " + quantile);
    }
    int above = 1;
    while (QUANTILES[above] < quantile) {
      above++;
    }
    double low = QUANTILES[above - 1];
    double share = (quantile - low) / (QUANTILES[above] - low);
    double lowMillis = millis[above - 1];
    return (long) (1e6 * lowMillis * Math.pow(millis[above] / lowMillis, share));
  }
}
