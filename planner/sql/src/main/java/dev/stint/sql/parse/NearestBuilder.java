package dev.stint.sql.parse;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.type.DataType;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinRelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NearestByClauseContext;
import org.jspecify.annotations.Nullable;

/// `JOIN … NEAREST k BY …`: with each row of the left side those `k` of the right one that are
/// nearest to it, which is a lateral join with the first rows in that order. Both of its words,
/// EXACT and APPROX, are exact here.
final class NearestBuilder {

  /// As in Spark.
  private static final long MOST = 100_000;

  private final TreeBuilder trees;

  NearestBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  /// The right side, as a join may depend on the left one.
  Query.Lateral nearest(JoinRelationContext join, Query.JoinType type, Query right) {
    var clause = join.nearestByClause();
    if (join.LATERAL() != null) {
      throw trees.error(join, "LATERAL and NEAREST do not go together");
    }
    if (type != Query.JoinType.INNER && type != Query.JoinType.LEFT) {
      throw trees.error(join, "NEAREST needs an INNER or a LEFT join");
    }
    var span = TreeBuilder.span(clause);
    var rank = trees.terms().term(clause.expression());
    var ranked = new Term.Operation(span, Operator.IS_NOT_NULL, List.of(rank));
    var rows =
        new Query.Select(
            span,
            List.of(),
            Quantifier.ALL,
            List.of(new Term.Star(span, List.of(), List.of())),
            right,
            ranked,
            null,
            null,
            null);
    var direction =
        clause.DISTANCE() == null ? SortKey.Direction.DESCENDING : SortKey.Direction.ASCENDING;
    var order = new SortItem(span, rank, direction, SortKey.Nulls.LAST);
    var sorted = new Query.Sort(span, rows, List.of(order));
    return new Query.Lateral(
        span, named(join, right, new Query.Limit(span, sorted, count(clause, span))));
  }

  private Term count(NearestByClauseContext clause, Span span) {
    long count = clause.num == null ? 1 : Long.parseLong(clause.num.getText());
    if (count < 1 || count > MOST) {
      throw trees.error(clause, "NEAREST takes 1 to %,d rows".formatted(MOST));
    }
    return new Term.Constant(span, Literal.ofLong(DataType.INT, count));
  }

  /// Under the name that its columns have had.
  private Query named(JoinRelationContext join, Query right, Query rows) {
    String name = name(right);
    if (name == null) {
      throw trees.error(join.right, "the right side of NEAREST needs a name; write AS name");
    }
    return new Query.Aliased(rows.span(), rows, name, List.of());
  }

  private static @Nullable String name(Query right) {
    return switch (right) {
      case Query.Aliased aliased -> aliased.name();
      case Query.Table table -> table.name().getLast();
      default -> null;
    };
  }
}
