package dev.stint.sql.optimize;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns DISTINCT aggregates into groupings without DISTINCT.
///
/// One distinct argument alone: group by keys and argument, then by keys. Otherwise each row is
/// given once for every distinct argument and once for the plain aggregates, marked by a number; a
/// first grouping by keys, number and arguments removes repetitions and computes the plain
/// aggregates, a second one by keys picks out what belongs to each.
final class DistinctAggregates {

  private final ColumnIds ids;

  DistinctAggregates(ColumnIds ids) {
    this.ids = ids;
  }

  Relation apply(Relation relation) {
    var inputs = relation.inputs().stream().map(this::apply).toList();
    var rebuilt = relation.withInputs(inputs);
    boolean hasDistinct =
        rebuilt instanceof Aggregate aggregate
            && aggregate.aggregations().stream().anyMatch(Aggregation::isDistinct);
    return hasDistinct ? rewrite(withoutFilters((Aggregate) rebuilt)) : rebuilt;
  }

  /// Lets the filter of a DISTINCT aggregate make its argument NULL, which aggregates skip.
  private Aggregate withoutFilters(Aggregate aggregate) {
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    var aggregations = new ArrayList<Aggregation>();
    for (var one : aggregate.aggregations()) {
      var argument = one.argument();
      var filter = one.filter();
      if (!one.isDistinct() || filter == null || argument == null) {
        aggregations.add(one);
        continue;
      }
      var chosen =
          new Case(
              List.of(new Case.Branch(filter.ref(), argument.ref())),
              Literal.nullOf(argument.type()),
              argument.type());
      var column = ids.columnFor(argument.name(), chosen, true);
      columns.add(column);
      values.add(chosen);
      aggregations.add(
          new Aggregation(one.output(), one.function(), column, true, null, one.constants()));
    }
    var input =
        columns.isEmpty()
            ? aggregate.input()
            : Relations.extend(aggregate.input(), columns, values);
    return new Aggregate(input, aggregate.groups(), aggregations);
  }

  private Relation rewrite(Aggregate aggregate) {
    var arguments = new LinkedHashMap<Integer, Column>();
    boolean hasPlain = false;
    for (var one : aggregate.aggregations()) {
      if (one.isDistinct() && one.argument() != null) {
        arguments.put(one.argument().id(), one.argument());
      } else {
        hasPlain = true;
      }
    }
    return arguments.size() == 1 && !hasPlain
        ? regrouped(aggregate, arguments.values().iterator().next())
        : expanded(aggregate, List.copyOf(arguments.values()));
  }

  private static Relation regrouped(Aggregate aggregate, Column argument) {
    var keys = new ArrayList<>(aggregate.groups());
    if (!keys.contains(argument)) {
      keys.add(argument);
    }
    var distinct = new Aggregate(aggregate.input(), keys, List.of());
    var aggregations =
        aggregate.aggregations().stream().map(one -> plain(one, one.argument(), null)).toList();
    return new Aggregate(distinct, aggregate.groups(), aggregations);
  }

  private static Aggregation plain(
      Aggregation one, @Nullable Column argument, @Nullable Column filter) {
    return new Aggregation(one.output(), one.function(), argument, false, filter, one.constants());
  }

  private Relation expanded(Aggregate aggregate, List<Column> arguments) {
    var layout = new Layout(aggregate, arguments);
    var first =
        new Aggregate(layout.expand(), layout.firstKeys(), List.copyOf(layout.plain.values()));
    var flags = new ArrayList<Column>();
    var flagValues = new ArrayList<Expression>();
    for (int number = 0; number <= arguments.size(); number++) {
      var isOfNumber = Expressions.equal(layout.number.ref(), Literal.ofLong(DataType.INT, number));
      flags.add(ids.columnFor("is_" + number, isOfNumber, false));
      flagValues.add(isOfNumber);
    }
    var flagged = Relations.extend(first, flags, flagValues);
    var second = new ArrayList<Aggregation>();
    var finished = new ArrayList<Column>();
    var finishedValues = new ArrayList<Expression>();
    for (var one : aggregate.aggregations()) {
      var plain = layout.plain.get(one.output().id());
      if (plain == null && one.argument() != null) {
        int number = layout.numberOf(one.argument());
        second.add(plain(one, layout.copies.get(number - 1), flags.get(number)));
        continue;
      }
      if (plain != null) {
        pick(one, plain, flags.getFirst(), second, finished, finishedValues);
      }
    }
    Relation grouped = new Aggregate(flagged, layout.groups(), second);
    return layout.named(grouped, finished, finishedValues);
  }

  /// The plain aggregate was computed by the first grouping, in the one row numbered 0.
  private void pick(
      Aggregation one,
      Aggregation plain,
      Column flag,
      List<Aggregation> second,
      List<Column> finished,
      List<Expression> finishedValues) {
    boolean isCount =
        one.function() == AggregateFunction.COUNT || one.function() == AggregateFunction.COUNT_ALL;
    var output =
        isCount ? ids.column(one.output().name(), one.output().type(), true) : one.output();
    second.add(new Aggregation(output, AggregateFunction.ANY_VALUE, plain.output(), false, flag));
    if (isCount) {
      // Over no rows there is no row numbered 0 either, but a count is 0.
      finished.add(one.output());
      finishedValues.add(
          Call.of(
              ScalarFunction.COALESCE,
              DataType.BIGINT,
              output.ref(),
              Literal.ofLong(DataType.BIGINT, 0)));
    }
  }

  /// The columns of the expanded rows.
  private final class Layout {
    private final Aggregate aggregate;
    private final List<Column> arguments;
    private final List<Column> copies = new ArrayList<>();
    private final Column number = ids.column("number", DataType.INT, false);
    private final Map<Integer, Column> inputs = new LinkedHashMap<>();
    private final Map<Integer, Aggregation> plain = new LinkedHashMap<>();

    Layout(Aggregate aggregate, List<Column> arguments) {
      this.aggregate = aggregate;
      this.arguments = arguments;
      arguments.forEach(c -> copies.add(ids.column(c.name(), c.type(), true)));
      for (var one : aggregate.aggregations()) {
        if (!one.isDistinct()) {
          var output =
              ids.column(one.output().name(), one.output().type(), one.output().isNullable());
          plain.put(
              one.output().id(),
              new Aggregation(
                  output,
                  one.function(),
                  input(one.argument()),
                  false,
                  input(one.filter()),
                  one.constants()));
        }
      }
    }

    private @Nullable Column input(@Nullable Column column) {
      return column == null
          ? null
          : inputs.computeIfAbsent(
              column.id(), _ -> ids.column(column.name(), column.type(), true));
    }

    int numberOf(Column argument) {
      return arguments.indexOf(argument) + 1;
    }

    List<Column> groups() {
      return aggregate.groups();
    }

    List<Column> firstKeys() {
      var keys = new ArrayList<>(aggregate.groups());
      keys.add(number);
      keys.addAll(copies);
      return keys;
    }

    Expand expand() {
      var columns = firstKeys();
      columns.addAll(inputs.values());
      var projections = new ArrayList<List<Expression>>();
      for (int row = plain.isEmpty() ? 1 : 0; row <= arguments.size(); row++) {
        projections.add(projection(row));
      }
      return new Expand(aggregate.input(), columns, projections);
    }

    private List<Expression> projection(int row) {
      var values = new ArrayList<Expression>();
      aggregate.groups().forEach(column -> values.add(column.ref()));
      values.add(Literal.ofLong(DataType.INT, row));
      for (int index = 0; index < arguments.size(); index++) {
        var argument = arguments.get(index);
        values.add(row == index + 1 ? argument.ref() : Literal.nullOf(argument.type()));
      }
      var byId = Relations.columnsById(aggregate.input().columns());
      inputs.forEach(
          (id, copy) -> {
            var original = byId.get(id);
            values.add(row == 0 && original != null ? original.ref() : Literal.nullOf(copy.type()));
          });
      return values;
    }

    /// The result under the columns of the original aggregate.
    Relation named(Relation grouped, List<Column> finished, List<Expression> values) {
      var columns = new ArrayList<Column>();
      var expressions = new ArrayList<Expression>();
      for (var column : aggregate.columns()) {
        int index = finished.indexOf(column);
        columns.add(column);
        expressions.add(index < 0 ? column.ref() : values.get(index));
      }
      return new Project(grouped, columns, expressions);
    }
  }
}
