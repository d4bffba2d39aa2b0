package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.node.HashJoinNode;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The rows of a probe batch that are given for having a match, or for having none, when all
/// matches are known.
final class LastRows {

  private final HashJoinNode node;
  private final int[] probeRows = new int[Batch.MAX_ROWS];

  LastRows(HashJoinNode node) {
    this.node = node;
  }

  /// `isMatched` has for each row of `probed` whether it has a match; `null` when that gives none.
  @Nullable Batch of(Batch probed, boolean[] isMatched) {
    return switch (node.joinType()) {
      case INNER, BUILD_OUTER -> null;
      case SEMI -> rowsWhere(probed, isMatched, true);
      case ANTI -> rowsWhere(probed, isMatched, false);
      case MARK -> marked(probed, isMatched);
      case PROBE_OUTER, FULL_OUTER, SINGLE -> {
        var unmatched = rowsWhere(probed, isMatched, false);
        yield unmatched == null ? null : withoutBuildRows(unmatched);
      }
    };
  }

  private @Nullable Batch rowsWhere(Batch probed, boolean[] isMatched, boolean wanted) {
    int count = 0;
    for (int row = 0; row < probed.rowCount(); row++) {
      probeRows[count] = row;
      count += isMatched[row] == wanted ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    return count == probed.rowCount() ? probed : probed.gather(probeRows, count);
  }

  private Batch marked(Batch probed, boolean[] isMatched) {
    long[] marks = new long[probed.rowCount()];
    for (int row = 0; row < marks.length; row++) {
      marks[row] = isMatched[row] ? 1 : 0;
    }
    var columns = new ArrayList<>(probed.columns());
    columns.add(new LongVector(marks.length, marks, null));
    return new Batch(marks.length, columns);
  }

  private Batch withoutBuildRows(Batch probed) {
    var columns = new ArrayList<>(probed.columns());
    for (var field : node.build().schema().fields()) {
      columns.add(Vector.nulls(field.type().physicalType(), probed.rowCount()));
    }
    return new Batch(probed.rowCount(), columns);
  }
}
