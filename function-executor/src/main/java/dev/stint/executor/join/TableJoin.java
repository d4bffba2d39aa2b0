package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.expression.RowFilter;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Cancellation;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks rows of the probe side up in a table of the build side, batch by batch.
///
/// A probe batch is matched in rounds of at most [Batch#MAX_ROWS] pairs of rows with equal keys, of
/// which the residual condition keeps some. Rows without a match follow: those of a probe batch
/// after its last round, those of the build side after the last probe batch.
final class TableJoin implements AutoCloseable {

  private final JoinShape shape;
  private final HashJoinNode node;
  private final JoinType joinType;
  private final BuildTable built;
  private final Supplier<@Nullable Batch> probe;
  private final int[] probeKeys;
  private final int[] strictKeys;
  private final @Nullable RowFilter residual;
  private final @Nullable ProbeMatches matches;
  private final LastRows lastRows;
  private final MemoryAccount memory;

  private final int[] groups = new int[Batch.MAX_ROWS];
  private final int[] probeRows = new int[Batch.MAX_ROWS];
  private final int[] buildRows = new int[Batch.MAX_ROWS];
  private final int[] survivors = new int[Batch.MAX_ROWS];
  private final boolean[] isProbeRowMatched = new boolean[Batch.MAX_ROWS];
  private @Nullable PairCursor cursor;

  /// Empty unless build rows without a match are given.
  private final boolean[] isBuildRowMatched;

  /// The probe batch at hand.
  private @Nullable Batch batch;

  private boolean isProbeAtEnd;
  private int nextBuildRow;

  /// Joins the rows of `probe`, which gives `null` at its end, with those of `built`, which is
  /// ended and closed with this. If the probe side is read several times, each time with other rows
  /// of the build side, `matches` gathers who had one, and rows that depend on all of them are not
  /// given here.
  TableJoin(
      JoinShape shape,
      BuildTable built,
      Supplier<@Nullable Batch> probe,
      @Nullable ProbeMatches matches,
      MemoryBudget budget) {
    this.shape = shape;
    this.node = shape.node();
    this.joinType = shape.joinType();
    this.built = built;
    this.probe = probe;
    this.probeKeys = node.probeKeys().stream().mapToInt(Integer::intValue).toArray();
    this.strictKeys = JoinKeys.strict(probeKeys, node.nullSafeKeys());
    this.residual = shape.residual();
    this.matches = matches;
    this.lastRows = new LastRows(node);
    this.memory = new MemoryAccount(budget, shape.user());
    int flags = shape.keepsBuildRows() ? built.rowCount() : 0;
    memory.reserve(flags);
    this.isBuildRowMatched = new boolean[flags];
  }

  /// The next rows; `null` at the end, and then not to be asked again.
  @Nullable Batch next() {
    if (built.isEmpty() && shape.isEmptyWithoutBuildRows()) {
      return null;
    }
    while (!isProbeAtEnd) {
      var current = batch;
      if (current == null) {
        current = probe.get();
        isProbeAtEnd = current == null;
        if (current != null) {
          start(current);
        }
      }
      var output = current == null ? null : round(current);
      if (output != null) {
        return output;
      }
    }
    return shape.keepsBuildRows() ? unmatchedBuildRows() : null;
  }

  private void start(Batch probed) {
    batch = probed;
    built.find(probed, probeKeys, strictKeys, groups);
    if (matches == null) {
      Arrays.fill(isProbeRowMatched, 0, probed.rowCount(), false);
    } else {
      matches.load(isProbeRowMatched, probed.rowCount());
    }
    if (shape.keeping() == BuildTable.Keeping.KEYS_ONLY) {
      // Whether there is a pair is all that matters, and known.
      for (int row = 0; row < probed.rowCount(); row++) {
        isProbeRowMatched[row] |= groups[row] >= 0;
      }
      cursor = null;
      return;
    }
    boolean isPairedAtOnce = shape.keepsProbeRows() && residual == null && matches == null;
    cursor =
        new PairCursor(
            built, isPairedAtOnce ? PairCursor.Unmatched.PAIRED : PairCursor.Unmatched.SKIPPED);
    cursor.start(probed.rowCount());
  }

  /// What the next pairs give, or the batch's last rows; `null` when that is nothing.
  private @Nullable Batch round(Batch probed) {
    // A batch may meet millions of build rows, of which a condition keeps none.
    Cancellation.check();
    int pairs = 0;
    if (cursor != null) {
      if (!shape.givesPairs()) {
        cursor.skipIfMatched(isProbeRowMatched);
      }
      pairs = cursor.fill(groups, probeRows, buildRows);
    }
    if (pairs == 0) {
      batch = null;
      if (matches == null) {
        return lastRows.of(probed, isProbeRowMatched);
      }
      matches.store(isProbeRowMatched, probed.rowCount());
      return null;
    }
    return residual == null ? paired(probed, pairs) : filtered(probed, pairs);
  }

  private Batch paired(Batch probed, int pairs) {
    mark(pairs);
    return combine(probed, pairs);
  }

  private @Nullable Batch filtered(Batch probed, int pairs) {
    var candidates = combine(probed, pairs);
    int kept =
        residual == null
            ? pairs
            : residual.select(candidates, RowIndexes.identity(), pairs, survivors);
    for (int i = 0; i < kept; i++) {
      probeRows[i] = probeRows[survivors[i]];
      buildRows[i] = buildRows[survivors[i]];
    }
    mark(kept);
    if (kept == 0 || !shape.givesPairs()) {
      return null;
    }
    return kept == pairs ? candidates : candidates.gather(survivors, kept);
  }

  private void mark(int pairs) {
    if (joinType == JoinType.SINGLE) {
      requireFirstMatches(pairs);
    }
    for (int i = 0; i < pairs; i++) {
      isProbeRowMatched[probeRows[i]] = true;
    }
    if (isBuildRowMatched.length > 0) {
      for (int i = 0; i < pairs; i++) {
        if (buildRows[i] >= 0) {
          isBuildRowMatched[buildRows[i]] = true;
        }
      }
    }
  }

  /// The rows of a probe row's pairs stand together, in one round or in several.
  private void requireFirstMatches(int pairs) {
    for (int i = 0; i < pairs; i++) {
      if (isProbeRowMatched[probeRows[i]] || (i > 0 && probeRows[i] == probeRows[i - 1])) {
        throw StintException.user(
            "a scalar subquery gave more than one row for a row of the query around it;"
                + " add LIMIT 1 or an aggregate");
      }
    }
  }

  private Batch combine(Batch probed, int pairs) {
    var columns = new ArrayList<Vector>();
    columns.addAll(isEveryRowOnce(probed, pairs) ? probed.columns() : gatherProbe(probed, pairs));
    for (var column : built.vectors()) {
      columns.add(
          shape.keepsProbeRows()
              ? column.gatherOrNull(buildRows, pairs)
              : column.gather(buildRows, pairs));
    }
    return new Batch(pairs, columns);
  }

  private boolean isEveryRowOnce(Batch probed, int pairs) {
    if (pairs != probed.rowCount()) {
      return false;
    }
    for (int i = 0; i < pairs; i++) {
      if (probeRows[i] != i) {
        return false;
      }
    }
    return true;
  }

  private List<Vector> gatherProbe(Batch probed, int pairs) {
    return probed.gather(probeRows, pairs).columns();
  }

  private @Nullable Batch unmatchedBuildRows() {
    int count = 0;
    while (nextBuildRow < built.rowCount() && count < Batch.MAX_ROWS) {
      buildRows[count] = nextBuildRow;
      count += isBuildRowMatched[nextBuildRow++] ? 0 : 1;
    }
    if (count == 0) {
      return null;
    }
    var columns = new ArrayList<Vector>();
    for (var field : node.probe().schema().fields()) {
      columns.add(Vector.nulls(field.type().physicalType(), count));
    }
    for (var column : built.vectors()) {
      columns.add(column.gather(buildRows, count));
    }
    return new Batch(count, columns);
  }

  @Override
  public void close() {
    memory.close();
    built.close();
  }
}
