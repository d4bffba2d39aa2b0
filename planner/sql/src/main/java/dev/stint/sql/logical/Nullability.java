package dev.stint.sql.logical;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
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
    return switch (call.function()) {
      case IS_NULL, IS_NOT_NULL, IS_NAN, NULL_SAFE_EQUAL -> false;
      case COALESCE, GREATEST, LEAST -> call.arguments().stream().allMatch(this::isNullable);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIVIDE, REMAINDER, NEGATE, ABS, CAST -> any(call);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> any(call);
      case AND, OR, NOT, LIKE, STARTS_WITH, ENDS_WITH, CONTAINS -> any(call);
      case UPPER, LOWER, LENGTH, CONCAT, SUBSTRING, YEAR, MONTH, DAY, HOUR, DATE_ADD -> any(call);
      // Others may give NULL for arguments that are not.
      default -> true;
    };
  }

  private boolean any(Call call) {
    return call.arguments().stream().anyMatch(this::isNullable);
  }

  /// Whether the condition cannot be true where all of `ids` are NULL.
  public static boolean rejectsNull(Expression condition, Set<Integer> ids) {
    return switch (condition) {
      case In in -> isStrict(in.value(), ids);
      case Call call ->
          switch (call.function()) {
            case AND -> call.arguments().stream().anyMatch(part -> rejectsNull(part, ids));
            case OR -> call.arguments().stream().allMatch(part -> rejectsNull(part, ids));
            case IS_NOT_NULL -> isStrict(call.argument(0), ids);
            case NOT -> isStrict(call.argument(0), ids);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, LIKE ->
                isStrict(call, ids);
            default -> false;
          };
      case ColumnRef _, Literal _, Case _ -> false;
    };
  }

  /// Whether the expression is NULL where all of `ids` are.
  private static boolean isStrict(Expression expression, Set<Integer> ids) {
    return switch (expression) {
      case ColumnRef column -> ids.contains(column.column());
      case In in -> isStrict(in.value(), ids);
      case Literal _, Case _ -> false;
      case Call call ->
          switch (call.function()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, CAST, LIKE, YEAR, MONTH, DAY ->
                anyStrict(call, ids);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NOT ->
                anyStrict(call, ids);
            case UPPER, LOWER, SUBSTRING, TRIM -> anyStrict(call, ids);
            default -> false;
          };
    };
  }

  private static boolean anyStrict(Call call, Set<Integer> ids) {
    return call.arguments().stream().anyMatch(argument -> isStrict(argument, ids));
  }
}
