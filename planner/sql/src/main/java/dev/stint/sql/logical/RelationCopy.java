package dev.stint.sql.logical;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.SortKey;
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
import dev.stint.sql.logical.Relation.Windowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies a relation under new column ids, so that it may stand twice in one plan.
public final class RelationCopy {

  private final ColumnIds ids;
  private final Map<Integer, Column> copies = new HashMap<>();

  private RelationCopy(ColumnIds ids) {
    this.ids = ids;
  }

  /// The copy; its columns stand in the order of the original's. Columns that the relation uses
  /// without making them (of a query around it) stay.
  public static Relation of(Relation relation, ColumnIds ids) {
    return new RelationCopy(ids).copy(relation);
  }

  private Relation copy(Relation relation) {
    var inputs = relation.inputs().stream().map(this::copy).toList();
    return switch (relation) {
      case Scan scan -> {
        var columns = scan.columns().stream().map(this::made).toList();
        var filterColumns = scan.filterColumns().stream().map(this::made).toList();
        yield new Scan(
            scan.table(), columns, filterColumns, renamed(scan.filters()), scan.splits());
      }
      case Values values ->
          new Values(values.columns().stream().map(this::made).toList(), values.rows());
      case Filter filter -> new Filter(inputs.getFirst(), renamed(filter.condition()));
      case Project project -> {
        var expressions = renamed(project.expressions());
        var columns = project.columns().stream().map(this::made).toList();
        yield new Project(inputs.getFirst(), columns, expressions);
      }
      case Aggregate aggregate -> aggregate(aggregate, inputs.getFirst());
      case Join join ->
          new Join(
              inputs.getFirst(),
              inputs.getLast(),
              join.kind(),
              renamed(join.conditions()),
              join.mark() == null ? null : made(join.mark()));
      case Sort sort -> new Sort(inputs.getFirst(), renamedKeys(sort.keys()));
      case Limit limit ->
          new Limit(
              inputs.getFirst(),
              limit.limit(),
              limit.offset(),
              limit.groups().stream().map(this::used).toList());
      case Union union -> new Union(inputs, union.columns().stream().map(this::made).toList());
      case Expand expand -> {
        var projections = expand.projections().stream().map(this::renamed).toList();
        var columns = expand.columns().stream().map(this::made).toList();
        yield new Expand(inputs.getFirst(), columns, projections);
      }
      case Recursion recursion ->
          new Recursion(
              inputs.getFirst(),
              inputs.getLast(),
              recursion.columns().stream().map(this::made).toList(),
              recursion.recursion(),
              recursion.maxLevels(),
              recursion.maxRows());
      case Level level ->
          new Level(level.columns().stream().map(this::made).toList(), level.recursion());
      case Repeat repeat ->
          new Repeat(inputs.getFirst(), used(repeat.count()), made(repeat.ordinal()));
      case Window window ->
          new Window(
              inputs.getFirst(),
              window.partition().stream().map(this::used).toList(),
              renamedKeys(window.order()),
              window.calls().stream()
                  .map(one -> new Windowed(made(one.output()), one.call().withColumns(this::id)))
                  .toList());
    };
  }

  private Relation aggregate(Aggregate aggregate, Relation input) {
    var groups = aggregate.groups().stream().map(this::used).toList();
    var aggregations =
        aggregate.aggregations().stream()
            .map(
                a ->
                    new Aggregation(
                        made(a.output()),
                        a.function(),
                        usedOrNull(a.argument()),
                        a.isDistinct(),
                        usedOrNull(a.filter()),
                        a.constants()))
            .toList();
    return new Aggregate(input, groups, aggregations);
  }

  /// A column that the relation makes, or hands on from below under the same id.
  private Column made(Column column) {
    var known = copies.get(column.id());
    var copy =
        known != null
            ? new Column(known.id(), column.name(), column.type(), column.isNullable())
            : ids.column(column.name(), column.type(), column.isNullable());
    copies.put(column.id(), copy);
    return copy;
  }

  private Column used(Column column) {
    return copies.getOrDefault(column.id(), column);
  }

  private @Nullable Column usedOrNull(@Nullable Column column) {
    return column == null ? null : used(column);
  }

  private List<SortKey> renamedKeys(List<SortKey> keys) {
    return keys.stream()
        .map(key -> new SortKey(id(key.column()), key.direction(), key.nulls()))
        .toList();
  }

  private int id(int id) {
    var copy = copies.get(id);
    return copy == null ? id : copy.id();
  }

  private Expression renamed(Expression expression) {
    var refs = new HashMap<Integer, Expression>();
    for (int id : Expressions.ids(expression)) {
      var copy = copies.get(id);
      if (copy != null) {
        refs.put(id, copy.ref());
      }
    }
    return Expressions.substitute(expression, refs);
  }

  private List<Expression> renamed(List<Expression> expressions) {
    return expressions.stream().map(this::renamed).toList();
  }
}
