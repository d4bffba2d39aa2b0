package dev.stint.sql.physical;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.stage.Split;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plans joins: which side is built, whether it is broadcast, and which side moves.
final class JoinPlanner {

  /// A probe side so much larger is worth keeping the rows of the small build side in an outer
  /// join.
  private static final double OUTER_SWAP_FACTOR = 4;

  private final Stages stages;
  private final ColumnIds ids;
  private final long broadcastBytes;

  JoinPlanner(Stages stages, ColumnIds ids, long broadcastBytes) {
    this.stages = stages;
    this.ids = ids;
    this.broadcastBytes = broadcastBytes;
  }

  /// Both sides ready to be joined: the keys are columns, in the same order on both.
  private record Sides(
      Part probe,
      Part build,
      HashJoinNode.JoinType type,
      List<Column> probeKeys,
      List<Column> buildKeys,
      @Nullable Expression residual,
      @Nullable Column mark) {}

  Part plan(Join join, Part left, Part right, double rows) {
    var sides = sides(join, left, right);
    if (sides.probe().isSingle() && sides.build().isSingle()) {
      return joined(sides, sides.probe(), sides.build(), new Distribution.Single(), rows);
    }
    boolean canBroadcast =
        sides.type() != HashJoinNode.JoinType.BUILD_OUTER
            && sides.type() != HashJoinNode.JoinType.FULL_OUTER;
    boolean isSmall = bytes(sides.build()) <= broadcastBytes;
    if (canBroadcast && (isSmall || sides.probeKeys().isEmpty())) {
      return broadcast(sides, rows);
    }
    if (sides.probeKeys().isEmpty()) {
      var probe = gathered(sides.probe());
      var build = gathered(sides.build());
      return joined(sides, probe, build, new Distribution.Single(), rows);
    }
    return partitioned(sides, rows);
  }

  private Part gathered(Part part) {
    return part.isSingle() ? part : stages.gathered(part);
  }

  private static double bytes(Part part) {
    double width = 0;
    for (var column : part.columns()) {
      width +=
          switch (column.type().physicalType()) {
            case LONG, DOUBLE -> 8;
            case INT128 -> 16;
            case BYTES -> 24;
          };
    }
    return part.rows() * width;
  }

  private Part broadcast(Sides sides, double rows) {
    var build = stages.broadcast(sides.build());
    return joined(sides, sides.probe(), build, sides.probe().distribution(), rows);
  }

  private Sides sides(Join join, Part left, Part right) {
    var keys = JoinKeys.of(join.conditions(), left, right, ids);
    var leftPart = keys.leftPart();
    var rightPart = keys.rightPart();
    boolean isLeftSmaller = bytes(left) < bytes(right);
    boolean isLeftBuild =
        switch (join.kind()) {
          case INNER, FULL -> isLeftSmaller;
          case LEFT -> isSwapWorth(left, right, !keys.isEmpty());
          case RIGHT -> !isSwapWorth(right, left, !keys.isEmpty());
          case SEMI, ANTI, SINGLE, MARK -> false;
        };
    var type = type(join.kind(), isLeftBuild);
    return isLeftBuild
        ? new Sides(
            rightPart, leftPart, type, keys.rightKeys(), keys.leftKeys(), keys.residual(), null)
        : new Sides(
            leftPart,
            rightPart,
            type,
            keys.leftKeys(),
            keys.rightKeys(),
            keys.residual(),
            join.mark());
  }

  /// Whether the side whose rows an outer join keeps should be built: it is much smaller, and the
  /// other cannot be broadcast anyway.
  private boolean isSwapWorth(Part kept, Part other, boolean hasKeys) {
    return hasKeys
        && bytes(other) > broadcastBytes
        && bytes(kept) * OUTER_SWAP_FACTOR < bytes(other);
  }

  private static HashJoinNode.JoinType type(JoinKind kind, boolean isLeftBuild) {
    return switch (kind) {
      case INNER -> HashJoinNode.JoinType.INNER;
      case LEFT ->
          isLeftBuild ? HashJoinNode.JoinType.BUILD_OUTER : HashJoinNode.JoinType.PROBE_OUTER;
      case RIGHT ->
          isLeftBuild ? HashJoinNode.JoinType.PROBE_OUTER : HashJoinNode.JoinType.BUILD_OUTER;
      case FULL -> HashJoinNode.JoinType.FULL_OUTER;
      case SEMI -> HashJoinNode.JoinType.SEMI;
      case ANTI -> HashJoinNode.JoinType.ANTI;
      case SINGLE -> HashJoinNode.JoinType.SINGLE;
      case MARK -> HashJoinNode.JoinType.MARK;
    };
  }

  /// Moves the sides so that rows with equal keys meet; a side that is hashed by the keys already
  /// stays where it is.
  private Part partitioned(Sides sides, double rows) {
    boolean isDivisible =
        sides.type() != HashJoinNode.JoinType.BUILD_OUTER
            && sides.type() != HashJoinNode.JoinType.FULL_OUTER;
    var probeOrder = keyOrder(sides.probe(), sides.probeKeys());
    var buildOrder = keyOrder(sides.build(), sides.buildKeys());
    var order = !probeOrder.isEmpty() ? probeOrder : buildOrder;
    if (order.isEmpty()) {
      order = java.util.stream.IntStream.range(0, sides.probeKeys().size()).boxed().toList();
    }
    var probeKeys = order.stream().map(sides.probeKeys()::get).toList();
    var buildKeys = order.stream().map(sides.buildKeys()::get).toList();
    var build =
        order.equals(buildOrder)
            ? sides.build().whole()
            : stages.hashed(sides.build(), buildKeys, HotBucket.WHOLE);
    var hotBucket = isDivisible ? HotBucket.DIVISIBLE : HotBucket.WHOLE;
    var inPlace = isDivisible ? sides.probe() : sides.probe().whole();
    var probe =
        order.equals(probeOrder) ? inPlace : stages.hashed(sides.probe(), probeKeys, hotBucket);
    return joined(sides, probe, build, hashed(sides.type(), probeKeys, buildKeys, probe), rows);
  }

  /// The places of the join keys by which the part is hashed already, in that order; empty if it is
  /// not hashed by some of them alone.
  private static List<Integer> keyOrder(Part part, List<Column> keys) {
    if (!(part.distribution() instanceof Distribution.Hashed hashed)) {
      return List.of();
    }
    var order = new ArrayList<Integer>();
    for (var key : hashed.keys()) {
      int found = -1;
      for (int index = 0; index < keys.size(); index++) {
        if (key.contains(keys.get(index).id())) {
          found = index;
        }
      }
      if (found < 0) {
        return List.of();
      }
      order.add(found);
    }
    return order;
  }

  private static Distribution hashed(
      HashJoinNode.JoinType type, List<Column> probeKeys, List<Column> buildKeys, Part probe) {
    var keys = new ArrayList<Set<Integer>>();
    for (int index = 0; index < probeKeys.size(); index++) {
      var equal = new HashSet<Integer>();
      boolean hasProbe =
          type != HashJoinNode.JoinType.BUILD_OUTER && type != HashJoinNode.JoinType.FULL_OUTER;
      boolean hasBuild =
          type == HashJoinNode.JoinType.INNER || type == HashJoinNode.JoinType.BUILD_OUTER;
      if (hasProbe) {
        equal.add(probeKeys.get(index).id());
        if (probe.distribution() instanceof Distribution.Hashed before) {
          equal.addAll(before.keys().get(index));
        }
      }
      if (hasBuild) {
        equal.add(buildKeys.get(index).id());
      }
      keys.add(equal);
    }
    return type == HashJoinNode.JoinType.FULL_OUTER
        ? new Distribution.Arbitrary()
        : new Distribution.Hashed(keys);
  }

  private static Part joined(
      Sides sides, Part probe, Part build, Distribution distribution, double rows) {
    var all = new ArrayList<>(probe.columns());
    all.addAll(build.columns());
    var columns = outputs(sides, probe.columns(), build.columns());
    var node =
        new HashJoinNode(
            probe.node(),
            build.node(),
            sides.type(),
            probe.places(sides.probeKeys()),
            build.places(sides.buildKeys()),
            sides.residual() == null ? null : Part.bound(sides.residual(), all),
            Part.schema(columns));
    Map<Integer, List<Split>> splits = new HashMap<>(probe.splits());
    splits.putAll(build.splits());
    return new Part(node, columns, splits, distribution, rows);
  }

  private static List<Column> outputs(Sides sides, List<Column> probe, List<Column> build) {
    var type = sides.type();
    var columns = new ArrayList<Column>();
    boolean isProbeNullable =
        type == HashJoinNode.JoinType.BUILD_OUTER || type == HashJoinNode.JoinType.FULL_OUTER;
    boolean isBuildNullable =
        type == HashJoinNode.JoinType.PROBE_OUTER
            || type == HashJoinNode.JoinType.FULL_OUTER
            || type == HashJoinNode.JoinType.SINGLE;
    probe.forEach(column -> columns.add(isProbeNullable ? column.nullable() : column));
    if (type.givesBuildRows()) {
      build.forEach(column -> columns.add(isBuildNullable ? column.nullable() : column));
    }
    if (sides.mark() != null) {
      columns.add(sides.mark());
    }
    return columns;
  }
}
