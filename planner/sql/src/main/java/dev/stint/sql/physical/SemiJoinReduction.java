package dev.stint.sql.physical;

import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.request.BroadcastLimits;
import java.util.List;
import java.util.Optional;

/// Semi-join reduction (Bernstein and Chiu, "Using Semi-Joins to Solve Relational Queries", JACM
/// 1981): drops rows of one side of a join before they are exchanged, those whose keys the other
/// side does not have. The keys come from an exchange that is written anyway; every task of the
/// reduced side reads it whole.
final class SemiJoinReduction {

  /// A side is reduced by the other's keys if they are no more than this share of its own.
  private static final double MOST_KEYS = 0.25;

  /// All of an exchange's columns are read, of which the keys alone are held.
  private static final double READ_FOR_HELD = 4;

  private final Stages stages;
  private final BroadcastLimits broadcasts;

  SemiJoinReduction(Stages stages, BroadcastLimits broadcasts) {
    this.stages = stages;
    this.broadcasts = broadcasts;
  }

  /// `part`, which has about `distinct` values of its keys, without rows that `other` does not
  /// match; `part` itself where that does not pay, or `other` reads no exchange that has its keys.
  Part reduced(
      Part part,
      List<Column> keys,
      double distinct,
      Part other,
      List<Column> otherKeys,
      List<Integer> nullSafeKeys) {
    var source = source(other.node());
    if (source.isEmpty()) {
      return part;
    }
    int stage = source.get().stageId();
    var given = stages.given(stage);
    boolean hasKeys = Expressions.idsOf(given.columns()).containsAll(Expressions.idsOf(otherKeys));
    if (!hasKeys || !pays(part, given, otherKeys, distinct)) {
      return part;
    }
    var again = stages.broadcastAgain(stage);
    var node =
        new HashJoinNode(
            part.node(),
            again.node(),
            HashJoinNode.JoinType.SEMI,
            part.places(keys),
            again.places(otherKeys),
            nullSafeKeys,
            null,
            part.node().schema());
    return part.with(node, part.columns(), part.rows() * given.rows() / distinct);
  }

  /// Whether `part`, a side of so many keys, should read all of `other`'s.
  boolean pays(Part part, Part other, List<Column> otherKeys, double distinct) {
    double held = other.rows() * Part.schema(otherKeys).guessedRowBytes();
    double limit = broadcasts.beside(part.bytes());
    return held <= limit
        && other.bytes() <= READ_FOR_HELD * limit
        && other.rows() <= MOST_KEYS * distinct;
  }

  /// Where the rows come from, if on the way they are only dropped, repeated or widened.
  private static Optional<ExchangeSourceNode> source(Node node) {
    return switch (node) {
      case ExchangeSourceNode source -> Optional.of(source);
      case FilterNode filter -> source(filter.input());
      case ProjectNode project -> source(project.input());
      case HashJoinNode join when keepsNoBuildRow(join) -> source(join.probe());
      default -> Optional.empty();
    };
  }

  private static boolean keepsNoBuildRow(HashJoinNode join) {
    return switch (join.joinType()) {
      case INNER, PROBE_OUTER, SEMI, ANTI, SINGLE, MARK -> true;
      case BUILD_OUTER, FULL_OUTER -> false;
    };
  }
}
