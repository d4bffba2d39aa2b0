package dev.stint.sql.logical;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.stage.Split;
import dev.stint.sql.catalog.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows as a query describes them. Columns are known by id, not by place, so that a relation can
/// move without its expressions being rewritten.
public sealed interface Relation {

  List<Column> columns();

  List<Relation> inputs();

  /// The same relation over other inputs.
  Relation withInputs(List<Relation> inputs);

  /// The rows of a table for which all `filters` are true. `columns` are the table's that are asked
  /// for; filters may use others, listed in `filterColumns`. `splits` are those that may hold such
  /// rows.
  record Scan(
      Table table,
      List<Column> columns,
      List<Column> filterColumns,
      List<Expression> filters,
      List<Split> splits)
      implements Relation {

    public Scan {
      splits = List.copyOf(splits);
      columns = List.copyOf(columns);
      filterColumns = List.copyOf(filterColumns);
      filters = List.copyOf(filters);
    }

    /// All columns that are read: those asked for, then those only filters need.
    public List<Column> allColumns() {
      var all = new ArrayList<>(columns);
      all.addAll(filterColumns);
      return all;
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  record Values(List<Column> columns, List<List<Literal>> rows) implements Relation {

    public Values {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  record Filter(Relation input, Expression condition) implements Relation {

    @Override
    public List<Column> columns() {
      return input.columns();
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Filter(inputs.getFirst(), condition);
    }
  }

  /// Column i is expression i. A column that is handed on unchanged keeps its id.
  record Project(Relation input, List<Column> columns, List<Expression> expressions)
      implements Relation {

    public Project {
      columns = List.copyOf(columns);
      expressions = List.copyOf(expressions);
      if (columns.size() != expressions.size()) {
        throw new IllegalArgumentException(columns + " for " + expressions);
      }
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Project(inputs.getFirst(), columns, expressions);
    }
  }

  /// One aggregate: `argument` and `filter` are ids of input columns.
  record Aggregation(
      Column output,
      AggregateFunction function,
      @Nullable Column argument,
      boolean isDistinct,
      @Nullable Column filter,
      List<Literal> constants) {

    public Aggregation {
      constants = List.copyOf(constants);
    }

    /// Of a function that takes no constants.
    public Aggregation(
        Column output,
        AggregateFunction function,
        @Nullable Column argument,
        boolean isDistinct,
        @Nullable Column filter) {
      this(output, function, argument, isDistinct, filter, List.of());
    }
  }

  /// `groups` are columns of the input, which keep their ids; without them there is one group.
  record Aggregate(Relation input, List<Column> groups, List<Aggregation> aggregations)
      implements Relation {

    public Aggregate {
      groups = List.copyOf(groups);
      aggregations = List.copyOf(aggregations);
    }

    @Override
    public List<Column> columns() {
      var columns = new ArrayList<>(groups);
      aggregations.forEach(aggregation -> columns.add(aggregation.output()));
      return columns;
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Aggregate(inputs.getFirst(), groups, aggregations);
    }
  }

  enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    /// Left rows with a match, once each.
    SEMI,
    /// Left rows without a match.
    ANTI,
    /// As LEFT; a left row with several matches is an error.
    SINGLE,
    /// Left rows, and whether they have a match: true or false, never NULL.
    MARK;

    public boolean isLeftOnly() {
      return this == SEMI || this == ANTI;
    }
  }

  /// Pairs for which all `conditions` are true; no condition: all pairs. `mark` is the column that
  /// MARK adds, `null` for other kinds.
  record Join(
      Relation left,
      Relation right,
      JoinKind kind,
      List<Expression> conditions,
      @Nullable Column mark)
      implements Relation {

    public Join {
      conditions = List.copyOf(conditions);
      if ((kind == JoinKind.MARK) != (mark != null)) {
        throw new IllegalArgumentException(kind + " with mark " + mark);
      }
    }

    public Join(Relation left, Relation right, JoinKind kind, List<Expression> conditions) {
      this(left, right, kind, conditions, null);
    }

    /// A join of the same kind.
    public Join over(Relation newLeft, Relation newRight, List<Expression> newConditions) {
      return new Join(newLeft, newRight, kind, newConditions, mark);
    }

    @Override
    public List<Column> columns() {
      if (kind.isLeftOnly()) {
        return left.columns();
      }
      if (mark != null) {
        var marked = new ArrayList<>(left.columns());
        marked.add(mark);
        return marked;
      }
      boolean isLeftNullable = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
      boolean isRightNullable =
          kind == JoinKind.LEFT || kind == JoinKind.FULL || kind == JoinKind.SINGLE;
      var columns = new ArrayList<Column>();
      left.columns().forEach(c -> columns.add(isLeftNullable ? c.nullable() : c));
      right.columns().forEach(c -> columns.add(isRightNullable ? c.nullable() : c));
      return columns;
    }

    @Override
    public List<Relation> inputs() {
      return List.of(left, right);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return over(inputs.getFirst(), inputs.getLast(), conditions);
    }
  }

  /// In the order of `keys`, whose columns are ids.
  record Sort(Relation input, List<SortKey> keys) implements Relation {

    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public List<Column> columns() {
      return input.columns();
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Sort(inputs.getFirst(), keys);
    }
  }

  /// `limit` rows (`Long.MAX_VALUE`: all) after the first `offset`; of each group of rows that are
  /// equal in `groups`, if there are such columns.
  record Limit(Relation input, long limit, long offset, List<Column> groups) implements Relation {

    public Limit {
      groups = List.copyOf(groups);
    }

    public Limit(Relation input, long limit, long offset) {
      this(input, limit, offset, List.of());
    }

    @Override
    public List<Column> columns() {
      return input.columns();
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Limit(inputs.getFirst(), limit, offset, groups);
    }
  }

  /// One column of a window; `call` refers to input columns by id.
  record Windowed(Column output, WindowCall call) {}

  /// The input's rows with one column more for each of `calls`. A row's partition are the rows that
  /// are equal to it in `partition` (none: all rows), in the order of `order`, whose columns are
  /// ids. The input need not be in any order, and neither is what is given.
  record Window(Relation input, List<Column> partition, List<SortKey> order, List<Windowed> calls)
      implements Relation {

    public Window {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      calls = List.copyOf(calls);
    }

    @Override
    public List<Column> columns() {
      var columns = new ArrayList<>(input.columns());
      calls.forEach(call -> columns.add(call.output()));
      return columns;
    }

    /// The ids of the input columns that it uses itself.
    public Set<Integer> usedIds() {
      var used = new HashSet<Integer>();
      partition.forEach(column -> used.add(column.id()));
      order.forEach(key -> used.add(key.column()));
      calls.forEach(call -> used.addAll(call.call().columns()));
      return used;
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    public Window over(Relation newInput) {
      return new Window(newInput, partition, order, calls);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return over(inputs.getFirst());
    }
  }

  /// All rows of all inputs; column i is column i of each input, of the same type.
  record Union(List<Relation> inputs, List<Column> columns) implements Relation {

    public Union {
      inputs = List.copyOf(inputs);
      columns = List.copyOf(columns);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Union(inputs, columns);
    }
  }

  /// Each input row once per projection.
  record Expand(Relation input, List<Column> columns, List<List<Expression>> projections)
      implements Relation {

    public Expand {
      columns = List.copyOf(columns);
      projections = List.copyOf(projections);
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Expand(inputs.getFirst(), columns, projections);
    }
  }

  /// The rows of `anchor`, then level by level those that `step` makes of the rows before, which
  /// are there a [Level] of the same number, until there are none. Column i is column i of both.
  record Recursion(
      Relation anchor,
      Relation step,
      List<Column> columns,
      int recursion,
      int maxLevels,
      long maxRows)
      implements Relation {

    public Recursion {
      columns = List.copyOf(columns);
    }

    @Override
    public List<Relation> inputs() {
      return List.of(anchor, step);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Recursion(
          inputs.getFirst(), inputs.getLast(), columns, recursion, maxLevels, maxRows);
    }
  }

  /// The rows of the level before, in the step of a recursion.
  record Level(List<Column> columns, int recursion) implements Relation {

    public Level {
      columns = List.copyOf(columns);
    }

    @Override
    public List<Relation> inputs() {
      return List.of();
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return this;
    }
  }

  /// Each input row as often as its column `count` (a `BIGINT`) says; `ordinal` counts from 0.
  record Repeat(Relation input, Column count, Column ordinal) implements Relation {

    @Override
    public List<Column> columns() {
      var columns = new ArrayList<>(input.columns());
      columns.add(ordinal);
      return columns;
    }

    @Override
    public List<Relation> inputs() {
      return List.of(input);
    }

    @Override
    public Relation withInputs(List<Relation> inputs) {
      return new Repeat(inputs.getFirst(), count, ordinal);
    }
  }
}
