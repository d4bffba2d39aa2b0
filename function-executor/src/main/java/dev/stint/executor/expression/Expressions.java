package dev.stint.executor.expression;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.PhysicalType;
import java.util.List;
import java.util.stream.IntStream;

/// What the compiler asks about expressions.
final class Expressions {

  private Expressions() {}

  /// The columns that are read, ascending.
  static int[] columns(Expression expression) {
    return columnStream(expression).distinct().sorted().toArray();
  }

  private static IntStream columnStream(Expression expression) {
    return switch (expression) {
      case ColumnRef(int column, _) -> IntStream.of(column);
      case Literal _ -> IntStream.empty();
      case Call call -> call.arguments().stream().flatMapToInt(Expressions::columnStream);
      case In in -> columnStream(in.value());
      case Case choice ->
          IntStream.concat(
              columnStream(choice.otherwise()),
              choice.branches().stream()
                  .flatMapToInt(
                      branch ->
                          IntStream.concat(
                              columnStream(branch.condition()), columnStream(branch.value()))));
    };
  }

  /// Whether the value depends on the row's place.
  static boolean isOfPlace(Expression expression) {
    return switch (expression) {
      case ColumnRef _, Literal _ -> false;
      case In in -> isOfPlace(in.value());
      case Call call ->
          call.function().isOfPlace() || call.arguments().stream().anyMatch(Expressions::isOfPlace);
      case Case choice ->
          isOfPlace(choice.otherwise())
              || choice.branches().stream()
                  .anyMatch(branch -> isOfPlace(branch.condition()) || isOfPlace(branch.value()));
    };
  }

  /// Whether evaluating for a row can never fail and costs little, so that evaluating for rows
  /// which do not need it is cheaper than leaving them out.
  static boolean isTotal(Expression expression) {
    return switch (expression) {
      case ColumnRef _, Literal _ -> true;
      case In in -> isTotal(in.value());
      case Case _ -> false;
      case Call call ->
          call.function().family().isCheap()
              && !call.function().canFail(call.type())
              && call.arguments().stream().allMatch(Expressions::isTotal);
    };
  }

  /// The position of the one argument of physical type BYTES that is not a constant, when the call
  /// has no other that is not and takes NULL to NULL; else -1.
  static int onlyTextArgument(Call call) {
    if (!call.function().isStrict()) {
      return -1;
    }
    List<Expression> arguments = call.arguments();
    int position = -1;
    for (int i = 0; i < arguments.size(); i++) {
      if (!(arguments.get(i) instanceof Literal)) {
        boolean isText = arguments.get(i).type().physicalType() == PhysicalType.BYTES;
        if (position >= 0 || !isText) {
          return -1;
        }
        position = i;
      }
    }
    return position;
  }
}
