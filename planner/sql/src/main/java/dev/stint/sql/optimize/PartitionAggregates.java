package dev.stint.sql.optimize;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relation.Windowed;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Computes the aggregates of a grouping that is joined to rows by its keys as a window over these
/// rows: `WHERE cost = (SELECT min(cost) … WHERE partkey = p.partkey)`. So it may be where a
/// partition of the rows is the grouping's group: the rows come from the scans that are grouped, by
/// the same conditions, and those besides (with their scans) are true of all rows of a group or of
/// none ("WinMagic: Subquery Elimination Using Window Aggregation", Zuzarte et al., SIGMOD 2003).
/// Scans besides may repeat a group's rows, all as often; so only aggregates to which this makes no
/// difference are computed there.
final class PartitionAggregates {

  private final JoinedScans rows;
  private final JoinedScans grouped;

  /// Columns of the scans that are grouped, as those of the rows.
  private final Map<Integer, Expression> columns;

  private final Map<Integer, Column> given;

  private PartitionAggregates(
      JoinedScans rows,
      JoinedScans grouped,
      Map<Integer, Expression> columns,
      Map<Integer, Column> given) {
    this.rows = rows;
    this.grouped = grouped;
    this.columns = columns;
    this.given = given;
  }

  /// `join`, of `rows` with a grouping, without the grouping; empty where it must stay.
  static Optional<Relation> of(Join join, Relation rows, Grouped groups) {
    var ofRows = JoinedScans.of(rows);
    var grouped = JoinedScans.of(groups.aggregate().input());
    if (ofRows.isEmpty() || grouped.isEmpty()) {
      return Optional.empty();
    }
    return grouped
        .get()
        .columnsIn(ofRows.get())
        .map(
            columns ->
                new PartitionAggregates(
                    ofRows.get(), grouped.get(), columns, Relations.columnsById(rows.columns())))
        .flatMap(same -> same.window(join, rows, groups));
  }

  private Optional<Relation> window(Join join, Relation input, Grouped groups) {
    var aggregate = groups.aggregate();
    var partition = partition(aggregate.groups());
    var calls = new ArrayList<Windowed>();
    var computed = new LinkedHashMap<Column, Expression>();
    boolean areComputable =
        aggregate.aggregations().stream().allMatch(one -> addCall(one, calls, computed));
    if (partition.isEmpty() || !areComputable || !areGroups(partition)) {
      return Optional.empty();
    }
    var ofGroups = new HashMap<Integer, Expression>();
    for (int place = 0; place < partition.size(); place++) {
      ofGroups.put(aggregate.groups().get(place).id(), partition.get(place).ref());
    }
    var values = new HashMap<Integer, Expression>();
    groups
        .columns()
        .forEach((id, value) -> values.put(id, Expressions.substitute(value, ofGroups)));
    return conditions(join, aggregate.groups(), values)
        .map(
            conditions -> {
              var extended =
                  computed.isEmpty()
                      ? input
                      : Relations.extend(
                          input, List.copyOf(computed.keySet()), List.copyOf(computed.values()));
              var window = new Window(extended, partition, List.of(), calls);
              return projected(Relations.filter(window, conditions), join.columns(), values);
            });
  }

  /// The columns of the rows that are those by which is grouped; empty if one is not among them.
  private List<Column> partition(List<Column> groups) {
    var partition = new ArrayList<Column>();
    for (var group : groups) {
      var column = ofRows(group) instanceof ColumnRef ref ? given.get(ref.column()) : null;
      if (column == null) {
        return List.of();
      }
      partition.add(column);
    }
    return partition;
  }

  private Expression ofRows(Column grouped) {
    return Expressions.substitute(this.grouped.overScans(grouped.ref()), columns);
  }

  private boolean addCall(Aggregation one, List<Windowed> calls, Map<Column, Expression> computed) {
    boolean isPlain = one.filter() == null && !one.isDistinct() && one.constants().isEmpty();
    if (!isPlain || !isComputable(one)) {
      return false;
    }
    var argument = one.argument();
    Integer place = null;
    if (argument != null) {
      var value = ofRows(argument);
      if (!given.keySet().containsAll(Expressions.ids(value))) {
        return false;
      }
      place = value instanceof ColumnRef ref ? ref.column() : argument.id();
      if (!(value instanceof ColumnRef)) {
        computed.put(argument, value);
      }
    }
    calls.add(new Windowed(one.output(), call(one, place)));
    return true;
  }

  private static WindowCall call(Aggregation one, @Nullable Integer argument) {
    var type = one.argument() == null ? DataType.BIGINT : one.argument().type();
    return new WindowCall.Aggregate(
        new AggregateCall(one.function(), argument, null, type, one.output().type()),
        Frame.PARTITION);
  }

  private boolean isComputable(Aggregation one) {
    boolean maybeRepeated = rows.scans().size() > grouped.scans().size();
    return switch (one.function()) {
      case MIN, MAX, AVG -> true;
      case SUM, COUNT, COUNT_ALL -> !maybeRepeated;
      default -> false;
    };
  }

  /// Whether the rows with the same values of `partition` are those of a group, or none.
  private boolean areGroups(List<Column> partition) {
    var conditions =
        grouped.conditions().stream().map(one -> Expressions.substitute(one, columns)).toList();
    var knownOfRows = new KnownConditions(rows.conditions());
    var known = new KnownConditions(conditions);
    var shared = rows.columnsSharedWith(grouped);
    var constant = new HashSet<Integer>();
    partition.forEach(column -> constant.addAll(known.equalTo(column.id())));
    return conditions.stream().allMatch(knownOfRows::say)
        && rows.conditions().stream()
            .allMatch(one -> known.say(one) || isOfGroup(one, shared, constant));
  }

  /// Whether of the columns that are grouped a condition uses those alone that are one in a group.
  private static boolean isOfGroup(
      Expression condition, Set<Integer> shared, Set<Integer> constant) {
    var used = new HashSet<>(Expressions.ids(condition));
    used.retainAll(shared);
    return constant.containsAll(used);
  }

  /// What is left of the join's conditions, of which each key of the groups must be one; empty if
  /// one is not. `values` are the groups' columns.
  private Optional<List<Expression>> conditions(
      Join join, List<Column> groups, Map<Integer, Expression> values) {
    var known = new KnownConditions(rows.conditions());
    var left = new ArrayList<Expression>();
    var joined = new HashSet<Integer>();
    for (var condition : join.conditions()) {
      var ofRows = Expressions.substitute(condition, values);
      var key = key(condition, ofRows, values.keySet());
      if (key == null) {
        left.add(ofRows);
        continue;
      }
      joined.add(key.column());
      var other = other((Call) ofRows, key);
      if (other.equals(key)) {
        left.add(Expressions.isNotNull(key));
      } else if (!known.areEqual(other, key)) {
        left.add(ofRows);
      }
    }
    boolean areJoined =
        groups.stream().allMatch(group -> joined.contains(((ColumnRef) ofRows(group)).column()));
    return areJoined ? Optional.of(left) : Optional.empty();
  }

  /// The column of the rows that stands for a column of the groups in an equality with a column of
  /// the rows; `null` for what is none.
  private static @Nullable ColumnRef key(
      Expression condition, Expression ofRows, Set<Integer> ofGroups) {
    if (!Equalities.isEquality(condition) || !Equalities.isEquality(ofRows)) {
      return null;
    }
    for (int side = 0; side < 2; side++) {
      var here = (ColumnRef) ((Call) condition).argument(side);
      var there = (ColumnRef) ((Call) condition).argument(1 - side);
      if (ofGroups.contains(here.column()) && !ofGroups.contains(there.column())) {
        return (ColumnRef) ((Call) ofRows).argument(side);
      }
    }
    return null;
  }

  private static ColumnRef other(Call equality, ColumnRef key) {
    return (ColumnRef) equality.argument(equality.argument(0).equals(key) ? 1 : 0);
  }

  private static Relation projected(
      Relation input, List<Column> columns, Map<Integer, Expression> values) {
    var expressions = new ArrayList<Expression>();
    columns.forEach(column -> expressions.add(values.getOrDefault(column.id(), column.ref())));
    return new Project(input, columns, expressions);
  }
}
