package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Leaves out columns that nothing above uses, merges projections, and drops joined columns as soon
/// as the join is done.
final class ColumnPruning {

  /// The relation with at least the columns in `needed`; every relation but a join, a filter, a
  /// sort and a limit gives just these.
  Relation prune(Relation relation, Set<Integer> needed) {
    return switch (relation) {
      case Scan scan -> scan(scan, needed);
      case Values values -> values(values, needed);
      case Filter filter -> {
        var below = with(needed, Expressions.ids(filter.condition()));
        yield narrowed(filter.withInputs(List.of(prune(filter.input(), below))), needed);
      }
      case Project project -> project(project, needed);
      case Aggregate aggregate -> aggregate(aggregate, needed);
      case Join join -> join(join, needed);
      case Sort sort -> {
        var keys = new HashSet<>(needed);
        sort.keys().forEach(key -> keys.add(key.column()));
        yield narrowed(sort.withInputs(List.of(prune(sort.input(), keys))), needed);
      }
      case Limit limit -> {
        var below = with(needed, Expressions.idsOf(limit.groups()));
        yield limit.withInputs(List.of(atLeastOne(limit.input(), below)));
      }
      case Union union -> union(union, needed);
      case Expand expand -> expand(expand, needed);
      case Repeat repeat -> {
        var below = with(needed, Set.of(repeat.count().id()));
        var input = prune(repeat.input(), below);
        yield narrowed(repeat.withInputs(List.of(input)), needed);
      }
      case Window window -> window(window, needed);
      case Recursion recursion -> narrowed(recursion(recursion), needed);
      case Level level -> narrowed(level, needed);
    };
  }

  private static Set<Integer> with(Set<Integer> needed, Set<Integer> more) {
    var all = new HashSet<>(needed);
    all.addAll(more);
    return all;
  }

  private static List<Column> kept(List<Column> columns, Set<Integer> needed) {
    return columns.stream().filter(column -> needed.contains(column.id())).toList();
  }

  /// Projects away what is not needed; leaves at least one column, so that rows can be counted
  /// wherever they are sent.
  private static Relation narrowed(Relation relation, Set<Integer> needed) {
    var kept = kept(relation.columns(), needed);
    if (kept.isEmpty() || kept.size() == relation.columns().size()) {
      return relation;
    }
    return Relations.select(relation, kept);
  }

  private static Relation scan(Scan scan, Set<Integer> needed) {
    var columns = kept(scan.allColumns(), needed);
    var filterIds = Expressions.ids(scan.filters());
    var filterColumns =
        scan.allColumns().stream()
            .filter(column -> filterIds.contains(column.id()) && !needed.contains(column.id()))
            .toList();
    return new Scan(scan.table(), columns, filterColumns, scan.filters(), scan.splits());
  }

  private static Relation values(Values values, Set<Integer> needed) {
    var columns = kept(values.columns(), needed);
    if (columns.size() == values.columns().size() || columns.isEmpty()) {
      return values;
    }
    var places = columns.stream().map(values.columns()::indexOf).toList();
    return new Values(
        columns,
        values.rows().stream().map(row -> places.stream().map(row::get).toList()).toList());
  }

  private Relation project(Project project, Set<Integer> needed) {
    var columns = new ArrayList<Column>();
    var expressions = new ArrayList<Expression>();
    for (int index = 0; index < project.columns().size(); index++) {
      if (needed.contains(project.columns().get(index).id())) {
        columns.add(project.columns().get(index));
        expressions.add(project.expressions().get(index));
      }
    }
    if (columns.isEmpty()) {
      // Only the number of rows matters.
      return prune(project.input(), Set.of());
    }
    var input = prune(project.input(), Expressions.ids(expressions));
    return ProjectMerge.project(input, columns, expressions);
  }

  private Relation aggregate(Aggregate aggregate, Set<Integer> needed) {
    var aggregations =
        aggregate.aggregations().stream().filter(a -> needed.contains(a.output().id())).toList();
    if (aggregations.isEmpty() && aggregate.groups().isEmpty()) {
      // One row all the same.
      aggregations =
          aggregate.aggregations().subList(0, Math.min(1, aggregate.aggregations().size()));
    }
    var ids = Expressions.idsOf(aggregate.groups());
    for (var aggregation : aggregations) {
      if (aggregation.argument() != null) {
        ids.add(aggregation.argument().id());
      }
      if (aggregation.filter() != null) {
        ids.add(aggregation.filter().id());
      }
    }
    var pruned = new Aggregate(prune(aggregate.input(), ids), aggregate.groups(), aggregations);
    return narrowed(pruned, needed);
  }

  private Relation window(Window window, Set<Integer> needed) {
    var calls =
        window.calls().stream().filter(call -> needed.contains(call.output().id())).toList();
    if (calls.isEmpty()) {
      return prune(window.input(), needed);
    }
    var kept = new Window(window.input(), window.partition(), window.order(), calls);
    var below = with(needed, kept.usedIds());
    var input = atLeastOne(window.input(), below);
    // Windows that stand on each other share exchanges and sorts: what only a lower one needs
    // stays.
    boolean isOnWindow =
        input instanceof Project project
            && Relations.isSelection(project)
            && project.input() instanceof Window;
    return narrowed(kept.over(isOnWindow ? input.inputs().getFirst() : input), needed);
  }

  private Relation join(Join join, Set<Integer> needed) {
    if (join.mark() != null && !needed.contains(join.mark().id())) {
      return prune(join.left(), needed);
    }
    var below = with(needed, Expressions.ids(join.conditions()));
    var left = atLeastOne(join.left(), below);
    var right = atLeastOne(join.right(), below);
    return narrowed(join.over(left, right, join.conditions()), needed);
  }

  /// A join's input keeps a column even if only its rows matter.
  private Relation atLeastOne(Relation relation, Set<Integer> needed) {
    boolean hasNone = kept(relation.columns(), needed).isEmpty();
    if (!hasNone || relation.columns().isEmpty()) {
      return prune(relation, needed);
    }
    return prune(relation, Set.of(narrowest(relation.columns()).id()));
  }

  private static Column narrowest(List<Column> columns) {
    return columns.stream()
        .min(
            java.util.Comparator.comparingInt(
                column -> column.type().physicalType().guessedBytes()))
        .orElseThrow();
  }

  private Relation union(Union union, Set<Integer> needed) {
    var columns = kept(union.columns(), needed);
    if (columns.isEmpty()) {
      columns = List.of(narrowest(union.columns()));
    }
    var places = columns.stream().map(union.columns()::indexOf).toList();
    var inputs = new ArrayList<Relation>();
    for (var input : union.inputs()) {
      var own = places.stream().map(input.columns()::get).toList();
      inputs.add(Relations.select(prune(input, Expressions.idsOf(own)), own));
    }
    return new Union(inputs, columns);
  }

  /// A step may use what nobody else does.
  private Relation recursion(Recursion recursion) {
    var inputs = new ArrayList<Relation>();
    for (var input : recursion.inputs()) {
      var own = input.columns();
      inputs.add(Relations.select(prune(input, Expressions.idsOf(own)), own));
    }
    return recursion.withInputs(inputs);
  }

  private Relation expand(Expand expand, Set<Integer> needed) {
    var columns = new ArrayList<Column>();
    var projections = new ArrayList<List<Expression>>();
    expand.projections().forEach(_ -> projections.add(new ArrayList<>()));
    for (int index = 0; index < expand.columns().size(); index++) {
      boolean isOnly = index == 0 && kept(expand.columns(), needed).isEmpty();
      if (isOnly || needed.contains(expand.columns().get(index).id())) {
        columns.add(expand.columns().get(index));
        for (int row = 0; row < projections.size(); row++) {
          projections.get(row).add(expand.projections().get(row).get(index));
        }
      }
    }
    var ids = new HashSet<Integer>();
    projections.forEach(projection -> ids.addAll(Expressions.ids(projection)));
    return new Expand(prune(expand.input(), ids), columns, projections);
  }
}
