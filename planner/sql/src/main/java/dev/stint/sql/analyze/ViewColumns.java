package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.request.SchemaMode;
import dev.stint.sql.request.View;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The columns that a view had when it was made, out of those that its query has now.
record ViewColumns(AnalysisContext context, View view, Tree place) {

  /// Columns as a view keeps them.
  static List<ViewColumn> kept(List<Column> columns, ColumnIds ids) {
    return columns.stream()
        .map(column -> new ViewColumn(column.name(), ids.typeName(column)))
        .toList();
  }

  Relation of(Relation rows) {
    if (view.mode() == SchemaMode.EVOLUTION || view.kept().isEmpty()) {
      return rows;
    }
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (int place = 0; place < view.kept().size(); place++) {
      var kept = view.kept().get(place);
      var column = column(rows, kept, place);
      var value = value(column, kept.dataType());
      boolean isPassed = value.equals(column.ref());
      columns.add(
          isPassed ? column : context.ids().columnFor(kept.name(), value, column.isNullable()));
      values.add(value);
    }
    return columns.equals(rows.columns()) ? rows : new Project(rows, columns, values);
  }

  /// The column of that name. Of several the one at its place.
  private Column column(Relation rows, ViewColumn kept, int place) {
    var all = rows.columns();
    var found = all.stream().filter(c -> c.name().equalsIgnoreCase(kept.name())).toList();
    if (found.size() > 1 && place < all.size() && found.contains(all.get(place))) {
      return all.get(place);
    }
    if (found.size() != 1) {
      throw changed(
          "has %s column '%s'".formatted(found.isEmpty() ? "no" : "more than one", kept.name()));
    }
    return found.getFirst();
  }

  private Expression value(Column column, DataType type) {
    return switch (view.mode()) {
      case TYPE_EVOLUTION, EVOLUTION -> column.ref();
      case COMPENSATION -> {
        if (!context.coercion().isCastable(column.type(), type)) {
          throw changed(lost(column, type));
        }
        yield context.inAnsiMode().coercion().cast(column.ref(), type);
      }
      case BINDING, UNSAID -> {
        if (!isKept(column.type(), type)) {
          throw changed(lost(column, type));
        }
        yield context.inAnsiMode().coercion().cast(column.ref(), type);
      }
    };
  }

  private boolean isKept(DataType from, DataType to) {
    boolean isRead = from.equals(DataType.STRING) && !to.equals(DataType.STRING);
    boolean isFraction = from.isDecimal() || from.isFloatingPoint();
    boolean isCut = isFraction && to.isDecimal() && !Objects.equals(from, to);
    return !isRead && !isCut && context.inAnsiMode().coercion().isImplicit(from, to);
  }

  private static String lost(Column column, DataType type) {
    return "gives '%s' as %s, which the view has as %s"
        .formatted(column.name(), column.type(), type);
  }

  private RuntimeException changed(String what) {
    return context
        .source()
        .error(
            place,
            ("the view '%s' is of other columns than its query has now, which %s; make the view"
                    + " anew, or WITH SCHEMA EVOLUTION")
                .formatted(view.name(), what));
  }
}
