package dev.stint.sql.physical;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.stage.Split;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.optimize.Estimates;
import dev.stint.sql.request.BroadcastLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Plans joins: which side is built, whether it is broadcast, and which side moves.
final class JoinPlanner {

  /// A probe side so much larger is worth keeping the rows of the small build side in an outer
  /// join.
  private static final double OUTER_SWAP_FACTOR = 4;

  /// What a task reads of tables, about.
  private static final double TASK_BYTES = 128 << 20;

  private final Stages stages;
  private final ColumnIds ids;
  private final Estimates estimates;
  private final BroadcastLimits broadcasts;
  private final SemiJoinReduction reduction;

  JoinPlanner(Stages stages, ColumnIds ids, Estimates estimates, BroadcastLimits broadcasts) {
    this.stages = stages;
    this.ids = ids;
    this.estimates = estimates;
    this.broadcasts = broadcasts;
    this.reduction = new SemiJoinReduction(stages, broadcasts);
  }

  /// Both sides ready to be joined: the keys are columns, in the same order on both, of which each
  /// side has about so many distinct values.
  private record Sides(
      Part probe,
      Part build,
      HashJoinNode.JoinType type,
      List<Column> probeKeys,
      List<Column> buildKeys,
      List<Integer> nullSafeKeys,
      double probeDistinct,
      double buildDistinct,
      @Nullable Expression residual,
      @Nullable Column mark) {

    Sides inOrder(List<Integer> order) {
      return new Sides(
          probe,
          build,
          type,
          order.stream().map(probeKeys::get).toList(),
          order.stream().map(buildKeys::get).toList(),
          nullSafeKeys.stream().map(order::indexOf).toList(),
          probeDistinct,
          buildDistinct,
          residual,
          mark);
    }

    /// Whether each probe row may be joined on its own: no build row waits for it.
    boolean isDivisible() {
      return dropsUnmatchedBuildRows();
    }

    boolean dropsUnmatchedBuildRows() {
      return type != HashJoinNode.JoinType.BUILD_OUTER && type != HashJoinNode.JoinType.FULL_OUTER;
    }

    boolean dropsUnmatchedProbeRows() {
      return type == HashJoinNode.JoinType.INNER
          || type == HashJoinNode.JoinType.SEMI
          || type == HashJoinNode.JoinType.BUILD_OUTER;
    }
  }

  Part plan(Join join, Part left, Part right, double rows) {
    var sides = sides(join, left, right);
    if (sides.probe().isSingle() && sides.build().isSingle()) {
      return joined(sides, sides.probe(), sides.build(), new Distribution.Single(), rows);
    }
    boolean isSmall =
        ids.hint(sides.build().columns())
            .map(hint -> hint == ColumnIds.JoinHint.BROADCAST)
            .orElse(sides.build().bytes() <= limit(sides.probe()));
    if (sides.dropsUnmatchedBuildRows() && (isSmall || sides.probeKeys().isEmpty())) {
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

  /// The most that is broadcast to the tasks of `part`.
  private double limit(Part part) {
    return broadcasts.beside(part.bytes(), part.splitBytes() / TASK_BYTES);
  }

  private Part broadcast(Sides sides, double rows) {
    var build = stages.broadcast(sides.build());
    return joined(sides, sides.probe(), build, sides.probe().distribution(), rows);
  }

  private Sides sides(Join join, Part left, Part right) {
    var keys = JoinKeys.of(join.conditions(), left, right, ids);
    var leftPart = keys.leftPart();
    var rightPart = keys.rightPart();
    boolean isLeftSmaller = isHinted(left) || (!isHinted(right) && left.bytes() < right.bytes());
    boolean isLeftBuild =
        switch (join.kind()) {
          case INNER, FULL -> isLeftSmaller;
          case LEFT -> isSwapWorth(left, right, !keys.isEmpty());
          case RIGHT -> !isSwapWorth(right, left, !keys.isEmpty());
          case SEMI, ANTI, SINGLE, MARK -> false;
        };
    var type = type(join.kind(), isLeftBuild);
    double leftDistinct = estimates.distinct(join.left(), keys.leftKeys());
    double rightDistinct = estimates.distinct(join.right(), keys.rightKeys());
    return isLeftBuild
        ? new Sides(
            rightPart,
            leftPart,
            type,
            keys.rightKeys(),
            keys.leftKeys(),
            keys.nullSafe(),
            rightDistinct,
            leftDistinct,
            keys.residual(),
            null)
        : new Sides(
            leftPart,
            rightPart,
            type,
            keys.leftKeys(),
            keys.rightKeys(),
            keys.nullSafe(),
            leftDistinct,
            rightDistinct,
            keys.residual(),
            join.mark());
  }

  /// Whether the user wants the rows to be sent whole.
  private boolean isHinted(Part part) {
    return ids.hint(part.columns()).filter(ColumnIds.JoinHint.BROADCAST::equals).isPresent();
  }

  /// Whether the side whose rows an outer join keeps should be built: it is much smaller, and the
  /// other cannot be broadcast anyway.
  private boolean isSwapWorth(Part kept, Part other, boolean hasKeys) {
    return hasKeys
        && other.bytes() > limit(kept)
        && kept.bytes() * OUTER_SWAP_FACTOR < other.bytes();
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
    var probeOrder = keyOrder(sides.probe(), sides.probeKeys());
    var buildOrder = keyOrder(sides.build(), sides.buildKeys());
    var order = !probeOrder.isEmpty() ? probeOrder : buildOrder;
    if (order.isEmpty()) {
      order = IntStream.range(0, sides.probeKeys().size()).boxed().toList();
    }
    var ordered = sides.inOrder(order);
    var moved =
        order.equals(probeOrder) || order.equals(buildOrder)
            ? oneMoved(ordered, order.equals(probeOrder), order.equals(buildOrder))
            : bothMoved(ordered);
    return joined(sides, moved.probe(), moved.build(), hashed(ordered, moved.probe()), rows);
  }

  private record Moved(Part probe, Part build) {}

  private Moved oneMoved(Sides sides, boolean isProbeInPlace, boolean isBuildInPlace) {
    var inPlace = sides.isDivisible() ? sides.probe() : sides.probe().whole();
    var probe = isProbeInPlace ? inPlace : hashedProbe(sides, reducedProbe(sides, sides.build()));
    var build =
        isBuildInPlace
            ? sides.build().whole()
            : hashedBuild(sides, reducedBuild(sides, sides.probe()));
    return new Moved(probe, build);
  }

  /// Moves the side first whose keys may drop rows of the other.
  private Moved bothMoved(Sides sides) {
    if (sides.dropsUnmatchedBuildRows()
        && reduction.pays(sides.build(), sides.probe(), sides.probeKeys(), sides.buildDistinct())) {
      var probe = hashedProbe(sides, sides.probe());
      return new Moved(probe, hashedBuild(sides, reducedBuild(sides, probe)));
    }
    var build = hashedBuild(sides, sides.build());
    return new Moved(hashedProbe(sides, reducedProbe(sides, build)), build);
  }

  private Part reducedBuild(Sides sides, Part probe) {
    return sides.dropsUnmatchedBuildRows()
        ? reduction.reduced(
            sides.build(),
            sides.buildKeys(),
            sides.buildDistinct(),
            probe,
            sides.probeKeys(),
            sides.nullSafeKeys())
        : sides.build();
  }

  private Part reducedProbe(Sides sides, Part build) {
    return sides.dropsUnmatchedProbeRows()
        ? reduction.reduced(
            sides.probe(),
            sides.probeKeys(),
            sides.probeDistinct(),
            build,
            sides.buildKeys(),
            sides.nullSafeKeys())
        : sides.probe();
  }

  private Part hashedProbe(Sides sides, Part probe) {
    var hotBucket = sides.isDivisible() ? HotBucket.DIVISIBLE : HotBucket.WHOLE;
    return stages.hashed(probe, sides.probeKeys(), hotBucket);
  }

  private Part hashedBuild(Sides sides, Part build) {
    return stages.hashed(build, sides.buildKeys(), HotBucket.WHOLE);
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

  private static Distribution hashed(Sides sides, Part probe) {
    var type = sides.type();
    var keys = new ArrayList<Set<Integer>>();
    for (int index = 0; index < sides.probeKeys().size(); index++) {
      var equal = new HashSet<Integer>();
      if (sides.isDivisible()) {
        equal.add(sides.probeKeys().get(index).id());
        if (probe.distribution() instanceof Distribution.Hashed before) {
          equal.addAll(before.keys().get(index));
        }
      }
      if (type == HashJoinNode.JoinType.INNER || type == HashJoinNode.JoinType.BUILD_OUTER) {
        equal.add(sides.buildKeys().get(index).id());
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
            sides.nullSafeKeys(),
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
