package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/// A scalar function applied to arguments. `type` is the result's; for casts it is the target.
public record Call(ScalarFunction function, List<Expression> arguments, DataType type)
    implements Expression {

  public Call {
    arguments = List.copyOf(arguments);
  }

  public static Call of(ScalarFunction function, DataType type, Expression... arguments) {
    return new Call(function, List.of(arguments), type);
  }

  public Expression argument(int index) {
    return arguments.get(index);
  }

  @Override
  public String toString() {
    var list = arguments.stream().map(Expression::toString).collect(Collectors.joining(", "));
    return switch (function) {
      case CAST, TRY_CAST, LENIENT_CAST -> function.sqlName() + "(" + list + " AS " + type + ")";
      case IS_NULL -> "(" + list + " IS NULL)";
      case IS_NOT_NULL -> "(" + list + " IS NOT NULL)";
      case USER_FUNCTION, USER_FUNCTION_OF_NULLS, USER_FUNCTION_OF_PLACE, USER_AGGREGATE ->
          UserCode.arguments(this).stream()
              .map(Expression::toString)
              .collect(Collectors.joining(", ", UserCode.of(this).function() + "(", ")"));
      default ->
          function.isInfix() && arguments.size() > 1
              ? infix()
              : function.sqlName() + "(" + list + ")";
    };
  }

  private String infix() {
    return arguments.stream()
        .map(Expression::toString)
        .collect(Collectors.joining(" " + function.sqlName() + " ", "(", ")"));
  }
}
