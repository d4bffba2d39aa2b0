package dev.stint.sql.optimize;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.BroadcastLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Computes aggregates of whole partitions by grouping, and joins them to the rows: these are then
/// neither exchanged nor sorted, and without PARTITION BY they need not all go to one task.
///
/// The rows are read twice. So it is done where they come from Parquet and nothing else, where the
/// partitions are few of the rows and few enough to be broadcast, and where no other window needs
/// the rows in order.
final class PartitionTotals {

  /// The partitions are at most this share of the rows.
  private static final double MOST_PARTITIONS = 0.1;

  /// Fewer rows than this are sorted sooner than read twice.
  private static final double FEWEST_ROWS = 100_000;

  private final ColumnIds ids;
  private final Estimates estimates;
  private final BroadcastLimits broadcasts;

  PartitionTotals(ColumnIds ids, Estimates estimates, BroadcastLimits broadcasts) {
    this.ids = ids;
    this.estimates = estimates;
    this.broadcasts = broadcasts;
  }

  Relation apply(Relation relation) {
    if (relation instanceof Window window) {
      var windows = chain(window);
      var base = windows.getLast().input();
      if (isReadTwice(base) && windows.stream().allMatch(one -> isTotal(one, base))) {
        return joined(windows.reversed(), base);
      }
      var input = apply(base);
      return input.equals(base) ? window : over(windows.reversed(), input);
    }
    var inputs = relation.inputs().stream().map(this::apply).toList();
    return inputs.equals(relation.inputs()) ? relation : relation.withInputs(inputs);
  }

  /// Windows that stand on each other, from the top.
  private static List<Window> chain(Window top) {
    var windows = new ArrayList<Window>();
    Relation next = top;
    while (next instanceof Window window) {
      windows.add(window);
      next = window.input();
    }
    return windows;
  }

  private static Relation over(List<Window> windows, Relation input) {
    var rows = input;
    for (var window : windows) {
      rows = window.over(rows);
    }
    return rows;
  }

  private boolean isReadTwice(Relation base) {
    return isRead(base)
        && !Relations.isOfPlace(base)
        && Relations.freeIds(base).isEmpty()
        && estimates.rows(base) >= FEWEST_ROWS;
  }

  private static boolean isRead(Relation relation) {
    return switch (relation) {
      case Scan scan -> scan.table().format() instanceof ParquetFormat;
      case Filter filter -> isRead(filter.input());
      case Project project -> isRead(project.input());
      default -> false;
    };
  }

  private boolean isTotal(Window window, Relation base) {
    double partitions = estimates.distinct(base, window.partition());
    var totals = new ArrayList<>(window.partition());
    window.calls().forEach(one -> totals.add(one.output()));
    double bytes = partitions * Estimates.width(totals);
    return Expressions.idsOf(base.columns()).containsAll(window.usedIds())
        && window.calls().stream().allMatch(one -> isTotal(one.call(), window))
        && partitions <= MOST_PARTITIONS * estimates.rows(base)
        && bytes <= broadcasts.beside(estimates.bytes(base));
  }

  private static boolean isTotal(WindowCall call, Window window) {
    return call instanceof WindowCall.Aggregate(var aggregate, var frame)
        // Its state is all of the partition's values.
        && !aggregate.function().isOfBags()
        && frame.start() instanceof Frame.Unbounded
        && switch (frame.end()) {
          case Frame.Unbounded _ -> true;
          case Frame.Peers _ -> window.order().isEmpty();
          case Frame.Row _, Frame.Value _ -> false;
        };
  }

  private Relation joined(List<Window> windows, Relation base) {
    Relation rows = base;
    for (var window : windows) {
      var columns = new ArrayList<>(rows.columns());
      window.calls().forEach(one -> columns.add(one.output()));
      rows = Relations.select(joined(rows, window, base), columns);
    }
    return rows;
  }

  /// `rows` with the totals of `window`, which are made of a copy of `base`.
  private Relation joined(Relation rows, Window window, Relation base) {
    var usedIds = window.usedIds();
    var used = base.columns().stream().filter(column -> usedIds.contains(column.id())).toList();
    var copy = RelationCopy.of(Relations.select(base, used), ids);
    var copies = new HashMap<Integer, Column>();
    for (int place = 0; place < used.size(); place++) {
      copies.put(used.get(place).id(), copy.columns().get(place));
    }
    var partition = window.partition().stream().distinct().toList();
    var groups = partition.stream().map(column -> copied(column.id(), copies)).toList();
    var aggregations =
        window.calls().stream()
            .map(one -> aggregation(one.output(), (WindowCall.Aggregate) one.call(), copies))
            .toList();
    var conditions = new ArrayList<Expression>();
    for (int place = 0; place < groups.size(); place++) {
      conditions.add(
          Call.of(
              ScalarFunction.NULL_SAFE_EQUAL,
              DataType.BOOLEAN,
              partition.get(place).ref(),
              groups.get(place).ref()));
    }
    return new Join(rows, new Aggregate(copy, groups, aggregations), JoinKind.INNER, conditions);
  }

  private static Aggregation aggregation(
      Column output, WindowCall.Aggregate window, Map<Integer, Column> copies) {
    var call = window.call();
    return new Aggregation(
        output,
        call.function(),
        call.argument() == null ? null : copied(call.argument(), copies),
        false,
        call.filter() == null ? null : copied(call.filter(), copies),
        call.constants());
  }

  private static Column copied(int id, Map<Integer, Column> copies) {
    return Objects.requireNonNull(copies.get(id), () -> "no column " + id + " in " + copies);
  }
}
