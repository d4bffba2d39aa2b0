package dev.stint.plan.explain;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Expressions over rows of a schema, with the columns' names in place of their numbers.
final class ExpressionText {

  private final Schema schema;

  ExpressionText(Schema schema) {
    this.schema = schema;
  }

  String column(int column) {
    return schema.field(column).name();
  }

  String columns(List<Integer> columns) {
    return columns.stream().map(this::column).collect(Collectors.joining(", "));
  }

  String of(List<Expression> expressions) {
    return expressions.stream().map(this::of).collect(Collectors.joining(", "));
  }

  String of(Expression expression) {
    return switch (expression) {
      case ColumnRef column -> column(column.column());
      case Literal literal -> literal.toString();
      case Call call -> call(call);
      case Case choice -> choice(choice);
      case In in ->
          in.options().stream()
              .map(Literal::toString)
              .collect(Collectors.joining(", ", of(in.value()) + " IN (", ")"));
    };
  }

  private String call(Call call) {
    return switch (call.function()) {
      case CAST, TRY_CAST, LENIENT_CAST -> cast(call);
      case IS_NULL -> operand(call.argument(0)) + " IS NULL";
      case IS_NOT_NULL -> operand(call.argument(0)) + " IS NOT NULL";
      case NOT -> "NOT " + operand(call.argument(0));
      case NEGATE -> "-" + operand(call.argument(0));
      case USER_FUNCTION, USER_FUNCTION_OF_NULLS, USER_FUNCTION_OF_PLACE, USER_AGGREGATE ->
          UserCode.of(call).function() + "(" + of(UserCode.arguments(call)) + ")";
      default ->
          call.function().isInfix() && call.arguments().size() > 1
              ? infix(call)
              : call.function().sqlName() + "(" + of(call.arguments()) + ")";
    };
  }

  private String cast(Call call) {
    return call.function().name() + "(" + of(call.argument(0)) + " AS " + call.type() + ")";
  }

  private String infix(Call call) {
    return call.arguments().stream()
        .map(this::operand)
        .collect(Collectors.joining(" " + call.function().sqlName() + " "));
  }

  /// In parentheses if it has operators of its own.
  private String operand(Expression expression) {
    boolean isCompound =
        expression instanceof In
            || (expression instanceof Call call
                && (call.function().isInfix()
                    || call.function() == ScalarFunction.IS_NULL
                    || call.function() == ScalarFunction.IS_NOT_NULL));
    return isCompound ? "(" + of(expression) + ")" : of(expression);
  }

  private String choice(Case choice) {
    var text = new StringBuilder("CASE");
    for (var branch : choice.branches()) {
      text.append(" WHEN ").append(of(branch.condition()));
      text.append(" THEN ").append(of(branch.value()));
    }
    return text.append(" ELSE ").append(of(choice.otherwise())).append(" END").toString();
  }

  String of(AggregateCall call) {
    String argument = call.argument() == null ? "*" : column(call.argument());
    String name =
        call.function() == AggregateFunction.COUNT_ALL
            ? "count"
            : call.function().name().toLowerCase(Locale.ROOT);
    String filter = call.filter() == null ? "" : " FILTER (WHERE " + column(call.filter()) + ")";
    return name + "(" + argument + ")" + filter;
  }

  String keys(List<SortKey> keys) {
    return keys.stream().map(this::key).collect(Collectors.joining(", "));
  }

  /// The direction, and where NULLs go if that is not where Spark puts them.
  private String key(SortKey key) {
    boolean isDescending = key.direction() == SortKey.Direction.DESCENDING;
    var usual = isDescending ? SortKey.Nulls.LAST : SortKey.Nulls.FIRST;
    return column(key.column())
        + (isDescending ? " DESC" : "")
        + (key.nulls() == usual ? "" : " NULLS " + key.nulls());
  }
}
