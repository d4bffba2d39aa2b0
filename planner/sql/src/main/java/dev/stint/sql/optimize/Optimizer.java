package dev.stint.sql.optimize;

import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.request.PlanRequest;

/// Rewrites a query's relation into one with the same rows that costs less.
public final class Optimizer {

  private final PlanRequest request;
  private final ColumnIds ids;
  private final ConstantFolder folder;
  private final Estimates estimates;

  public Optimizer(PlanRequest request, ColumnIds ids, ConstantFolder folder, Estimates estimates) {
    this.request = request;
    this.ids = ids;
    this.folder = folder;
    this.estimates = estimates;
  }

  public Relation optimize(Relation query) {
    var outputs = Expressions.idsOf(query.columns());
    var plain = new DistinctAggregates(ids).apply(query);
    var pushed = new PredicatePushdown(folder).apply(plain);
    var implied = new ImpliedConditions().apply(pushed);
    // What was implied has a way down of its own.
    var lowest = implied.equals(pushed) ? pushed : new PredicatePushdown(folder).apply(implied);
    var pruned = new PartitionPruning(folder).apply(lowest);
    var ordered = new JoinOrder(estimates, request.broadcastBytes()).apply(pruned);
    var reduced = new SidewaysKeys(ids, estimates, request.broadcastBytes()).apply(ordered);
    return new ColumnPruning().prune(reduced, outputs);
  }
}
