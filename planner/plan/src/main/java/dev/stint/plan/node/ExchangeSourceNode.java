package dev.stint.plan.node;

import dev.stint.plan.type.Schema;
import java.util.List;

/// Reads what stage `stageId` wrote, as the task is told under `sourceId`.
public record ExchangeSourceNode(
    int sourceId, int stageId, Reading reading, HotBucket hotBucket, Schema schema)
    implements Node {

  /// How the rows of the exchange are shared among the stage's tasks.
  public enum Reading {
    /// Every row goes to one task, and the rows of a hash bucket (or of a range of sort keys) to
    /// the same one. All such sources of a fragment that read hash exchanges are cut at the same
    /// buckets. From an unkeyed exchange rows are shared out arbitrarily.
    PARTITIONED,
    /// As PARTITIONED from a range exchange, merged: the task sees its rows in key order, and task
    /// n's rows come before task n+1's.
    MERGED,
    /// One task reads everything, segments in the order of the tasks that wrote them.
    GATHERED,
    /// Every task reads everything.
    BROADCAST
  }

  /// Whether several tasks may share one bucket too large for one.
  public enum HotBucket {
    /// The bucket's rows must meet in one task (grouping, build side).
    WHOLE,
    /// Its segments may be shared out; the fragment's other sources then read the bucket whole in
    /// each of these tasks (probe side).
    DIVISIBLE
  }

  @Override
  public List<Node> inputs() {
    return List.of();
  }
}
