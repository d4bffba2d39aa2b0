package dev.stint.sql.logical;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.request.ConstantEvaluator;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Replaces what depends on no row by its value, which the executor's kernels compute. What would
/// fail is left to the executor.
public final class ConstantFolder {

  private final ConstantEvaluator evaluator;
  private final ZoneId zone;

  public ConstantFolder(ConstantEvaluator evaluator, ZoneId zone) {
    this.evaluator = evaluator;
    this.zone = zone;
  }

  public Expression fold(Expression expression) {
    return switch (expression) {
      case ColumnRef _, Literal _ -> expression;
      case In in -> foldIn(in);
      case Case choice -> foldCase(choice);
      case Call call -> foldCall(call);
    };
  }

  private Expression foldIn(In in) {
    var value = fold(in.value());
    if (!(value instanceof Literal literal)) {
      return new In(value, in.options());
    }
    if (literal.text() == null) {
      return Literal.nullOf(DataType.BOOLEAN);
    }
    return evaluated(new In(literal, in.options()));
  }

  private Expression foldCase(Case choice) {
    var branches = new ArrayList<Case.Branch>();
    for (var branch : choice.branches()) {
      var condition = fold(branch.condition());
      if (condition instanceof Literal literal) {
        if ("true".equals(literal.text())) {
          return finish(branches, fold(branch.value()), choice.type());
        }
      } else {
        branches.add(new Case.Branch(condition, fold(branch.value())));
      }
    }
    return finish(branches, fold(choice.otherwise()), choice.type());
  }

  private static Expression finish(
      List<Case.Branch> branches, Expression otherwise, DataType type) {
    return branches.isEmpty() ? otherwise : new Case(branches, otherwise, type);
  }

  private Expression foldCall(Call call) {
    var arguments = call.arguments().stream().map(this::fold).toList();
    var folded = new Call(call.function(), arguments, call.type());
    return switch (call.function()) {
      case AND -> foldLogic(folded, Literal.FALSE, Literal.TRUE);
      case OR -> foldLogic(folded, Literal.TRUE, Literal.FALSE);
      case NOT -> foldNot(folded);
      case COALESCE -> foldCoalesce(folded);
      case CAST -> foldCast(folded);
      default -> foldConstant(folded);
    };
  }

  /// AND and OR: `dominant` decides alone, `neutral` says nothing.
  private static Expression foldLogic(Call call, Literal dominant, Literal neutral) {
    var parts = new LinkedHashSet<Expression>();
    for (var part : flatten(call, call.function())) {
      if (part.equals(dominant)) {
        return dominant;
      }
      if (!part.equals(neutral)) {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      return neutral;
    }
    return parts.size() == 1
        ? parts.getFirst()
        : new Call(call.function(), List.copyOf(parts), DataType.BOOLEAN);
  }

  private static List<Expression> flatten(Call call, ScalarFunction operator) {
    return operator == ScalarFunction.AND
        ? Expressions.conjuncts(call)
        : Expressions.disjuncts(call);
  }

  private Expression foldNot(Call call) {
    if (call.argument(0) instanceof Call inner) {
      var opposite = inner.function().opposite();
      if (opposite.isPresent()) {
        return new Call(opposite.get(), inner.arguments(), DataType.BOOLEAN);
      }
      if (inner.function() == ScalarFunction.NOT) {
        return inner.argument(0);
      }
    }
    return foldConstant(call);
  }

  private static Expression foldCoalesce(Call call) {
    var parts = new ArrayList<Expression>();
    for (var part : call.arguments()) {
      if (part instanceof Literal literal) {
        if (literal.text() == null) {
          continue;
        }
        parts.add(part);
        break;
      }
      parts.add(part);
    }
    return switch (parts.size()) {
      case 0 -> Literal.nullOf(call.type());
      case 1 -> parts.getFirst();
      default -> new Call(ScalarFunction.COALESCE, parts, call.type());
    };
  }

  private Expression foldCast(Call call) {
    return call.argument(0).type().equals(call.type()) ? call.argument(0) : foldConstant(call);
  }

  private Expression foldConstant(Call call) {
    boolean isConstant =
        !call.function().isOfPlace()
            && call.arguments().stream().allMatch(Literal.class::isInstance);
    return isConstant ? evaluated(call) : call;
  }

  private Expression evaluated(Expression constant) {
    return evaluator.evaluate(constant, zone).map(Expression.class::cast).orElse(constant);
  }
}
