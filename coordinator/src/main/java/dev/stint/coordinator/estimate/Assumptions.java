package dev.stint.coordinator.estimate;

import dev.stint.plan.stage.ScanSize;

/// How a forecast takes what is not known: guessed rows and processor times by a factor, whether a
/// scan with a filter reads but the filter's columns (because no rows survive), and which share of
/// the cold functions is paid for.
record Assumptions(double rowFactor, double timeFactor, Filtered filtered, double coldShare) {

  enum Filtered {
    READS_FILTER_COLUMNS,
    READS_ALL_COLUMNS
  }

  /// Twice as fast as it should be, with the code compiled. Rows are overestimated by more than
  /// they are underestimated, since what is not known of a filter is taken to drop little.
  static final Assumptions LOW = new Assumptions(0.1, 0.5, Filtered.READS_FILTER_COLUMNS, 0);

  static final Assumptions EXPECTED = new Assumptions(1, 1, Filtered.READS_ALL_COLUMNS, 1);

  /// Twice as slow, with three times the rows behind every guess; what functions run before it is
  /// compiled takes longer the more there is of it.
  static final Assumptions HIGH = new Assumptions(3, 2, Filtered.READS_ALL_COLUMNS, 4);

  /// Stored bytes that a scan reads; `splitBytes` where columns are not told apart.
  long readBytes(ScanSize size, long splitBytes, boolean hasFilter) {
    boolean isSkipping =
        hasFilter && filtered == Filtered.READS_FILTER_COLUMNS && size.filterBytes() > 0;
    long bytes = isSkipping ? size.filterBytes() : size.readBytes();
    return bytes < 0 ? splitBytes : Math.min(bytes, splitBytes);
  }
}
