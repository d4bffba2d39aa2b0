package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import java.util.List;

/// Replaces what is constant by its value. An error is left in place, since perhaps no row needs
/// the value.
final class ConstantFolder {

  private static final Batch ONE_ROW = new Batch(1, List.of());

  private final ExpressionCompiler compiler;

  ConstantFolder(ExpressionCompiler compiler) {
    this.compiler = compiler;
  }

  Expression fold(Expression expression) {
    return switch (expression) {
      case ColumnRef _, Literal _ -> expression;
      case In(Expression value, List<Literal> options) -> reduce(new In(fold(value), options));
      case Call call ->
          reduce(
              new Call(
                  call.function(),
                  call.arguments().stream().map(this::fold).toList(),
                  call.type()));
      case Case choice ->
          reduce(
              new Case(
                  choice.branches().stream()
                      .map(
                          branch -> new Case.Branch(fold(branch.condition()), fold(branch.value())))
                      .toList(),
                  fold(choice.otherwise()),
                  choice.type()));
    };
  }

  private Expression reduce(Expression expression) {
    if (Expressions.columns(expression).length > 0 || Expressions.isOfPlace(expression)) {
      return expression;
    }
    try {
      return Literals.of(compiler.translate(expression).evaluate(ONE_ROW), 0, expression.type());
    } catch (StintException _) {
      return expression;
    }
  }
}
