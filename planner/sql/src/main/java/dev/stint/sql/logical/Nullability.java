package dev.stint.sql.logical;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Tells which expressions can never be NULL, and which are NULL whenever a column is.
public final class Nullability {

  private final Set<Integer> required = new HashSet<>();

  /// Over relations with these columns.
  public Nullability(Collection<Column> columns) {
    columns.stream().filter(column -> !column.isNullable()).forEach(c -> required.add(c.id()));
  }

  public boolean isNullable(Expression expression) {
    return switch (expression) {
      case ColumnRef column -> !required.contains(column.column());
      case Literal literal -> literal.text() == null;
      case In in -> isNullable(in.value());
      case Case choice ->
          isNullable(choice.otherwise())
              || choice.branches().stream().anyMatch(branch -> isNullable(branch.value()));
      case Call call -> isCallNullable(call);
    };
  }

  private boolean isCallNullable(Call call) {
    // NaN and the infinities are NULL as decimals.
    boolean isOfNoNumber =
        call.function() == ScalarFunction.CAST
            && call.type().isDecimal()
            && call.argument(0).type().isFloatingPoint();
    return isOfNoNumber || isNullableByRule(call);
  }

  private boolean isNullableByRule(Call call) {
    return switch (call.function().nulls()) {
      case NEVER_NULL -> false;
      case NULL_IF_ALL -> call.arguments().stream().allMatch(this::isNullable);
      case NULL_IF_FIRST -> isNullable(call.argument(0));
      case NULL_IF_ANY, NULL_BY_LOGIC -> any(call);
      case NULL_IF_ANY_OR_MORE -> true;
    };
  }

  private boolean any(Call call) {
    return call.arguments().stream().anyMatch(this::isNullable);
  }

  /// Whether the condition cannot be true where all of `ids` are NULL.
  public static boolean rejectsNull(Expression condition, Set<Integer> ids) {
    return switch (condition) {
      case In in -> isStrict(in.value(), ids);
      case Call call -> rejectsNull(call, ids);
      case ColumnRef _, Literal _, Case _ -> false;
    };
  }

  private static boolean rejectsNull(Call call, Set<Integer> ids) {
    if (call.function() == ScalarFunction.AND) {
      return call.arguments().stream().anyMatch(part -> rejectsNull(part, ids));
    }
    if (call.function() == ScalarFunction.OR) {
      return call.arguments().stream().allMatch(part -> rejectsNull(part, ids));
    }
    return call.function() == ScalarFunction.IS_NOT_NULL
        ? isStrict(call.argument(0), ids)
        : isStrict(call, ids);
  }

  /// Whether the expression is NULL where all of `ids` are.
  private static boolean isStrict(Expression expression, Set<Integer> ids) {
    return switch (expression) {
      case ColumnRef column -> ids.contains(column.column());
      case In in -> isStrict(in.value(), ids);
      case Literal _, Case _ -> false;
      case Call call ->
          switch (call.function().nulls()) {
            case NULL_IF_ANY, NULL_IF_ANY_OR_MORE -> anyStrict(call, ids);
            case NULL_IF_FIRST -> isStrict(call.argument(0), ids);
            case NULL_IF_ALL ->
                call.arguments().stream().allMatch(argument -> isStrict(argument, ids));
            case NULL_BY_LOGIC, NEVER_NULL -> false;
          };
    };
  }

  private static boolean anyStrict(Call call, Set<Integer> ids) {
    return call.arguments().stream().anyMatch(argument -> isStrict(argument, ids));
  }
}
