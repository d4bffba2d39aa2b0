package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.expression.RowFilter;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Cancellation;
import dev.stint.executor.operator.Closing;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the build side in a table, then looks the probe side up in it, batch by batch.
///
/// A probe batch is matched in rounds of at most [Batch#MAX_ROWS] pairs of rows with equal keys, of
/// which the residual condition keeps some. Rows without a match follow: those of a probe batch
/// after its last round, those of the build side after the last probe batch.
public final class HashJoinOperator implements Operator {

  private final Operator probe;
  private final Operator build;
  private final HashJoinNode node;
  private final JoinType joinType;
  private final int[] probeKeys;
  private final @Nullable RowFilter residual;
  private final MemoryAccount memory;

  private final int[] groups = new int[Batch.MAX_ROWS];
  private final int[] probeRows = new int[Batch.MAX_ROWS];
  private final int[] buildRows = new int[Batch.MAX_ROWS];
  private final int[] survivors = new int[Batch.MAX_ROWS];
  private final boolean[] isProbeRowMatched = new boolean[Batch.MAX_ROWS];

  private @Nullable BuildTable table;
  private @Nullable PairCursor cursor;

  /// Empty unless build rows without a match are given.
  private boolean[] isBuildRowMatched = new boolean[0];

  /// The probe batch at hand.
  private @Nullable Batch batch;

  private boolean isProbeAtEnd;
  private int nextBuildRow;

  /// `residual` is the node's, compiled.
  public HashJoinOperator(
      Operator probe,
      Operator build,
      HashJoinNode node,
      @Nullable RowFilter residual,
      MemoryBudget budget) {
    this.probe = probe;
    this.build = build;
    this.node = node;
    this.joinType = node.joinType();
    this.probeKeys = node.probeKeys().stream().mapToInt(Integer::intValue).toArray();
    this.residual = residual;
    this.memory = new MemoryAccount(budget, "join by " + node.probeKeys());
  }

  @Override
  public @Nullable Batch next() {
    var built = table();
    if (built.isEmpty() && isEmptyWithoutBuildRows()) {
      return null;
    }
    while (!isProbeAtEnd) {
      var current = batch;
      if (current == null) {
        current = probe.next();
        isProbeAtEnd = current == null;
        if (current != null) {
          start(built, current);
        }
      }
      var output = current == null ? null : round(built, current);
      if (output != null) {
        return output;
      }
    }
    return keepsBuildRows() ? unmatchedBuildRows(built) : null;
  }

  private boolean isEmptyWithoutBuildRows() {
    return switch (joinType) {
      case INNER, SEMI, BUILD_OUTER -> true;
      case PROBE_OUTER, FULL_OUTER, ANTI, SINGLE, MARK -> false;
    };
  }

  private boolean keepsBuildRows() {
    return joinType == JoinType.BUILD_OUTER || joinType == JoinType.FULL_OUTER;
  }

  private boolean keepsProbeRows() {
    return joinType == JoinType.PROBE_OUTER
        || joinType == JoinType.FULL_OUTER
        || joinType == JoinType.SINGLE;
  }

  private boolean givesPairs() {
    return joinType.givesBuildRows();
  }

  private BuildTable.Keeping keeping() {
    return givesPairs() || residual != null
        ? BuildTable.Keeping.ROWS
        : BuildTable.Keeping.KEYS_ONLY;
  }

  private BuildTable table() {
    var built = table;
    if (built == null) {
      built = new BuildTable(node.build().schema(), node.buildKeys(), keeping(), memory);
      for (var rows = build.next(); rows != null; rows = build.next()) {
        built.add(rows);
      }
      build.close();
      built.end();
      if (keepsBuildRows()) {
        memory.reserve(built.rowCount());
        isBuildRowMatched = new boolean[built.rowCount()];
      }
      table = built;
    }
    return built;
  }

  private void start(BuildTable built, Batch probed) {
    batch = probed;
    built.find(probed, probeKeys, groups);
    if (keeping() == BuildTable.Keeping.KEYS_ONLY) {
      // Whether there is a pair is all that matters, and known.
      for (int row = 0; row < probed.rowCount(); row++) {
        isProbeRowMatched[row] = groups[row] >= 0;
      }
      cursor = null;
      return;
    }
    Arrays.fill(isProbeRowMatched, 0, probed.rowCount(), false);
    boolean isPairedAtOnce = keepsProbeRows() && residual == null;
    cursor =
        new PairCursor(
            built, isPairedAtOnce ? PairCursor.Unmatched.PAIRED : PairCursor.Unmatched.SKIPPED);
    cursor.start(probed.rowCount());
  }

  /// What the next pairs give, or the batch's last rows; `null` when that is nothing.
  private @Nullable Batch round(BuildTable built, Batch probed) {
    // A batch may meet millions of build rows, of which a condition keeps none.
    Cancellation.check();
    int pairs = 0;
    if (cursor != null) {
      if (!givesPairs()) {
        cursor.skipIfMatched(isProbeRowMatched);
      }
      pairs = cursor.fill(groups, probeRows, buildRows);
    }
    if (pairs == 0) {
      batch = null;
      return lastRows(probed);
    }
    return residual == null ? paired(built, probed, pairs) : filtered(built, probed, pairs);
  }

  private Batch paired(BuildTable built, Batch probed, int pairs) {
    mark(pairs);
    return combine(built, probed, pairs);
  }

  private @Nullable Batch filtered(BuildTable built, Batch probed, int pairs) {
    var candidates = combine(built, probed, pairs);
    int kept =
        residual == null
            ? pairs
            : residual.select(candidates, RowIndexes.identity(), pairs, survivors);
    for (int i = 0; i < kept; i++) {
      probeRows[i] = probeRows[survivors[i]];
      buildRows[i] = buildRows[survivors[i]];
    }
    mark(kept);
    if (kept == 0 || !givesPairs()) {
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

  private Batch combine(BuildTable built, Batch probed, int pairs) {
    var columns = new ArrayList<Vector>();
    columns.addAll(isEveryRowOnce(probed, pairs) ? probed.columns() : gatherProbe(probed, pairs));
    for (var column : built.vectors()) {
      columns.add(column.gather(buildRows, pairs));
    }
    return new Batch(pairs, columns);
  }

  private boolean isEveryRowOnce(Batch probed, int pairs) {
    // Probe rows ascend: as many pairs as rows, with the first and last row each at its place and
    // no
    // row twice.
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

  /// The rows of the batch that are given for having a match, or for having none.
  private @Nullable Batch lastRows(Batch probed) {
    return switch (joinType) {
      case INNER, BUILD_OUTER -> null;
      case SEMI -> probeRowsWhere(probed, true);
      case ANTI -> probeRowsWhere(probed, false);
      case MARK -> marked(probed);
      case PROBE_OUTER, FULL_OUTER, SINGLE -> {
        var unmatched = probeRowsWhere(probed, false);
        yield unmatched == null ? null : withoutBuildRows(unmatched);
      }
    };
  }

  private @Nullable Batch probeRowsWhere(Batch probed, boolean isMatched) {
    int count = 0;
    for (int row = 0; row < probed.rowCount(); row++) {
      probeRows[count] = row;
      count += isProbeRowMatched[row] == isMatched ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    return count == probed.rowCount() ? probed : probed.gather(probeRows, count);
  }

  private Batch marked(Batch probed) {
    long[] marks = new long[probed.rowCount()];
    for (int row = 0; row < marks.length; row++) {
      marks[row] = isProbeRowMatched[row] ? 1 : 0;
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

  private @Nullable Batch unmatchedBuildRows(BuildTable built) {
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
    table = null;
    memory.close();
    Closing.closeAll(List.of(probe, build));
  }
}
