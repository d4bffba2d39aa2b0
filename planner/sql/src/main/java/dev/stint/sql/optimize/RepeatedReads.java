package dev.stint.sql.optimize;

import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.request.BroadcastLimits;
import java.util.Optional;

/// Makes a subquery's aggregates of the rows that the query around it reads anyway, where these are
/// few of those that the subquery would read once more.
final class RepeatedReads {

  /// Rows or groups that are kept to be used twice are at most this share of the rows read.
  private static final double MOST_KEPT = 0.1;

  private final ColumnIds ids;
  private final Estimates estimates;
  private final JoinOrder order;

  RepeatedReads(ColumnIds ids, Estimates estimates, BroadcastLimits broadcasts) {
    this.ids = ids;
    this.estimates = estimates;
    this.order = new JoinOrder(estimates, broadcasts);
  }

  Relation apply(Relation relation) {
    var inputs = relation.inputs().stream().map(this::apply).toList();
    var above = inputs.equals(relation.inputs()) ? relation : relation.withInputs(inputs);
    return above instanceof Join join && join.kind() == JoinKind.INNER
        ? oneWay(join, join.left(), join.right())
            .or(() -> oneWay(join, join.right(), join.left()))
            .orElse(join)
        : above;
  }

  private Optional<Relation> oneWay(Join join, Relation rows, Relation subquery) {
    return Grouped.of(subquery)
        .flatMap(
            grouped ->
                grouped.aggregate().groups().isEmpty()
                    ? TotalOfGroups.of(join, rows, subquery, ids)
                    : PartitionAggregates.of(join, rows, grouped))
        .filter(_ -> isFew(rows, subquery));
  }

  /// How many rows there are is guessed best of joins in an order that makes few.
  private boolean isFew(Relation kept, Relation repeated) {
    return estimates.rows(order.apply(kept)) <= MOST_KEPT * rowsRead(repeated);
  }

  private static double rowsRead(Relation relation) {
    return relation instanceof Scan scan
        ? scan.table().statistics().rowCount()
        : relation.inputs().stream().mapToDouble(RepeatedReads::rowsRead).sum();
  }
}
