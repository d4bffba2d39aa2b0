package dev.stint.sql.logical;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Replaces what depends on no row by its value. What would fail, or is not known here exactly as
/// the executor computes it, is left to the executor.
public final class ConstantFolder {

  private final ConstantCalls calls;

  public ConstantFolder(ZoneId zone) {
    this.calls = new ConstantCalls(zone);
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
    boolean isFound =
        in.options().stream().anyMatch(option -> Constants.compare(literal, option) == 0);
    return isFound ? Literal.TRUE : Literal.FALSE;
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
      var opposite = opposite(inner.function());
      if (opposite.isPresent()) {
        return new Call(opposite.get(), inner.arguments(), DataType.BOOLEAN);
      }
      if (inner.function() == ScalarFunction.NOT) {
        return inner.argument(0);
      }
    }
    return foldConstant(call);
  }

  private static Optional<ScalarFunction> opposite(ScalarFunction function) {
    return switch (function) {
      case EQUAL -> Optional.of(ScalarFunction.NOT_EQUAL);
      case NOT_EQUAL -> Optional.of(ScalarFunction.EQUAL);
      case LESS -> Optional.of(ScalarFunction.GREATER_OR_EQUAL);
      case LESS_OR_EQUAL -> Optional.of(ScalarFunction.GREATER);
      case GREATER -> Optional.of(ScalarFunction.LESS_OR_EQUAL);
      case GREATER_OR_EQUAL -> Optional.of(ScalarFunction.LESS);
      case IS_NULL -> Optional.of(ScalarFunction.IS_NOT_NULL);
      case IS_NOT_NULL -> Optional.of(ScalarFunction.IS_NULL);
      default -> Optional.empty();
    };
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
    var literals = new ArrayList<Literal>();
    for (var argument : call.arguments()) {
      if (!(argument instanceof Literal literal)) {
        return call;
      }
      literals.add(literal);
    }
    return calls.evaluate(call, literals).map(Expression.class::cast).orElse(call);
  }
}
