package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Repeat;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Adds to the inputs of joins what their keys imply: where `a.k = b.k` and `a.k < 5`, also `b.k <
/// 5`. Only comparisons with constants are handed over: they cost little, and cannot fail for rows
/// that would have met no other.
final class ImpliedConditions {

  Relation apply(Relation relation) {
    var applied = relation.withInputs(relation.inputs().stream().map(this::apply).toList());
    return applied instanceof Join join ? implied(join) : applied;
  }

  private static Join implied(Join join) {
    var left = facts(join.left());
    var right = facts(join.right());
    var known = new ArrayList<>(join.conditions());
    known.addAll(left);
    known.addAll(right);
    var equalities = Equalities.of(known);
    // What holds of the rows that one side gives, or of those that may find a match.
    var ofLeft = new ArrayList<>(left);
    var ofRight = new ArrayList<>(right);
    ofLeft.addAll(join.conditions());
    ofRight.addAll(join.conditions());
    var toLeft =
        dropsUnmatchedLeft(join)
            ? over(join.left(), ofRight, equalities, left)
            : List.<Expression>of();
    var toRight =
        dropsUnmatchedRight(join)
            ? over(join.right(), ofLeft, equalities, right)
            : List.<Expression>of();
    return toLeft.isEmpty() && toRight.isEmpty()
        ? join
        : join.over(
            Relations.filter(join.left(), toLeft),
            Relations.filter(join.right(), toRight),
            join.conditions());
  }

  private static boolean dropsUnmatchedLeft(Join join) {
    return switch (join.kind()) {
      case INNER, RIGHT, SEMI -> true;
      case LEFT, FULL, ANTI, SINGLE, MARK -> false;
    };
  }

  private static boolean dropsUnmatchedRight(Join join) {
    return switch (join.kind()) {
      case INNER, LEFT, SEMI, ANTI, SINGLE, MARK -> true;
      case RIGHT, FULL -> false;
    };
  }

  /// What `facts` say of the columns of `relation` by way of columns that are equal to them, as far
  /// as it is not known.
  private static List<Expression> over(
      Relation relation, List<Expression> facts, Equalities equalities, List<Expression> known) {
    var ids = Expressions.idsOf(relation.columns());
    var implied = new LinkedHashSet<Expression>();
    for (var fact : facts) {
      var used = Expressions.ids(fact);
      if (used.size() == 1 && comparesWithConstants(fact)) {
        int column = used.iterator().next();
        for (var other : equalities.others(column)) {
          if (ids.contains(other.column())) {
            implied.add(Expressions.substitute(fact, Map.of(column, other)));
          }
        }
      }
    }
    known.forEach(implied::remove);
    return List.copyOf(implied);
  }

  private static boolean comparesWithConstants(Expression condition) {
    return switch (condition) {
      case In in -> in.value() instanceof ColumnRef;
      case Call call ->
          switch (call.function()) {
            case EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                call.arguments().stream()
                    .allMatch(a -> a instanceof ColumnRef || a instanceof Literal);
            case AND, OR ->
                call.arguments().stream().allMatch(ImpliedConditions::comparesWithConstants);
            default -> false;
          };
      case ColumnRef _, Literal _, dev.stint.plan.expression.Case _ -> false;
    };
  }

  /// Conditions that are true for every row of a relation.
  private static List<Expression> facts(Relation relation) {
    return switch (relation) {
      case Scan scan ->
          scan.filters().stream().flatMap(f -> Expressions.conjuncts(f).stream()).toList();
      case Filter filter -> {
        var facts = new ArrayList<>(Expressions.conjuncts(filter.condition()));
        facts.addAll(facts(filter.input()));
        yield facts;
      }
      case Join join -> facts(join);
      case Project project -> of(passed(project), facts(project.input()));
      case Aggregate aggregate ->
          of(Expressions.idsOf(aggregate.groups()), facts(aggregate.input()));
      case Sort _, Limit _, Window _, Repeat _ -> facts(relation.inputs().getFirst());
      case Relation.Values _, Relation.Union _, Relation.Expand _ -> List.of();
    };
  }

  private static List<Expression> facts(Join join) {
    var facts = new ArrayList<Expression>();
    switch (join.kind()) {
      case INNER -> {
        facts.addAll(join.conditions());
        facts.addAll(facts(join.left()));
        facts.addAll(facts(join.right()));
      }
      case LEFT, SEMI, ANTI, SINGLE, MARK -> facts.addAll(facts(join.left()));
      case RIGHT -> facts.addAll(facts(join.right()));
      case FULL -> {}
    }
    return facts;
  }

  private static Set<Integer> passed(Project project) {
    var ids = new LinkedHashSet<Integer>();
    for (int index = 0; index < project.columns().size(); index++) {
      var column = project.columns().get(index);
      if (Relations.isPassed(column, project.expressions().get(index))) {
        ids.add(column.id());
      }
    }
    return ids;
  }

  private static List<Expression> of(Set<Integer> ids, Collection<Expression> facts) {
    return facts.stream().filter(fact -> ids.containsAll(Expressions.ids(fact))).toList();
  }
}
