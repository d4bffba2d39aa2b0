package dev.stint.coordinator.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How values of many tasks are spread. `bins` counts them in equally wide ranges from 0 to `max`;
/// a quantile is the least value that so large a part is not above.
public record Distribution(
    int count,
    long sum,
    long min,
    long p25,
    long median,
    long p75,
    long p95,
    long p99,
    long max,
    List<Integer> bins) {

  /// How many ranges there are.
  static final int BINS = 32;

  static final Distribution NONE = new Distribution(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());

  public Distribution {
    bins = List.copyOf(bins);
  }

  /// Of values that are not negative. Sorts `values`.
  static Distribution ofOwn(long[] values) {
    if (values.length == 0) {
      return NONE;
    }
    Arrays.sort(values);
    long max = values[values.length - 1];
    return new Distribution(
        values.length,
        Arrays.stream(values).sum(),
        values[0],
        quantile(values, 0.25),
        quantile(values, 0.5),
        quantile(values, 0.75),
        quantile(values, 0.95),
        quantile(values, 0.99),
        max,
        bins(values, max));
  }

  private static long quantile(long[] sorted, double share) {
    int place = Math.toIntExact(Math.round(Math.ceil(share * sorted.length))) - 1;
    return sorted[Math.clamp(place, 0, sorted.length - 1)];
  }

  private static List<Integer> bins(long[] values, long max) {
    int[] counts = new int[BINS];
    for (long value : values) {
      int bin = max == 0 ? 0 : (int) Math.min(BINS - 1L, (long) ((double) value / max * BINS));
      counts[bin]++;
    }
    var bins = new ArrayList<Integer>(BINS);
    for (int count : counts) {
      bins.add(count);
    }
    return bins;
  }
}
