package dev.stint.sql.analyze;

import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.aggregate.AggregateSite;
import dev.stint.sql.aggregate.AggregateSite.Built;
import dev.stint.sql.aggregate.OrderKey;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.request.Settings;
import dev.stint.sql.request.UserFunction.Kind;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    var built = expressions.inside(ExpressionAnalyzer.Inside.AGGREGATE, () -> built(call));
    var ids = Expressions.ids(built.found().arguments());
    if (!expressions.scope().isOuter(ids)) {
      return defined(call, built);
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
        .defined(call, built);
  }

  private Expression defined(Term.Call call, Built built) {
    expressions.requireAllowed(ExpressionAnalyzer.Inside.AGGREGATE, call);
    var found = built.found();
    var output =
        context
            .ids()
            .column(
                new ColumnNames(context.forms()).unfiltered(call),
                found.type(),
                found.isNullable());
    return built.finish().apply(expressions.definitions().aggregate(found, output).ref());
  }

  /// The function with its arguments, of a group's rows or of a window's.
  Built built(Term.Call call) {
    boolean isOrderedAlone = !call.within().isEmpty();
    boolean isNothing =
        call.name().equalsIgnoreCase("count") && context.settings().isOn(Settings.EMPTY_COUNT);
    if (call.arguments().isEmpty() && !isOrderedAlone && !isNothing) {
      throw expressions.error(
          call,
          call.name().equalsIgnoreCase("count")
              ? call.name() + " needs an argument; count(*) counts all rows"
              : call.name() + " needs an argument");
    }
    boolean isDistinct = call.quantifier() == Quantifier.DISTINCT;
    var arguments = new ArrayList<Expression>();
    for (var operand : call.arguments()) {
      if (!(operand instanceof Term.Star star)) {
        arguments.add(expressions.analyze(operand));
      } else if (!call.name().equalsIgnoreCase("count")) {
        throw expressions.error(operand, "'*' may stand only in a SELECT list and in count(*)");
      } else if (!star.qualifier().isEmpty() || isDistinct) {
        arguments.addAll(StarColumns.values(star, expressions.scope(), context));
      }
    }
    if (arguments.isEmpty() && call.arguments().isEmpty() && isNothing) {
      arguments.add(Literal.nullOf(DataType.VOID));
    }
    var where = call.filter() == null ? null : expressions.condition(call.filter());
    var within =
        call.within().stream()
            .map(
                key -> new OrderKey(expressions.analyze(key.value()), key.direction(), key.nulls()))
            .toList();
    var site =
        new AggregateSite(
            new FunctionCall(call.name(), guarded(arguments, where), call, context),
            isDistinct,
            within,
            where);
    return AggregateFunctions.isKnown(call.name())
        ? AggregateFunctions.build(site)
        : UserCalls.aggregate(
            site, UserCalls.find(context, call.name(), Kind.AGGREGATE).orElseThrow());
  }

  /// What can fail is computed only for the rows that the filter leaves.
  private static List<Expression> guarded(List<Expression> arguments, @Nullable Expression filter) {
    return filter == null
        ? arguments
        : arguments.stream().map(argument -> guarded(argument, filter)).toList();
  }

  private static Expression guarded(Expression argument, Expression filter) {
    return Expressions.canFail(argument)
        ? new Case(
            List.of(new Case.Branch(filter, argument)),
            Literal.nullOf(argument.type()),
            argument.type())
        : argument;
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
    var output = context.ids().column(new ColumnNames(context.forms()).of(call), type, false);
    var grouping = new Definition.Grouping(output, call, arguments);
    return expressions.definitions().grouping(grouping).ref();
  }
}
