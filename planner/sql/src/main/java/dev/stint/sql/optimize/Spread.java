package dev.stint.sql.optimize;

/// A guess of how values lie of which none is below zero: their mean and their variance, NaN when
/// unknown.
record Spread(double mean, double variance) {

  static final Spread UNKNOWN = new Spread(Double.NaN, Double.NaN);

  /// Of each group's number of rows, `meanRows` on average. How sizes differ is told by no footer:
  /// they are taken to lie as an exponential distribution's values do, whose standard deviation is
  /// their mean, since most keys have few rows and a few have many.
  static Spread ofCounts(double meanRows) {
    return new Spread(meanRows, meanRows * meanRows);
  }

  /// Of values that lie evenly between two bounds; unknown where one may be below zero.
  static Spread between(double min, double max) {
    double width = max - min;
    return min >= 0 ? new Spread((min + max) / 2, width * width / 12) : UNKNOWN;
  }

  /// Of the sums of each group's values, which lie like these; how many a group has is told by
  /// `counts`. The variance is that of a sum of a random number of random values: what the values
  /// add, and what their number adds ("law of total variance").
  Spread sums(Spread counts) {
    return new Spread(counts.mean * mean, counts.mean * variance + counts.variance * mean * mean);
  }

  /// The share of the values that reach `bound` at most: by Markov's inequality one in `n` reaches
  /// `n` times the mean; by Cantelli's ("Sui confini della probabilità", 1928), `v / (v + d²)` lie
  /// `d` above the mean where `v` is the variance. NaN where nothing is known, 1 for bounds that
  /// are not above the mean.
  double reaching(double bound) {
    if (bound <= mean) {
      return 1;
    }
    double above = bound - mean;
    return Math.min(mean / bound, variance / (variance + above * above));
  }
}
