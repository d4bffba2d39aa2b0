package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.analyze.Definition.Subquery;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import java.util.List;
import java.util.function.Supplier;

/// Resolves subqueries in expressions: each becomes a definition, and a reference to its output.
final class SubqueryAnalyzer {

  private final ExpressionAnalyzer expressions;
  private final QueryAnalyzer queries;
  private final AnalysisContext context;

  SubqueryAnalyzer(ExpressionAnalyzer expressions, QueryAnalyzer queries) {
    this.expressions = expressions;
    this.queries = queries;
    this.context = expressions.context();
  }

  /// The value of a subquery of one column and at most one row.
  Expression scalar(Term term, Query query) {
    return once(term, List.of(), () -> newScalar(term, query));
  }

  private Subquery newScalar(Term term, Query tree) {
    var query = queries.query(tree, expressions.scope().of(expressions));
    if (query.columns().size() != 1) {
      throw expressions.error(
          term, "a subquery in an expression must give one column, not " + query.columns().size());
    }
    var value = query.columns().getFirst();
    name(term, "scalarsubquery(%s)", query);
    var output = context.ids().column(value.name(), value.type(), true);
    return new Definition.Scalar(output, tree, query);
  }

  Expression exists(Term.Exists exists) {
    return once(
        exists,
        List.of(),
        () -> {
          var query = queries.query(exists.query(), expressions.scope().of(expressions));
          name(exists, "exists(%s)", query);
          var mark = context.ids().column("exists", DataType.BOOLEAN, false);
          return new Definition.Exists(mark, exists.query(), query);
        });
  }

  /// `IN`: true, false or, where NULLs leave it open, NULL.
  Expression in(Term.InQuery in) {
    var values = QuantifiedAnalyzer.values(expressions, in.value());
    return once(in, values, () -> compared(in, quantifieds().analyze(expressions, in, values)));
  }

  /// `= ANY`, `<> ALL` and the like, as [#in].
  Expression quantified(Term.Quantified quantified) {
    var values = QuantifiedAnalyzer.values(expressions, quantified.value());
    var any =
        once(
            quantified,
            values,
            () -> compared(quantified, quantifieds().analyze(expressions, quantified, values)));
    return QuantifiedAnalyzer.isNegated(quantified) ? expressions.negated(any) : any;
  }

  private Subquery compared(Term term, Comparisons comparisons) {
    if (term instanceof Term.InQuery in) {
      String value = new ColumnNames(context.forms()).of(in.value()).replace("%", "%%");
      name(term, "(" + value + " IN (listquery(%s)))", comparisons.query());
    }
    var mark = context.ids().column("in", DataType.BOOLEAN, true);
    return new Definition.Compared(mark, term, comparisons);
  }

  private QuantifiedAnalyzer quantifieds() {
    return new QuantifiedAnalyzer(context, queries);
  }

  /// Spark names a subquery by the columns that it uses of the query around it.
  private void name(Term term, String form, Relation query) {
    var outer = expressions.scope().namesOf(Relations.freeUses(query));
    context.forms().name(term, form.formatted(String.join(", ", outer)));
  }

  private Expression once(Term term, List<Expression> values, Supplier<Subquery> making) {
    return expressions.definitions().once(context, term, values, making);
  }
}
