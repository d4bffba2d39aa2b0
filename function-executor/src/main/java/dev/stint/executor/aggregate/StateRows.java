package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives the groups of a partial aggregation as rows of states. A group whose bags are large takes
/// several rows, which merge to it.
final class StateRows {

  private final Grouping groups;
  private final List<Aggregator> copies;
  private int given;
  private int pieces;
  private int piece;

  /// `copies` are aggregators of the same calls.
  StateRows(Grouping groups, List<Aggregator> copies) {
    this.groups = groups;
    this.copies = copies;
  }

  /// The next rows, at most `maxRows`; `null` at the end.
  @Nullable Batch next(int maxRows) {
    if (piece < pieces) {
      return nextPiece();
    }
    int count = Math.min(groups.groupCount() - given, maxRows);
    if (count == 0) {
      return null;
    }
    int small = groups.smallAhead(given, count);
    if (small == 0) {
      pieces = groups.cut(given++);
      piece = 0;
      return nextPiece();
    }
    var batch = groups.states(given, small);
    given += small;
    return batch;
  }

  private Batch nextPiece() {
    return groups.piece(given - 1, piece++, copies);
  }
}
