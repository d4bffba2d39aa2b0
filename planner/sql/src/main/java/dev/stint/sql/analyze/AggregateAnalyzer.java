package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;

/// Resolves aggregate functions and what belongs to a grouping: each becomes a definition, and a
/// reference to its output.
final class AggregateAnalyzer {

  private final ExpressionAnalyzer expressions;
  private final AnalysisContext context;

  AggregateAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
    this.context = expressions.context();
  }

  /// An aggregate of a group's rows: of this query's, or of the query's around it whose columns
  /// alone it is of.
  Expression aggregate(Term.Call call) {
    var found = expressions.inside(ExpressionAnalyzer.Inside.AGGREGATE, () -> found(call));
    var ids = Expressions.ids(found.arguments());
    if (!expressions.scope().isOuter(ids)) {
      return defined(call, found);
    }
    return expressions
        .scope()
        .resolverOf(ids)
        .orElseThrow(
            () ->
                Unsupported.notSupported(
                    context,
                    call,
                    "here, an aggregate function of columns of the query around this one"))
        .aggregates()
        .defined(call, found);
  }

  private Expression defined(Term.Call call, FoundAggregate found) {
    expressions.requireAllowed(ExpressionAnalyzer.Inside.AGGREGATE, call);
    var type = AggregateFunctions.resultType(found);
    var output = context.ids().column(context.names().unfiltered(call), type, isNullable(found));
    return expressions.definitions().aggregate(found, output).ref();
  }

  static boolean isNullable(FoundAggregate found) {
    return found.function() != AggregateFunction.COUNT
        && found.function() != AggregateFunction.COUNT_ALL;
  }

  /// The function with its arguments, of a group's rows or of a window's.
  FoundAggregate found(Term.Call call) {
    if (call.arguments().isEmpty()) {
      throw expressions.error(call, call.name() + " needs an argument; count(*) counts all rows");
    }
    boolean isDistinct = call.quantifier() == Quantifier.DISTINCT;
    var arguments = new ArrayList<Expression>();
    for (var operand : call.arguments()) {
      if (!(operand instanceof Term.Star star)) {
        arguments.add(expressions.analyze(operand));
      } else if (!call.name().equalsIgnoreCase("count")) {
        throw expressions.error(operand, "'*' may stand only in a SELECT list and in count(*)");
      } else if (!star.qualifier().isEmpty() || isDistinct) {
        StarColumns.of(star, expressions.scope(), context)
            .forEach(column -> arguments.add(column.ref()));
      }
    }
    var where = call.filter() == null ? null : expressions.condition(call.filter());
    return AggregateFunctions.build(
        new FunctionCall(call.name(), arguments, call, context), isDistinct, where);
  }

  /// A column that the grouping will give.
  Expression grouping(Term.Call call) {
    boolean isOfOne = call.name().equalsIgnoreCase("grouping");
    if (isOfOne && call.arguments().size() != 1) {
      throw expressions.error(
          call, "grouping takes 1 argument, not %d".formatted(call.arguments().size()));
    }
    var arguments = call.arguments().stream().map(expressions::analyze).toList();
    var type = isOfOne ? DataType.TINYINT : DataType.BIGINT;
    var output = context.ids().column(context.names().of(call), type, false);
    var grouping = new Definition.Grouping(output, call, arguments);
    return expressions.definitions().grouping(grouping).ref();
  }
}
