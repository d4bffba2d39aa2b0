package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Level;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Recursion;
import dev.stint.sql.logical.Relation.Repeat;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/// Moves conditions as close to the tables as they can go, and turns outer joins into inner ones
/// where a condition above drops the rows that only the outer join keeps.
final class PredicatePushdown {

  private final ConstantFolder folder;

  PredicatePushdown(ConstantFolder folder) {
    this.folder = folder;
  }

  Relation apply(Relation relation) {
    return push(relation, List.of());
  }

  private Relation push(Relation relation, List<Expression> given) {
    var conditions = simplified(given);
    if (conditions.contains(Literal.FALSE)) {
      return new Values(relation.columns(), List.of());
    }
    return switch (relation) {
      case Filter filter -> pushIntoFilter(filter, conditions);
      case Project project -> pushIntoProject(project, conditions);
      case Aggregate aggregate -> pushIntoAggregate(aggregate, conditions);
      case Join join -> pushIntoJoin(join, conditions);
      case Sort sort -> new Sort(push(sort.input(), conditions), sort.keys());
      case Union union -> pushIntoUnion(union, conditions);
      case Scan scan -> {
        var filters = new ArrayList<>(scan.filters());
        filters.addAll(conditions);
        yield new Scan(scan.table(), scan.columns(), scan.filterColumns(), filters, scan.splits());
      }
      case Limit limit ->
          Relations.filter(limit.withInputs(List.of(push(limit.input(), List.of()))), conditions);
      case Expand expand ->
          Relations.filter(expand.withInputs(List.of(push(expand.input(), List.of()))), conditions);
      case Repeat repeat -> pushIntoRepeat(repeat, conditions);
      case Window window -> pushIntoWindow(window, conditions);
      case Values values -> Relations.filter(values, conditions);
      case Level level -> Relations.filter(level, conditions);
      case Recursion recursion ->
          Relations.filter(
              recursion.withInputs(
                  recursion.inputs().stream().map(input -> push(input, List.of())).toList()),
              conditions);
    };
  }

  /// Folded, taken apart, each once; TRUE left out, FALSE for what can never be true.
  private List<Expression> simplified(List<Expression> given) {
    var parts = new java.util.LinkedHashSet<Expression>();
    for (var condition : given) {
      var folded = folder.fold(CommonFactors.extract(condition));
      for (var conjunct : Expressions.conjuncts(folded)) {
        var part = withoutNull(conjunct);
        boolean isNever = part instanceof Literal literal && !"true".equals(literal.text());
        if (isNever) {
          return List.of(Literal.FALSE);
        }
        if (!part.equals(Literal.TRUE)) {
          parts.add(part);
        }
      }
    }
    return List.copyOf(parts);
  }

  /// For a filter, `x OR NULL` is as good as `x`.
  private static Expression withoutNull(Expression conjunct) {
    var alternatives = Expressions.disjuncts(conjunct);
    var nothing = Literal.nullOf(DataType.BOOLEAN);
    return alternatives.contains(nothing)
        ? Expressions.or(alternatives.stream().filter(a -> !a.equals(nothing)).toList())
        : conjunct;
  }

  private static List<Expression> with(List<Expression> conditions, Expression condition) {
    var all = new ArrayList<>(Expressions.conjuncts(condition));
    all.addAll(conditions);
    return all;
  }

  /// What depends on where rows are computed stays.
  private Relation pushIntoFilter(Filter filter, List<Expression> conditions) {
    var below = new ArrayList<Expression>();
    var here = new ArrayList<Expression>();
    for (var condition : with(conditions, filter.condition())) {
      (Expressions.isOfPlace(condition) ? here : below).add(condition);
    }
    return Relations.filter(push(filter.input(), below), here);
  }

  /// Nothing goes below what depends on where rows are computed: it would see other rows.
  private Relation pushIntoProject(Project project, List<Expression> conditions) {
    if (project.expressions().stream().anyMatch(Expressions::isOfPlace)) {
      return Relations.filter(
          project.withInputs(List.of(push(project.input(), List.of()))), conditions);
    }
    var values = new HashMap<Integer, Expression>();
    for (int index = 0; index < project.columns().size(); index++) {
      values.put(project.columns().get(index).id(), project.expressions().get(index));
    }
    var below = conditions.stream().map(c -> Expressions.substitute(c, values)).toList();
    return new Project(push(project.input(), below), project.columns(), project.expressions());
  }

  private Relation pushIntoAggregate(Aggregate aggregate, List<Expression> conditions) {
    var split = split(conditions, Expressions.idsOf(aggregate.groups()));
    var grouped = aggregate.withInputs(List.of(push(aggregate.input(), split.below())));
    return Relations.filter(grouped, split.above());
  }

  private Relation pushIntoWindow(Window window, List<Expression> conditions) {
    var split = split(conditions, Expressions.idsOf(window.partition()));
    var pushed = window.over(push(window.input(), split.below()));
    return Relations.filter(WindowLimit.apply(pushed, split.above()), split.above());
  }

  /// Conditions that may go below a grouping and those that may not.
  private record SplitConditions(List<Expression> below, List<Expression> above) {}

  /// Conditions over the columns by which rows are grouped drop whole groups.
  private static SplitConditions split(List<Expression> conditions, Set<Integer> groupIds) {
    var below = new ArrayList<Expression>();
    var above = new ArrayList<Expression>();
    for (var condition : conditions) {
      boolean isOfGroups = !groupIds.isEmpty() && groupIds.containsAll(Expressions.ids(condition));
      (isOfGroups ? below : above).add(condition);
    }
    return new SplitConditions(below, above);
  }

  private Relation pushIntoRepeat(Repeat repeat, List<Expression> conditions) {
    var below = new ArrayList<Expression>();
    var above = new ArrayList<Expression>();
    for (var condition : conditions) {
      boolean isOfOrdinal = Expressions.ids(condition).contains(repeat.ordinal().id());
      (isOfOrdinal ? above : below).add(condition);
    }
    var repeated = repeat.withInputs(List.of(push(repeat.input(), below)));
    return Relations.filter(repeated, above);
  }

  private Relation pushIntoUnion(Union union, List<Expression> conditions) {
    var inputs = new ArrayList<Relation>();
    for (var input : union.inputs()) {
      var values = new HashMap<Integer, Expression>();
      for (int index = 0; index < union.columns().size(); index++) {
        values.put(union.columns().get(index).id(), input.columns().get(index).ref());
      }
      var own = conditions.stream().map(c -> Expressions.substitute(c, values)).toList();
      inputs.add(push(input, own));
    }
    return new Union(inputs, union.columns());
  }

  private Relation pushIntoJoin(Join join, List<Expression> conditions) {
    var leftIds = Expressions.idsOf(join.left().columns());
    var rightIds = Expressions.idsOf(join.right().columns());
    var kind = innerWhere(join.kind(), conditions, leftIds, rightIds);
    var left = new ArrayList<Expression>();
    var right = new ArrayList<Expression>();
    var on = new ArrayList<Expression>();
    var above = new ArrayList<Expression>();
    for (var condition : simplified(join.conditions())) {
      var ids = Expressions.ids(condition);
      boolean isLeftDropping =
          kind == JoinKind.INNER || kind == JoinKind.SEMI || kind == JoinKind.RIGHT;
      boolean isRightDropping = kind != JoinKind.RIGHT && kind != JoinKind.FULL;
      if (isLeftDropping && leftIds.containsAll(ids) && !ids.isEmpty()) {
        left.add(condition);
      } else if (isRightDropping && rightIds.containsAll(ids) && !ids.isEmpty()) {
        right.add(condition);
      } else {
        on.add(condition);
      }
    }
    for (var condition : conditions) {
      var ids = Expressions.ids(condition);
      boolean isLeftKept = kind != JoinKind.RIGHT && kind != JoinKind.FULL;
      boolean isRightKept = kind == JoinKind.INNER || kind == JoinKind.RIGHT;
      if (isLeftKept && leftIds.containsAll(ids)) {
        left.add(condition);
      } else if (isRightKept && rightIds.containsAll(ids)) {
        right.add(condition);
      } else {
        (kind == JoinKind.INNER ? on : above).add(condition);
      }
    }
    if (kind == JoinKind.INNER) {
      left.addAll(OneSided.implied(on, leftIds));
      right.addAll(OneSided.implied(on, rightIds));
    }
    var joined =
        new Join(push(join.left(), left), push(join.right(), right), kind, on, join.mark());
    return Relations.filter(joined, above);
  }

  private static JoinKind innerWhere(
      JoinKind kind, List<Expression> conditions, Set<Integer> leftIds, Set<Integer> rightIds) {
    boolean needsLeft = conditions.stream().anyMatch(c -> Nullability.rejectsNull(c, leftIds));
    boolean needsRight = conditions.stream().anyMatch(c -> Nullability.rejectsNull(c, rightIds));
    return switch (kind) {
      case LEFT -> needsRight ? JoinKind.INNER : JoinKind.LEFT;
      case RIGHT -> needsLeft ? JoinKind.INNER : JoinKind.RIGHT;
      case FULL -> {
        if (needsLeft && needsRight) {
          yield JoinKind.INNER;
        }
        yield needsLeft ? JoinKind.LEFT : needsRight ? JoinKind.RIGHT : JoinKind.FULL;
      }
      case INNER, SEMI, ANTI, SINGLE, MARK -> kind;
    };
  }
}
