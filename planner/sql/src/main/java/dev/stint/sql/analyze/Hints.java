package dev.stint.sql.analyze;

import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What hints of a SELECT ask for. Those that are not known are told to the log and change nothing,
/// as in Spark.
final class Hints {

  private static final System.Logger LOG = System.getLogger("dev.stint.sql");

  private Hints() {}

  /// Notes how the tables of FROM are to be joined.
  static void join(List<Query.Hint> hints, Scope from, AnalysisContext context) {
    for (var hint : hints) {
      switch (hint.name().toUpperCase(Locale.ROOT)) {
        case "BROADCAST", "BROADCASTJOIN", "MAPJOIN" ->
            note(hint, from, context, ColumnIds.JoinHint.BROADCAST);
        case "MERGE", "SHUFFLE_MERGE", "MERGEJOIN", "SHUFFLE_HASH" ->
            note(hint, from, context, ColumnIds.JoinHint.EXCHANGE);
        case "SHUFFLE_REPLICATE_NL",
            "COALESCE",
            "REPARTITION",
            "REPARTITION_BY_RANGE",
            "REBALANCE" -> {}
        default ->
            LOG.log(
                System.Logger.Level.WARNING,
                "the hint {0} is not known, and changes nothing",
                hint.name());
      }
    }
  }

  private static void note(
      Query.Hint hint, Scope from, AnalysisContext context, ColumnIds.JoinHint how) {
    for (var argument : hint.arguments()) {
      if (argument instanceof Term.Name name) {
        var columns = from.star(name.last()).columns();
        if (columns.isEmpty()) {
          LOG.log(
              System.Logger.Level.WARNING,
              "the hint {0} names {1}, which is no table of this FROM",
              hint.name(),
              name.last());
        } else {
          context.ids().hint(Expressions.idsOf(columns), how);
        }
      }
    }
  }

  /// The rows brought together as the hints ask for: by columns, in one task, or as they are where
  /// a number of partitions alone is asked for, since sizes decide that.
  static Relation distribute(List<Query.Hint> hints, Relation rows, AnalysisContext context) {
    var result = rows;
    for (var hint : hints) {
      if (isPartitioning(hint)) {
        var columns = columns(hint, result, context);
        result = columns.isEmpty() && !isOne(hint) ? result : Distributions.of(result, columns);
      }
    }
    return result;
  }

  private static boolean isPartitioning(Query.Hint hint) {
    return switch (hint.name().toUpperCase(Locale.ROOT)) {
      case "COALESCE", "REPARTITION", "REPARTITION_BY_RANGE", "REBALANCE" -> true;
      default -> false;
    };
  }

  private static boolean isOne(Query.Hint hint) {
    return !hint.arguments().isEmpty()
        && hint.arguments().getFirst() instanceof Term.Constant(_, var number)
        && "1".equals(number.text());
  }

  private static List<Column> columns(Query.Hint hint, Relation rows, AnalysisContext context) {
    var scope = Scope.of(null, rows.columns(), null);
    var columns = new ArrayList<Column>();
    for (var argument : hint.arguments()) {
      if (argument instanceof Term.Name name) {
        columns.add(scope.resolve(name, context));
      }
    }
    return columns;
  }
}
