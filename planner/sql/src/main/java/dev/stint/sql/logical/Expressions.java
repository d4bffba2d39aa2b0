package dev.stint.sql.logical;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Walks, rewrites and combines expressions.
public final class Expressions {

  private Expressions() {}

  /// The ids of the columns an expression uses.
  public static Set<Integer> ids(Expression expression) {
    var ids = new HashSet<Integer>();
    addIds(expression, ids);
    return ids;
  }

  public static Set<Integer> ids(Collection<? extends Expression> expressions) {
    var ids = new HashSet<Integer>();
    expressions.forEach(expression -> addIds(expression, ids));
    return ids;
  }

  public static Set<Integer> idsOf(Collection<Column> columns) {
    var ids = new HashSet<Integer>();
    columns.forEach(column -> ids.add(column.id()));
    return ids;
  }

  static void addIds(Expression expression, Collection<Integer> ids) {
    if (expression instanceof ColumnRef column) {
      ids.add(column.column());
    }
    children(expression).forEach(child -> addIds(child, ids));
  }

  public static List<Expression> children(Expression expression) {
    return switch (expression) {
      case ColumnRef _, Literal _ -> List.of();
      case Call call -> call.arguments();
      case In in -> List.of(in.value());
      case Case choice -> {
        var children = new ArrayList<Expression>();
        for (var branch : choice.branches()) {
          children.add(branch.condition());
          children.add(branch.value());
        }
        children.add(choice.otherwise());
        yield children;
      }
    };
  }

  /// The same expression over other children, in the order of [#children].
  public static Expression withChildren(Expression expression, List<Expression> children) {
    return switch (expression) {
      case ColumnRef _, Literal _ -> expression;
      case Call call -> new Call(call.function(), children, call.type());
      case In in -> new In(children.getFirst(), in.options());
      case Case choice -> {
        var branches = new ArrayList<Case.Branch>();
        for (int at = 0; at + 1 < children.size(); at += 2) {
          branches.add(new Case.Branch(children.get(at), children.get(at + 1)));
        }
        yield new Case(branches, children.getLast(), choice.type());
      }
    };
  }

  /// Rewrites from the top: where `rewrite` gives an expression it stands, unsearched; where it
  /// gives `null` the children are rewritten.
  public static Expression rewrite(
      Expression expression, Function<Expression, @Nullable Expression> rewrite) {
    var rewritten = rewrite.apply(expression);
    if (rewritten != null) {
      return rewritten;
    }
    var children = children(expression);
    if (children.isEmpty()) {
      return expression;
    }
    return withChildren(
        expression, children.stream().map(child -> rewrite(child, rewrite)).toList());
  }

  /// Puts expressions in the place of columns.
  public static Expression substitute(
      Expression expression, Map<Integer, ? extends Expression> replacements) {
    return rewrite(
        expression,
        part -> part instanceof ColumnRef column ? replacements.get(column.column()) : null);
  }

  /// Whether computing it may be an error for some rows.
  public static boolean canFail(Expression expression) {
    return (expression instanceof Call call && call.function().canFail(call.type()))
        || children(expression).stream().anyMatch(Expressions::canFail);
  }

  /// Whether it gives something else for another row with the same values, so that it must be
  /// computed once and where it stands.
  public static boolean isOfPlace(Expression expression) {
    return (expression instanceof Call call && call.function().isOfPlace())
        || children(expression).stream().anyMatch(Expressions::isOfPlace);
  }

  /// The parts of a condition that must all be true.
  public static List<Expression> conjuncts(Expression condition) {
    return parts(condition, ScalarFunction.AND);
  }

  /// The parts of a condition one of which must be true.
  public static List<Expression> disjuncts(Expression condition) {
    return parts(condition, ScalarFunction.OR);
  }

  private static List<Expression> parts(Expression condition, ScalarFunction operator) {
    if (condition instanceof Call call && call.function() == operator) {
      return call.arguments().stream().flatMap(part -> parts(part, operator).stream()).toList();
    }
    return List.of(condition);
  }

  /// All of them true; `TRUE` of none.
  public static Expression and(List<? extends Expression> parts) {
    return join(parts, ScalarFunction.AND, Literal.TRUE);
  }

  public static Expression or(List<? extends Expression> parts) {
    return join(parts, ScalarFunction.OR, Literal.FALSE);
  }

  private static Expression join(
      List<? extends Expression> parts, ScalarFunction operator, Literal none) {
    return switch (parts.size()) {
      case 0 -> none;
      case 1 -> parts.getFirst();
      default -> new Call(operator, List.copyOf(parts), DataType.BOOLEAN);
    };
  }

  public static Expression not(Expression condition) {
    return Call.of(ScalarFunction.NOT, DataType.BOOLEAN, condition);
  }

  public static Expression equal(Expression left, Expression right) {
    return Call.of(ScalarFunction.EQUAL, DataType.BOOLEAN, left, right);
  }

  public static Expression isNull(Expression value) {
    return Call.of(ScalarFunction.IS_NULL, DataType.BOOLEAN, value);
  }

  public static Expression isNotNull(Expression value) {
    return Call.of(ScalarFunction.IS_NOT_NULL, DataType.BOOLEAN, value);
  }
}
