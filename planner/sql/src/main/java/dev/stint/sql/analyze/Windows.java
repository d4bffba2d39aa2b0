package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.SortKey;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Windowed;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Computes window functions over rows: all with the same partitions and order at once. Used once.
final class Windows {

  private final AnalysisContext context;
  private final Relation rows;
  private final Nullability nullability;
  private final Map<Integer, Column> columns;

  /// What windows need and the rows do not have.
  private final Map<Expression, Column> computed = new LinkedHashMap<>();

  Windows(AnalysisContext context, Relation rows) {
    this.context = context;
    this.rows = rows;
    this.nullability = new Nullability(rows.columns());
    this.columns = Relations.columnsById(rows.columns());
  }

  /// The rows with the outputs of windows over their columns.
  Relation of(List<Definition.Window> windows) {
    var alike = new ArrayList<List<Definition.Window>>();
    for (var window : windows) {
      var known = alike.stream().filter(group -> group.getFirst().hasSameRows(window)).findFirst();
      known.ifPresentOrElse(
          group -> group.add(window), () -> alike.add(new ArrayList<>(List.of(window))));
    }
    var steps = alike.stream().map(this::step).toList();
    Relation result = extended();
    for (var step : steps) {
      result = step.over(result);
    }
    return result;
  }

  private record Step(List<Column> partition, List<SortKey> order, List<Windowed> calls) {

    Relation over(Relation input) {
      return new Relation.Window(input, partition, order, calls);
    }
  }

  private Step step(List<Definition.Window> alike) {
    var first = alike.getFirst();
    return new Step(
        first.partition().stream().map(this::column).toList(),
        first.order().stream()
            .map(key -> new SortKey(column(key.value()).id(), key.direction(), key.nulls()))
            .toList(),
        alike.stream().map(this::windowed).toList());
  }

  private Windowed windowed(Definition.Window window) {
    var arguments = window.arguments().stream().map(this::column).toList();
    return new Windowed(
        window.output(), window.call().withColumns(place -> arguments.get(place).id()));
  }

  private Column column(Expression expression) {
    if (expression instanceof ColumnRef ref && columns.containsKey(ref.column())) {
      return columns.get(ref.column());
    }
    return computed.computeIfAbsent(
        expression,
        e -> context.ids().columnFor("_w" + computed.size(), e, nullability.isNullable(e)));
  }

  private Relation extended() {
    return computed.isEmpty()
        ? rows
        : Relations.extend(rows, List.copyOf(computed.values()), List.copyOf(computed.keySet()));
  }
}
