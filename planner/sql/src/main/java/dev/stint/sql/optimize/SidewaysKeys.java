package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
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
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.BroadcastLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends the keys of a join's small side into the other side, beneath its groupings and windows:
/// groups and partitions that no row will ask for are not computed. What is sent is a semi-join
/// with a copy of the small side ("magic sets", Mumick and Pirahesh, "Implementation of Magic-Sets
/// in a Relational Database System", SIGMOD 1994).
///
/// It is done where the keys are few of those that the other side has, few enough to be broadcast,
/// and where computing the small side again reads much less than what they are sent to.
final class SidewaysKeys {

  /// The keys sent are at most this share of the other side's.
  private static final double MOST_KEYS = 0.25;

  /// The small side reads at most this share of the rows that the other side reads.
  private static final double MOST_ROWS_AGAIN = 0.25;

  /// Fewer rows than this are grouped sooner than keys are sent.
  private static final double FEWEST_ROWS = 100_000;

  private final ColumnIds ids;
  private final Estimates estimates;
  private final BroadcastLimits broadcasts;

  SidewaysKeys(ColumnIds ids, Estimates estimates, BroadcastLimits broadcasts) {
    this.ids = ids;
    this.estimates = estimates;
    this.broadcasts = broadcasts;
  }

  Relation apply(Relation relation) {
    var inputs = relation.inputs().stream().map(this::apply).toList();
    if (!(relation instanceof Join join)) {
      return inputs.equals(relation.inputs()) ? relation : relation.withInputs(inputs);
    }
    var left = inputs.getFirst();
    var right = inputs.getLast();
    var newRight = dropsUnmatchedRight(join.kind()) ? reduced(right, left, join) : right;
    // One of two sides is the small one: what was reduced sends nothing back.
    var newLeft =
        newRight.equals(right) && dropsUnmatchedLeft(join.kind())
            ? reduced(left, right, join)
            : left;
    return join.inputs().equals(List.of(newLeft, newRight))
        ? join
        : join.over(newLeft, newRight, join.conditions());
  }

  private static boolean dropsUnmatchedRight(JoinKind kind) {
    return switch (kind) {
      case INNER, LEFT, SEMI, ANTI, SINGLE, MARK -> true;
      case RIGHT, FULL -> false;
    };
  }

  private static boolean dropsUnmatchedLeft(JoinKind kind) {
    return switch (kind) {
      case INNER, RIGHT, SEMI -> true;
      case LEFT, FULL, ANTI, SINGLE, MARK -> false;
    };
  }

  /// `target` without groups whose keys `small` does not have, or `target` itself.
  private Relation reduced(Relation target, Relation small, Join join) {
    var targetIds = Expressions.idsOf(target.columns());
    var smallIds = Expressions.idsOf(small.columns());
    var keys = new ArrayList<Key>();
    for (var condition : join.conditions()) {
      Key.of(condition, targetIds, smallIds).ifPresent(keys::add);
    }
    boolean isSmall = estimates.bytes(small) <= broadcasts.beside(estimates.bytes(target));
    if (keys.isEmpty() || !isSmall || Relations.isOfPlace(small)) {
      return target;
    }
    return sent(target, new Keys(small, keys)).orElse(target);
  }

  /// An equality between a column of the side that is reduced and one of the small side.
  private record Key(int target, int small, Call condition) {

    static Optional<Key> of(Expression condition, Set<Integer> targetIds, Set<Integer> smallIds) {
      return EquiCondition.columns(condition)
          .flatMap(
              pair -> {
                int first = pair.getFirst();
                int second = pair.getLast();
                if (targetIds.contains(first) && smallIds.contains(second)) {
                  return Optional.of(new Key(first, second, (Call) condition));
                }
                return targetIds.contains(second) && smallIds.contains(first)
                    ? Optional.of(new Key(second, first, (Call) condition))
                    : Optional.empty();
              });
    }
  }

  /// What is sent: equalities with columns of `small`.
  private record Keys(Relation small, List<Key> keys) {

    Set<Integer> targets() {
      var targets = new HashSet<Integer>();
      keys.forEach(key -> targets.add(key.target()));
      return targets;
    }

    /// Those of the keys whose column below has an id, under that.
    Keys under(Map<Integer, Integer> idsBelow) {
      var below = new ArrayList<Key>();
      for (var key : keys) {
        var target = idsBelow.get(key.target());
        if (target != null) {
          below.add(new Key(target, key.small(), key.condition()));
        }
      }
      return new Keys(small, below);
    }

    Keys of(Set<Integer> columns) {
      return new Keys(small, keys.stream().filter(key -> columns.contains(key.target())).toList());
    }
  }

  /// The relation with the keys sent beneath a grouping in it; empty if there is none that they
  /// reach, or where that would not pay.
  private Optional<Relation> sent(Relation relation, Keys keys) {
    if (keys.keys().isEmpty()) {
      return Optional.empty();
    }
    return switch (relation) {
      case Scan _, Values _, Limit _, Expand _, Recursion _, Level _ -> Optional.empty();
      case Aggregate aggregate ->
          sentBeneath(aggregate, aggregate.input(), keys.of(Expressions.idsOf(aggregate.groups())));
      case Window window ->
          sentBeneath(window, window.input(), keys.of(Expressions.idsOf(window.partition())));
      case Filter filter -> sent(filter.input(), keys).map(in -> filter.withInputs(List.of(in)));
      case Repeat repeat ->
          sent(repeat.input(), keys.of(Expressions.idsOf(repeat.input().columns())))
              .map(in -> repeat.withInputs(List.of(in)));
      case Sort sort -> sent(sort.input(), keys).map(in -> sort.withInputs(List.of(in)));
      case Project project ->
          sent(project.input(), keys.under(passed(project)))
              .map(in -> project.withInputs(List.of(in)));
      case Join join -> {
        var left = sent(join.left(), ofLeft(join, keys));
        var right = sent(join.right(), ofRight(join, keys));
        yield left.isEmpty() && right.isEmpty()
            ? Optional.empty()
            : Optional.of(
                join.over(left.orElse(join.left()), right.orElse(join.right()), join.conditions()));
      }
      case Union union -> {
        var inputs = new ArrayList<Relation>();
        for (int index = 0; index < union.inputs().size(); index++) {
          var input = union.inputs().get(index);
          inputs.add(sent(input, keys.under(passed(union, index))).orElse(input));
        }
        yield inputs.equals(union.inputs())
            ? Optional.empty()
            : Optional.of(new Union(inputs, union.columns()));
      }
    };
  }

  private Optional<Relation> sentBeneath(Relation grouping, Relation input, Keys keys) {
    return isWorth(input, keys)
        ? Optional.of(grouping.withInputs(List.of(placed(input, keys))))
        : Optional.empty();
  }

  private boolean isWorth(Relation grouped, Keys keys) {
    if (keys.keys().isEmpty() || estimates.rows(grouped) < FEWEST_ROWS) {
      return false;
    }
    var targetColumns = columns(grouped, keys.targets());
    double there = estimates.distinct(grouped, targetColumns);
    double sent = estimates.distinct(keys.small(), smallColumns(keys));
    return sent <= MOST_KEYS * there
        && rowsRead(keys.small()) <= MOST_ROWS_AGAIN * rowsRead(grouped);
  }

  private static double rowsRead(Relation relation) {
    return relation instanceof Scan scan
        ? scan.table().statistics().rowCount()
        : relation.inputs().stream().mapToDouble(SidewaysKeys::rowsRead).sum();
  }

  /// The rows that have one of the keys, sought as far down as the columns come from.
  private Relation placed(Relation relation, Keys keys) {
    return switch (relation) {
      case Filter filter -> filter.withInputs(List.of(placed(filter.input(), keys)));
      case Project project when passed(project).keySet().containsAll(keys.targets()) ->
          project.withInputs(List.of(placed(project.input(), keys.under(passed(project)))));
      case Aggregate aggregate
          when Expressions.idsOf(aggregate.groups()).containsAll(keys.targets()) ->
          aggregate.withInputs(List.of(placed(aggregate.input(), keys)));
      case Window window when Expressions.idsOf(window.partition()).containsAll(keys.targets()) ->
          window.withInputs(List.of(placed(window.input(), keys)));
      case Join join when ofLeft(join, keys).equals(keys) ->
          join.over(placed(join.left(), keys), join.right(), join.conditions());
      case Join join when ofRight(join, keys).equals(keys) ->
          join.over(join.left(), placed(join.right(), keys), join.conditions());
      case Union union -> {
        var inputs = new ArrayList<Relation>();
        for (int index = 0; index < union.inputs().size(); index++) {
          inputs.add(placed(union.inputs().get(index), keys.under(passed(union, index))));
        }
        yield new Union(inputs, union.columns());
      }
      case Scan _,
          Values _,
          Recursion _,
          Level _,
          Project _,
          Aggregate _,
          Window _,
          Join _,
          Sort _,
          Limit _,
          Expand _,
          Repeat _ ->
          semiJoin(relation, keys);
    };
  }

  private Relation semiJoin(Relation relation, Keys keys) {
    var wanted = Relations.select(keys.small(), smallColumns(keys));
    var copy = RelationCopy.of(wanted, ids);
    var copies = new HashMap<Integer, Column>();
    for (int place = 0; place < wanted.columns().size(); place++) {
      copies.put(wanted.columns().get(place).id(), copy.columns().get(place));
    }
    var own = Relations.columnsById(relation.columns());
    var conditions = new ArrayList<Expression>();
    for (var key : keys.keys()) {
      var condition = key.condition();
      var column = own.get(key.target());
      var sentColumn = copies.get(key.small());
      if (column == null || sentColumn == null) {
        throw new IllegalStateException("keys " + keys.keys() + " of " + relation);
      }
      conditions.add(
          Call.of(condition.function(), condition.type(), column.ref(), sentColumn.ref()));
    }
    return new Join(relation, copy, JoinKind.SEMI, conditions);
  }

  private static List<Column> columns(Relation relation, Set<Integer> wanted) {
    return relation.columns().stream().filter(column -> wanted.contains(column.id())).toList();
  }

  private static List<Column> smallColumns(Keys keys) {
    var wanted = new HashSet<Integer>();
    keys.keys().forEach(key -> wanted.add(key.small()));
    return columns(keys.small(), wanted);
  }

  /// The keys that may drop rows of a join's left side: those of its columns, if rows of the other
  /// side do not come out without a match instead.
  private static Keys ofLeft(Join join, Keys keys) {
    return switch (join.kind()) {
      case INNER, LEFT, SEMI, ANTI, SINGLE, MARK ->
          keys.of(Expressions.idsOf(join.left().columns()));
      case RIGHT, FULL -> keys.of(Set.of());
    };
  }

  private static Keys ofRight(Join join, Keys keys) {
    return switch (join.kind()) {
      case INNER, RIGHT -> keys.of(Expressions.idsOf(join.right().columns()));
      case LEFT, FULL, SEMI, ANTI, SINGLE, MARK -> keys.of(Set.of());
    };
  }

  /// Ids below of columns that a projection hands on.
  private static Map<Integer, Integer> passed(Project project) {
    var passed = new HashMap<Integer, Integer>();
    for (int place = 0; place < project.columns().size(); place++) {
      if (project.expressions().get(place) instanceof ColumnRef ref) {
        passed.put(project.columns().get(place).id(), ref.column());
      }
    }
    return passed;
  }

  private static Map<Integer, Integer> passed(Union union, int input) {
    var passed = new HashMap<Integer, Integer>();
    for (int place = 0; place < union.columns().size(); place++) {
      passed.put(
          union.columns().get(place).id(), union.inputs().get(input).columns().get(place).id());
    }
    return passed;
  }
}
