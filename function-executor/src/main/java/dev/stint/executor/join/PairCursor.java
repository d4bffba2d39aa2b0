package dev.stint.executor.join;

/// Walks the pairs of rows with equal keys of one probe batch at a time, in rounds that fill
/// arrays.
final class PairCursor {

  /// What becomes of probe rows without a key in the table.
  enum Unmatched {
    SKIPPED,
    /// Paired with row -1 of the build side.
    PAIRED
  }

  private final BuildTable table;
  private final Unmatched unmatched;
  private int row;
  private int rowCount;

  /// The next of the present row's matches in `rowsByGroup`; -1 before the first.
  private int position = -1;

  PairCursor(BuildTable table, Unmatched unmatched) {
    this.table = table;
    this.unmatched = unmatched;
  }

  /// Begins a batch of `rowCount` rows.
  void start(int rowCount) {
    this.row = 0;
    this.rowCount = rowCount;
    this.position = -1;
  }

  /// Goes on with the next probe row if `isMatched` marks the present one.
  void skipIfMatched(boolean[] isMatched) {
    if (position >= 0 && isMatched[row]) {
      position = -1;
      row++;
    }
  }

  /// Writes the next pairs, at most as many as the arrays hold, and returns how many; 0 at the end.
  /// `groups` has the group of each row of the batch.
  int fill(int[] groups, int[] probeRows, int[] buildRows) {
    if (table.isUnique()) {
      return fillUnique(groups, probeRows, buildRows);
    }
    int[] offsets = table.offsets();
    int[] rowsByGroup = table.rowsByGroup();
    int pairs = 0;
    while (row < rowCount && pairs < probeRows.length) {
      int group = groups[row];
      if (group < 0) {
        probeRows[pairs] = row++;
        buildRows[pairs] = -1;
        pairs += unmatched == Unmatched.PAIRED ? 1 : 0;
        continue;
      }
      int from = position < 0 ? offsets[group] : position;
      int count = Math.min(offsets[group + 1] - from, probeRows.length - pairs);
      for (int i = 0; i < count; i++) {
        probeRows[pairs + i] = row;
        buildRows[pairs + i] = rowsByGroup[from + i];
      }
      pairs += count;
      boolean isRowDone = from + count == offsets[group + 1];
      position = isRowDone ? -1 : from + count;
      row += isRowDone ? 1 : 0;
    }
    return pairs;
  }

  /// A row has one pair at most and a group is a row of the build side.
  private int fillUnique(int[] groups, int[] probeRows, int[] buildRows) {
    int pairs = 0;
    int unmatchedStep = unmatched == Unmatched.PAIRED ? 1 : 0;
    for (; row < rowCount; row++) {
      int group = groups[row];
      probeRows[pairs] = row;
      buildRows[pairs] = group;
      pairs += group >= 0 ? 1 : unmatchedStep;
    }
    return pairs;
  }
}
