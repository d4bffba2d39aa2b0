package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.expression.RowFilter;
import dev.stint.executor.hash.RuntimeFilter;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.plan.node.HashJoinNode;
import org.jspecify.annotations.Nullable;

/// Collects the build side in a table, then looks the probe side up in it, batch by batch. If
/// memory has no room for the table, both sides wait on the disk and are joined part by part.
public final class HashJoinOperator implements Operator {

  private final Operator probe;
  private final Operator build;
  private final JoinShape shape;
  private final @Nullable RuntimeFilter filter;
  private final BroadcastTables.@Nullable Share share;
  private final MemoryBudget budget;

  /// One of them, once the build side is read; the table until then.
  private @Nullable BuildTable table;

  private @Nullable TableJoin whole;
  private @Nullable SpilledJoin parts;

  /// `residual` is the node's, compiled. `filter` is filled when the build side has been read,
  /// before a row of `probe` is asked for. `share` is `null` for a build side that is this task's
  /// alone, and is closed with this.
  public HashJoinOperator(
      Operator probe,
      Operator build,
      HashJoinNode node,
      @Nullable RowFilter residual,
      @Nullable RuntimeFilter filter,
      BroadcastTables.@Nullable Share share,
      MemoryBudget budget) {
    this.probe = probe;
    this.build = build;
    this.shape = new JoinShape(node, residual);
    this.filter = filter;
    this.share = share;
    this.budget = budget;
  }

  @Override
  public @Nullable Batch next() {
    if (whole == null && parts == null) {
      collect();
    }
    if (whole != null) {
      return whole.next();
    }
    return parts == null ? null : parts.next();
  }

  private void collect() {
    var shared = share == null ? null : share.take();
    var reader = shared == null ? null : shared.reader(shape, budget);
    if (reader == null) {
      make();
    } else {
      probe(reader);
    }
  }

  private void make() {
    var built =
        new BuildTable(shape.node().build().schema(), shape.node().buildKeys(), shape, budget);
    table = built;
    for (var rows = build.next(); rows != null; rows = build.next()) {
      if (!built.hasRoomFor(rows)) {
        spill(built, rows);
        return;
      }
      built.add(rows);
    }
    built.end();
    if (share != null) {
      share.made(built);
    }
    probe(built);
  }

  private void probe(BuildTable built) {
    table = built;
    build.close();
    if (filter != null) {
      built.fill(filter);
    }
    whole = new TableJoin(shape, built, probe::next, null, budget);
  }

  /// `following` are the first rows beyond the table.
  private void spill(BuildTable built, Batch following) {
    if (share != null) {
      share.tooLarge();
    }
    var spilled = new SpilledJoin(shape, budget);
    parts = spilled;
    spilled.takeBuildRows(built, following, build);
    table = null;
    build.close();
    spilled.takeProbeRows(probe);
  }

  @Override
  public void close() {
    try (var _ = share;
        probe;
        build;
        var _ = table;
        var _ = whole;
        var _ = parts) {
      table = null;
    }
  }
}
