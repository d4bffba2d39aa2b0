package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.PackedLayout.Part;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.aggregate.AggregateSite;
import dev.stint.sql.aggregate.AggregateSite.Built;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.request.UserFunction;
import dev.stint.sql.request.UserFunction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls of functions that users wrote in Java. Arguments are given as they are: what a function
/// takes is its own to say.
final class UserCalls {

  private UserCalls() {}

  /// What the name means; built-in functions come first, as do those in SQL among scalar ones.
  static Optional<UserFunction> find(AnalysisContext context, String name, Kind kind) {
    return context.request().names().userFunction(name).filter(found -> found.kind() == kind);
  }

  static boolean isAggregate(AnalysisContext context, String name) {
    return AggregateFunctions.isKnown(name) || find(context, name, Kind.AGGREGATE).isPresent();
  }

  static Expression scalar(FunctionCall call, UserFunction function) {
    var arguments = new ArrayList<Expression>();
    arguments.add(code(function));
    arguments.addAll(call.arguments());
    var type = type(call, function);
    return call.context().folder().fold(new Call(kind(function), arguments, type));
  }

  private static ScalarFunction kind(UserFunction function) {
    if (!function.isDeterministic()) {
      return ScalarFunction.USER_FUNCTION_OF_PLACE;
    }
    return function.takesNulls()
        ? ScalarFunction.USER_FUNCTION_OF_NULLS
        : ScalarFunction.USER_FUNCTION;
  }

  private static Literal code(UserFunction function) {
    return Literal.ofString(function.code().text());
  }

  private static DataType type(FunctionCall call, UserFunction function) {
    try {
      return function.result().type(call.arguments().stream().map(Expression::type).toList());
    } catch (IllegalArgumentException e) {
      throw call.error("%s: %s".formatted(function.name(), e.getMessage()));
    }
  }

  /// A function of the bag of all its arguments.
  static Built aggregate(AggregateSite site, UserFunction function) {
    var call = site.call();
    if (!site.within().isEmpty()) {
      throw call.error(call.name() + " takes no WITHIN GROUP (ORDER BY …)");
    }
    var type = type(call, function);
    var values = call.arguments().toArray(Expression[]::new);
    var layout = layout(call.arguments());
    var counted = function.takesNulls() ? site : site.where(values);
    var one =
        call.call(
            ScalarFunction.BAG_OF,
            DataType.BINARY,
            site.pack(layout, values),
            Literal.ofLong(DataType.BIGINT, 1));
    return counted
        .of(AggregateFunction.BAG, one, DataType.BINARY)
        .then(
            bag ->
                call.call(
                    ScalarFunction.USER_AGGREGATE,
                    type,
                    code(function),
                    bag,
                    Literal.ofString(layout.text())));
  }

  private static PackedLayout layout(List<Expression> arguments) {
    return new PackedLayout(
        arguments.stream().map(argument -> Part.ascending(argument.type())).toList());
  }
}
