package dev.stint.sql.optimize;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.catalog.ColumnStatistics;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
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
import dev.stint.sql.optimize.Estimate.ColumnEstimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Guesses the sizes of relations from the statistics of tables. Remembers each relation's.
public final class Estimates {

  /// Of a recursion, whose rows nobody knows.
  private static final double GUESSED_LEVEL_ROWS = 1_000;

  private final IdentityHashMap<Relation, Estimate> known = new IdentityHashMap<>();

  public double rows(Relation relation) {
    return of(relation).rows();
  }

  /// Bytes in memory.
  public double bytes(Relation relation) {
    return rows(relation) * width(relation.columns());
  }

  /// How many distinct combinations of values of `columns` there are.
  public double distinct(Relation relation, List<Column> columns) {
    var estimate = of(relation);
    double combinations = 1;
    for (var column : columns) {
      combinations *= estimate.distinct(column.id());
    }
    return Math.min(combinations, Math.max(1, estimate.rows()));
  }

  static double width(List<Column> columns) {
    return columns.stream()
        .mapToDouble(column -> column.type().physicalType().guessedBytes())
        .sum();
  }

  Estimate of(Relation relation) {
    var found = known.get(relation);
    if (found == null) {
      found = compute(relation);
      known.put(relation, found);
    }
    return found;
  }

  private Estimate compute(Relation relation) {
    return switch (relation) {
      case Scan scan -> scan(scan);
      case Values values -> new Estimate(values.rows().size(), Map.of());
      case Filter filter -> filtered(of(filter.input()), List.of(filter.condition()));
      case Project project -> project(project);
      case Aggregate aggregate -> aggregate(aggregate);
      case Join join -> join(join);
      case Sort sort -> of(sort.input());
      case Window window -> of(window.input());
      case Limit limit -> {
        var input = of(limit.input());
        yield input.withRows(
            Math.min(input.rows(), (double) limit.limit() * groups(limit.groups(), input)));
      }
      case Union union -> union(union);
      case Expand expand ->
          new Estimate(of(expand.input()).rows() * expand.projections().size(), Map.of());
      case Repeat repeat -> of(repeat.input()).withRows(repeated(repeat));
      case Recursion recursion ->
          new Estimate(of(recursion.anchor()).rows() + GUESSED_LEVEL_ROWS, Map.of());
      case Level _ -> new Estimate(GUESSED_LEVEL_ROWS, Map.of());
    };
  }

  /// Counts that are not constants are taken to be small.
  private double repeated(Repeat repeat) {
    if (repeat.input() instanceof Values values) {
      int place = Relations.ids(values.columns()).indexOf(repeat.count().id());
      return values.rows().stream()
          .map(row -> row.get(place).text())
          .mapToDouble(text -> text == null ? 0 : Double.parseDouble(text))
          .sum();
    }
    return rows(repeat.input());
  }

  /// What conditions say of one column leaves as small a share of its values as of the rows.
  private static Estimate filtered(Estimate input, List<Expression> conditions) {
    var byColumn = new HashMap<Integer, List<Expression>>();
    for (var condition : conditions) {
      for (var part : Expressions.conjuncts(condition)) {
        var ids = Expressions.ids(part);
        if (ids.size() == 1) {
          byColumn.computeIfAbsent(ids.iterator().next(), _ -> new ArrayList<>()).add(part);
        }
      }
    }
    var columns = new HashMap<>(input.columns());
    byColumn.forEach(
        (id, parts) ->
            columns.computeIfPresent(
                id, (_, column) -> column.withShare(Selectivity.of(parts, input))));
    double rows = input.rows() * Selectivity.of(conditions, input);
    return new Estimate(input.rows(), columns).withRows(rows);
  }

  private static Estimate scan(Scan scan) {
    var statistics = scan.table().statistics();
    int allSplits = scan.table().splits().size();
    double share = allSplits == 0 ? 1 : (double) scan.splits().size() / allSplits;
    var columns = new HashMap<Integer, ColumnEstimate>();
    for (var column : scan.allColumns()) {
      var known = statistics.columns().get(column.name().toLowerCase(Locale.ROOT));
      if (known != null) {
        columns.put(column.id(), column(column, known, statistics.rowCount()));
      }
    }
    var all = new Estimate(statistics.rowCount() * share, columns);
    return filtered(all, scan.filters());
  }

  private static ColumnEstimate column(Column column, ColumnStatistics known, double rows) {
    double min = known.min() == null ? Double.NaN : Selectivity.number(known.min());
    double max = known.max() == null ? Double.NaN : Selectivity.number(known.max());
    double distinct = known.distinctCount();
    if (distinct < 0) {
      boolean isCountable = column.type().isInteger() || column.type().equals(DataType.DATE);
      boolean hasBounds = isCountable && !Double.isNaN(min) && !Double.isNaN(max);
      distinct = hasBounds ? Math.min(rows, max - min + 1) : -1;
    }
    return new ColumnEstimate(distinct, known.nullShare(), min, max);
  }

  private Estimate project(Project project) {
    var input = of(project.input());
    var columns = new HashMap<Integer, ColumnEstimate>();
    for (int index = 0; index < project.columns().size(); index++) {
      if (project.expressions().get(index) instanceof ColumnRef ref) {
        columns.put(project.columns().get(index).id(), input.column(ref.column()));
      }
    }
    return new Estimate(input.rows(), columns);
  }

  private Estimate aggregate(Aggregate aggregate) {
    var input = of(aggregate.input());
    if (aggregate.groups().isEmpty()) {
      return new Estimate(1, Map.of());
    }
    double groups = Math.min(groups(aggregate.groups(), input), input.rows());
    var counts = Spread.ofCounts(input.rows() / groups);
    var columns = new HashMap<>(input.columns());
    for (var aggregation : aggregate.aggregations()) {
      columns.put(
          aggregation.output().id(), ColumnEstimate.of(results(aggregation, counts, input)));
    }
    return new Estimate(input.rows(), columns).withRows(groups);
  }

  /// How counts and sums of groups lie whose rows are counted by `counts`.
  private static Spread results(Aggregation aggregation, Spread counts, Estimate input) {
    var argument = aggregation.argument();
    return switch (aggregation.function()) {
      case COUNT_ALL, COUNT -> counts;
      case SUM -> {
        var values = argument == null ? ColumnEstimate.UNKNOWN : input.column(argument.id());
        yield Spread.between(values.min(), values.max()).sums(counts);
      }
      default -> Spread.UNKNOWN;
    };
  }

  private static double groups(List<Column> columns, Estimate input) {
    double groups = 1;
    for (var column : columns) {
      groups *= input.distinct(column.id());
    }
    return groups;
  }

  private Estimate union(Union union) {
    double rows = union.inputs().stream().mapToDouble(this::rows).sum();
    return new Estimate(rows, Map.of());
  }

  private Estimate join(Join join) {
    var left = of(join.left());
    var right = of(join.right());
    var columns = new HashMap<>(left.columns());
    columns.putAll(right.columns());
    double pairs = left.rows() * right.rows();
    var both = new Estimate(pairs, columns);
    double matches = pairs * joinSelectivity(join, left, right, both);
    double rows =
        switch (join.kind()) {
          case INNER -> matches;
          case LEFT -> Math.max(matches, left.rows());
          case RIGHT -> Math.max(matches, right.rows());
          case FULL -> Math.max(matches, left.rows() + right.rows());
          case SINGLE, MARK -> left.rows();
          case SEMI -> Math.min(matches, left.rows());
          // Pairs that are not told apart by keys say nothing about how few rows remain.
          case ANTI ->
              isKeyed(join) ? Math.max(left.rows() - matches, left.rows() * 0.1) : left.rows();
        };
    return new Estimate(rows, columns);
  }

  private static boolean isKeyed(Join join) {
    return join.conditions().stream().anyMatch(part -> EquiCondition.columns(part).isPresent());
  }

  /// The share of pairs that match: one in as many as the side with more values of the keys has.
  private static double joinSelectivity(Join join, Estimate left, Estimate right, Estimate both) {
    var leftIds = Expressions.idsOf(join.left().columns());
    var others = new ArrayList<Expression>();
    double leftKeys = 1;
    double rightKeys = 1;
    for (var condition : join.conditions()) {
      var columns = EquiCondition.columns(condition);
      if (columns.isEmpty()) {
        others.add(condition);
        continue;
      }
      for (int id : columns.get()) {
        if (leftIds.contains(id)) {
          leftKeys *= left.distinct(id);
        } else {
          rightKeys *= right.distinct(id);
        }
      }
    }
    // Several keys together have no more values than there are rows.
    double keys =
        Math.max(
            Math.min(leftKeys, Math.max(1, left.rows())),
            Math.min(rightKeys, Math.max(1, right.rows())));
    double share = 1 / keys;
    return share * Selectivity.of(others, both);
  }
}
