package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A distribution of times, given by some of its quantiles. Between two of them the logarithm of
/// the time grows evenly with that of the probability to be above it, which is exact for a power
/// law's tail and hardly different from a straight line in the middle.
final class QuantileTable {

  private static final double NANOS_PER_MILLISECOND = 1e6;

  /// Minus the logarithm of the share above each quantile, ascending, and the logarithms of them.
  private final double[] rarities;

  private final double[] logMillis;

  private QuantileTable(double[] rarities, double[] logMillis) {
    this.rarities = rarities;
    this.logMillis = logMillis;
  }

  /// `pairs` are a probability from 0 up to below 1 and the quantile in milliseconds, in turn and
  /// ascending; the first probability is 0. The last quantile is the greatest time there is.
  static QuantileTable ofMillis(double... pairs) {
    int count = pairs.length / 2;
    if (pairs.length % 2 != 0 || count < 2 || pairs[0] != 0) {
      throw new IllegalArgumentException("not a table from 0: " + Arrays.toString(pairs));
    }
    var rarities = new double[count];
    var logMillis = new double[count];
    for (int i = 0; i < count; i++) {
      rarities[i] = -Math.log1p(-pairs[2 * i]);
      logMillis[i] = Math.log(pairs[2 * i + 1]);
      boolean isAscending =
          i == 0 || (rarities[i] > rarities[i - 1] && logMillis[i] >= logMillis[i - 1]);
      if (!isAscending || !Double.isFinite(rarities[i]) || !Double.isFinite(logMillis[i])) {
        throw new IllegalArgumentException("wrong at pair " + i + ": " + Arrays.toString(pairs));
      }
    }
    return new QuantileTable(rarities, logMillis);
  }

  Duration sample(SplittableRandom random) {
    return quantile(random.nextDouble());
  }

  /// The time that a share `probability` (from 0 up to below 1) of all are below.
  Duration quantile(double probability) {
    double rarity = -Math.log1p(-probability);
    int at = Arrays.binarySearch(rarities, rarity);
    int above = at >= 0 ? at : -at - 1;
    if (above == 0) {
      return duration(logMillis[0]);
    }
    if (above == rarities.length) {
      return duration(logMillis[above - 1]);
    }
    double share = (rarity - rarities[above - 1]) / (rarities[above] - rarities[above - 1]);
    return duration(logMillis[above - 1] + share * (logMillis[above] - logMillis[above - 1]));
  }

  /// The same with every time multiplied.
  QuantileTable times(double factor) {
    return new QuantileTable(
        rarities, Arrays.stream(logMillis).map(log -> log + Math.log(factor)).toArray());
  }

  /// The probabilities at which it was given.
  List<Double> probabilities() {
    var probabilities = new ArrayList<Double>();
    for (double rarity : rarities) {
      probabilities.add(-Math.expm1(-rarity));
    }
    return probabilities;
  }

  private static Duration duration(double logMillis) {
    return Duration.ofNanos(Math.round(Math.exp(logMillis) * NANOS_PER_MILLISECOND));
  }
}
