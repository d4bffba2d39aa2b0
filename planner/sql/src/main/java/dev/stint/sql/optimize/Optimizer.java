package dev.stint.sql.optimize;

import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.Rule;
import java.util.Set;

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
    var relation = new DistinctAggregates(ids).apply(query);
    for (var rule : Rule.values()) {
      if (!request.leftOut().contains(rule)) {
        relation = apply(rule, relation, outputs);
      }
    }
    return relation;
  }

  private Relation apply(Rule rule, Relation relation, Set<Integer> outputs) {
    return switch (rule) {
      case PUSH_PREDICATES -> new PredicatePushdown(folder).apply(relation);
      case IMPLY_CONDITIONS -> implied(relation);
      case PRUNE_PARTITIONS -> new PartitionPruning(folder).apply(relation);
      case READ_ONCE -> new RepeatedReads(ids, estimates, request.broadcasts()).apply(relation);
      case ORDER_JOINS -> ordered(new ColumnPruning().prune(relation, outputs));
      case SEND_KEYS -> new SidewaysKeys(ids, estimates, request.broadcasts()).apply(relation);
      case GROUP_TOTALS ->
          new PartitionTotals(ids, estimates, request.broadcasts()).apply(relation);
      case DIVIDE_AVERAGES -> new AverageParts(ids).apply(relation);
      case PRUNE_COLUMNS -> new ColumnPruning().prune(relation, outputs);
    };
  }

  /// What a join costs depends on how wide its rows are.
  private Relation ordered(Relation pruned) {
    return new JoinOrder(estimates, request.broadcasts()).apply(pruned);
  }

  /// What was implied has a way down of its own.
  private Relation implied(Relation relation) {
    var implied = new ImpliedConditions().apply(relation);
    return implied.equals(relation) ? relation : new PredicatePushdown(folder).apply(implied);
  }
}
