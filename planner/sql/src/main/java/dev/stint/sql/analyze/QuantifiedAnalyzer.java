package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/// Reads values compared with a subquery: `IN`, `NOT IN`, `= ANY`, `<> ALL` and the like.
final class QuantifiedAnalyzer {

  private final AnalysisContext context;
  private final QueryAnalyzer queries;

  QuantifiedAnalyzer(AnalysisContext context, QueryAnalyzer queries) {
    this.context = context;
    this.queries = queries;
  }

  /// The comparison of `values` that the term makes.
  Comparisons analyze(ExpressionAnalyzer expressions, Term.InQuery in, List<Expression> values) {
    var query = queries.query(in.query(), expressions.scope().of(expressions));
    return typed(in, ScalarFunction.EQUAL, values, query);
  }

  /// `x < ALL (…)` is `NOT (x >= ANY (…))`.
  static boolean isNegated(Term.Quantified quantified) {
    return quantified.reach() == Term.Reach.ALL;
  }

  /// The comparison of which the term says that some row makes it true or, if it is negated, that
  /// none does.
  Comparisons analyze(
      ExpressionAnalyzer expressions, Term.Quantified quantified, List<Expression> values) {
    var written = OperatorAnalyzer.comparison(quantified.comparison());
    var function = isNegated(quantified) ? written.opposite().orElseThrow() : written;
    if (values.size() > 1 && function != ScalarFunction.EQUAL) {
      throw Unsupported.notSupported(
          context, quantified, "rows compared with a subquery other than by IN or '='");
    }
    var query = queries.query(quantified.query(), expressions.scope().of(expressions));
    return typed(quantified, function, values, query);
  }

  /// What stands left of `IN`.
  static List<Expression> values(ExpressionAnalyzer expressions, Term left) {
    var values = left instanceof Term.Row row ? row.values() : List.of(left);
    return values.stream().map(expressions::analyze).toList();
  }

  /// Each left value beside the query's column, both brought to their common type.
  private Comparisons typed(
      Tree node, ScalarFunction function, List<Expression> lefts, Relation query) {
    if (query.columns().size() != lefts.size()) {
      throw context
          .source()
          .error(
              node,
              "the subquery of IN gives %d columns; here %d needed"
                  .formatted(query.columns().size(), lefts.size())
                  .replace("here 1 needed", "1 is needed"));
    }
    var pairs = new ArrayList<Comparisons.Pair>();
    var columns = new ArrayList<Column>();
    var casts = new ArrayList<Expression>();
    for (int index = 0; index < lefts.size(); index++) {
      var column = query.columns().get(index);
      var both =
          new FunctionCall("IN", List.of(lefts.get(index), column.ref()), node, context).common(0);
      boolean isSame = both.getLast() instanceof ColumnRef;
      var typed =
          isSame
              ? column
              : context.ids().columnFor(column.name(), both.getLast(), column.isNullable());
      pairs.add(new Comparisons.Pair(both.getFirst(), typed));
      columns.add(typed);
      casts.add(both.getLast());
    }
    boolean isTyped = Relations.ids(columns).equals(Relations.ids(query.columns()));
    var relation = isTyped ? query : new Relation.Project(query, columns, casts);
    return new Comparisons(function, pairs, relation);
  }
}
