package dev.stint.coordinator.page;

import dev.stint.coordinator.page.StagePage.Distributions;
import dev.stint.coordinator.page.StagePage.Outlier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/// The tasks of a stage that took, or read, much more than their siblings.
final class Outliers {

  private static final int MAX_OUTLIERS = 8;
  private static final int MIN_TASKS = 3;

  /// What a task must be of the median to stand out, and what it must have at least.
  private static final double MIN_TIMES = 2;

  private static final long MIN_MS = 200;
  private static final long MIN_BYTES = 64 << 10;

  private final AttemptTable table;
  private final int[] won;
  private final IntFunction<String> share;

  private Outliers(AttemptTable table, int[] won, IntFunction<String> share) {
    this.table = table;
    this.won = won;
    this.share = share;
  }

  /// The largest first, by time, then by bytes; a task is named once. `share` says what a task
  /// reads.
  static List<Outlier> of(
      AttemptTable table, int[] won, Distributions distributions, IntFunction<String> share) {
    if (won.length < MIN_TASKS) {
      return List.of();
    }
    var outliers = new Outliers(table, won, share);
    var found = new ArrayList<Outlier>();
    outliers.find("time", table::wallMs, distributions.ms(), MIN_MS, found);
    outliers.find("bytes", table::inputBytes, distributions.inputBytes(), MIN_BYTES, found);
    return found;
  }

  private void find(
      String measure,
      IntToLongFunction value,
      Distribution distribution,
      long least,
      List<Outlier> found) {
    double usual = Math.max(1, distribution.median());
    Arrays.stream(won)
        .filter(row -> value.applyAsLong(row) >= Math.max((double) least, usual * MIN_TIMES))
        .filter(row -> found.stream().noneMatch(known -> known.task() == table.task(row)))
        .boxed()
        .sorted(Comparator.comparingLong(value::applyAsLong).reversed())
        .limit(MAX_OUTLIERS)
        .forEach(row -> found.add(outlier(row, measure, value.applyAsLong(row) / usual)));
  }

  private Outlier outlier(int row, String measure, double times) {
    return new Outlier(
        table.task(row),
        table.attempt(row),
        measure,
        times,
        table.wallMs(row),
        table.inputRows(row),
        table.inputBytes(row),
        share.apply(table.task(row)));
  }
}
