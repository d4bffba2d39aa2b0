package dev.stint.coordinator.page;

import dev.stint.coordinator.event.AttemptCause;
import java.util.Arrays;

/// What the attempts of one stage say together: counts, times, and how its tasks differ. `rows` are
/// the stage's rows of `table`, and `won` those of them that won.
final class StageTimes {

  private final AttemptTable table;
  private final int[] rows;
  private final int[] won;
  private int failed;
  private int retries;
  private int cancelled;
  private int speculative;
  private int speculativeWins;
  private int colds;
  private long waitMs;
  private long wastedMs;
  private long overheadMs;

  StageTimes(AttemptTable table, int[] rows) {
    this.table = table;
    this.rows = rows;
    this.won =
        Arrays.stream(rows).filter(row -> table.state(row) == AttemptTable.State.WON).toArray();
    for (int row : rows) {
      count(row);
    }
  }

  private void count(int row) {
    boolean isSecond = table.cause(row) == AttemptCause.SPECULATION;
    speculative += isSecond ? 1 : 0;
    retries += table.cause(row) == AttemptCause.RETRY ? 1 : 0;
    colds += table.isCold(row) ? 1 : 0;
    waitMs += table.wait(row);
    switch (table.state(row)) {
      case RUNNING -> {}
      case WON -> {
        speculativeWins += isSecond ? 1 : 0;
        overheadMs += overhead(row);
      }
      case LATE -> wastedMs += table.wallMs(row);
      case FAILED -> {
        failed++;
        wastedMs += runMs(row);
      }
      case CANCELLED -> {
        cancelled++;
        wastedMs += runMs(row);
      }
    }
  }

  private long runMs(int row) {
    return Math.max(0, table.end(row) - table.start(row) - table.wait(row));
  }

  /// What passed around an attempt's own time.
  private long overhead(int row) {
    return Math.max(0, runMs(row) - table.wallMs(row));
  }

  /// What cold starts took longer than warm ones, by the medians of both.
  long coldOverheadMs() {
    long[] cold = overheads(true);
    long[] warm = overheads(false);
    if (cold.length == 0) {
      return 0;
    }
    long usual = warm.length == 0 ? 0 : warm[warm.length / 2];
    return Arrays.stream(cold).map(ms -> Math.max(0, ms - usual)).sum();
  }

  private long[] overheads(boolean isCold) {
    return Arrays.stream(won)
        .filter(row -> table.isCold(row) == isCold)
        .mapToLong(this::overhead)
        .sorted()
        .toArray();
  }

  StagePage.Distributions distributions() {
    return new StagePage.Distributions(
        distribution(table::wallMs),
        distribution(table::inputRows),
        distribution(table::inputBytes),
        distribution(table::outputRows),
        distribution(table::outputBytes),
        distribution(table::peakBytes));
  }

  private Distribution distribution(java.util.function.IntToLongFunction value) {
    return Distribution.ofOwn(Arrays.stream(won).mapToLong(value).toArray());
  }

  /// The rows of the tasks that are done.
  int[] won() {
    return won.clone();
  }

  int attempts() {
    return rows.length;
  }

  int failed() {
    return failed;
  }

  int retries() {
    return retries;
  }

  int cancelled() {
    return cancelled;
  }

  int speculative() {
    return speculative;
  }

  int speculativeWins() {
    return speculativeWins;
  }

  int colds() {
    return colds;
  }

  long waitMs() {
    return waitMs;
  }

  long wastedMs() {
    return wastedMs;
  }

  long overheadMs() {
    return overheadMs;
  }
}
