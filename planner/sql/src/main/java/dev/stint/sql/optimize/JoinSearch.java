package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.BroadcastLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Searches the cheapest tree of inner joins over some inputs: all trees of up to ten inputs,
/// beyond that by always joining the pair with the smallest result. Pairs without a condition
/// between them are joined only when nothing else is left.
final class JoinSearch {

  private static final int MAX_EXHAUSTIVE = 10;

  /// A tree over the inputs in `set`, one bit each.
  private record Tree(int set, Relation relation, double rows, double width, double cost) {}

  private final BroadcastLimits broadcasts;
  private final List<Relation> inputs;
  private final JoinConditions conditions;
  private final Estimates estimates;
  private final Map<Integer, Double> rowsOfSets = new HashMap<>();

  JoinSearch(
      Estimates estimates,
      BroadcastLimits broadcasts,
      List<Relation> inputs,
      List<Expression> conditions) {
    this.estimates = estimates;
    this.broadcasts = broadcasts;
    this.conditions = new JoinConditions(inputs, conditions);
    this.inputs = this.conditions.inputs();
  }

  Relation best() {
    var tree = inputs.size() <= MAX_EXHAUSTIVE ? exhaustive() : greedy();
    return Relations.filter(tree.relation(), conditions.ofNoJoin());
  }

  private Tree leaf(int index) {
    var input = inputs.get(index);
    double width = Estimates.width(input.columns());
    return new Tree(1 << index, input, estimates.rows(input), width, 0);
  }

  private Tree exhaustive() {
    int all = (1 << inputs.size()) - 1;
    var best = new HashMap<Integer, Tree>();
    for (int index = 0; index < inputs.size(); index++) {
      best.put(1 << index, leaf(index));
    }
    for (int set = 1; set <= all; set++) {
      if (Integer.bitCount(set) > 1) {
        var tree = cheapest(set, best);
        if (tree != null) {
          best.put(set, tree);
        }
      }
    }
    var whole = best.get(all);
    return whole != null ? whole : greedy();
  }

  /// The cheapest tree over `set` without a cross join; `null` when there is none.
  private @Nullable Tree cheapest(int set, Map<Integer, Tree> best) {
    Tree cheapest = null;
    for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) {
      var left = best.get(part);
      var right = best.get(set & ~part);
      // Each pair comes twice; the larger number takes the left place.
      if (part < (set & ~part) || left == null || right == null || !isConnected(left, right)) {
        continue;
      }
      var tree = join(left, right);
      cheapest = cheapest == null || tree.cost() < cheapest.cost() ? tree : cheapest;
    }
    return cheapest;
  }

  private Tree greedy() {
    var trees = new ArrayList<Tree>();
    for (int index = 0; index < inputs.size(); index++) {
      trees.add(leaf(index));
    }
    while (trees.size() > 1) {
      Tree best = null;
      Tree bestLeft = trees.getFirst();
      Tree bestRight = trees.getLast();
      boolean isBestConnected = false;
      for (int i = 0; i < trees.size(); i++) {
        for (int j = i + 1; j < trees.size(); j++) {
          boolean isConnected = isConnected(trees.get(i), trees.get(j));
          var tree = join(trees.get(i), trees.get(j));
          boolean isBetter =
              best == null
                  || (isConnected && !isBestConnected)
                  || (isConnected == isBestConnected && tree.rows() < best.rows());
          if (isBetter) {
            best = tree;
            bestLeft = trees.get(i);
            bestRight = trees.get(j);
            isBestConnected = isConnected;
          }
        }
      }
      trees.remove(bestLeft);
      trees.remove(bestRight);
      trees.add(best == null ? join(bestLeft, bestRight) : best);
    }
    return trees.getFirst();
  }

  private boolean isConnected(Tree left, Tree right) {
    return conditions.areConnected(left.set(), right.set());
  }

  private Tree join(Tree left, Tree right) {
    boolean isLeftLarger = left.rows() * left.width() >= right.rows() * right.width();
    var probe = isLeftLarger ? left : right;
    var build = isLeftLarger ? right : left;
    var relation =
        new Join(
            probe.relation(),
            build.relation(),
            JoinKind.INNER,
            conditions.between(left.set(), right.set()));
    int set = left.set() | right.set();
    double rows = rowsOfSets.computeIfAbsent(set, _ -> estimates.rows(relation));
    double moved = build.rows() * build.width();
    boolean isBroadcast = moved <= broadcasts.beside(probe.rows() * probe.width());
    if (!isBroadcast) {
      moved = moved * 2 + probe.rows() * probe.width();
    }
    double width = left.width() + right.width();
    double cost = left.cost() + right.cost() + moved + rows * width;
    return new Tree(set, relation, rows, width, cost);
  }
}
