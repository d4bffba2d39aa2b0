package dev.stint.plan.node;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins each row of `probe` with the rows of `build` that have equal keys and for which
/// `residual`, over the probe's columns followed by the build's, is true. Key columns have the same
/// types on both sides. NULL equals nothing, but NULL in the keys whose numbers are in
/// `nullSafeKeys`. Without keys every pair is tried.
///
/// Gives the probe's columns followed by the build's; `SEMI` and `ANTI` give the probe's alone,
/// `MARK` the probe's and a boolean.
public record HashJoinNode(
    Node probe,
    Node build,
    JoinType joinType,
    List<Integer> probeKeys,
    List<Integer> buildKeys,
    List<Integer> nullSafeKeys,
    @Nullable Expression residual,
    Schema schema)
    implements Node {

  public enum JoinType {
    INNER,
    /// Keeps every probe row, with NULLs where no build row matches.
    PROBE_OUTER,
    /// Keeps every build row. Not over a broadcast build side: each task would give its own.
    BUILD_OUTER,
    FULL_OUTER,
    /// Probe rows with a match, once each.
    SEMI,
    /// Probe rows without a match.
    ANTI,
    /// As `PROBE_OUTER`; a probe row that matches several build rows fails the task.
    SINGLE,
    /// Every probe row, and whether it has a match: true or false, never NULL.
    MARK;

    /// Whether rows of the build side are given.
    public boolean givesBuildRows() {
      return this != SEMI && this != ANTI && this != MARK;
    }
  }

  public HashJoinNode {
    probeKeys = List.copyOf(probeKeys);
    buildKeys = List.copyOf(buildKeys);
    // Of a log that was written before there were such keys.
    nullSafeKeys = nullSafeKeys == null ? List.of() : List.copyOf(nullSafeKeys);
    if (probeKeys.size() != buildKeys.size()) {
      throw new IllegalArgumentException("keys: " + probeKeys + " and " + buildKeys);
    }
  }

  /// A join of keys of which NULL equals nothing.
  public HashJoinNode(
      Node probe,
      Node build,
      JoinType joinType,
      List<Integer> probeKeys,
      List<Integer> buildKeys,
      @Nullable Expression residual,
      Schema schema) {
    this(probe, build, joinType, probeKeys, buildKeys, List.of(), residual, schema);
  }

  @Override
  public List<Node> inputs() {
    return List.of(probe, build);
  }
}
