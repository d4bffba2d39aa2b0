package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.SchemaText;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.request.SchemaMode;
import dev.stint.sql.request.View;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The columns that a view had when it was made, out of those that its query has now.
record ViewColumns(AnalysisContext context, View view, Tree place) {

  /// Columns as a view keeps them.
  static String text(List<Column> columns) {
    return columns.stream()
        .map(column -> "`" + column.name().replace("`", "``") + "` " + column.type())
        .collect(Collectors.joining(", "));
  }

  Relation of(Relation rows) {
    if (view.mode() == SchemaMode.EVOLUTION || view.schema().isEmpty()) {
      return rows;
    }
    var kept = SchemaText.parse(view.schema());
    if (isSame(rows, kept)) {
      return rows;
    }
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (var field : kept.fields()) {
      var column = column(rows, field);
      var value = value(column, field.type());
      boolean isPassed = value.equals(column.ref());
      columns.add(
          isPassed
              ? column
              : context.ids().columnFor(field.name(), value, column.isNullable()));
      values.add(value);
    }
    return new Project(rows, columns, values);
  }

  private static boolean isSame(Relation rows, Schema kept) {
    var now = rows.columns();
    if (now.size() != kept.size()) {
      return false;
    }
    for (int index = 0; index < now.size(); index++) {
      boolean isSame =
          now.get(index).name().equalsIgnoreCase(kept.field(index).name())
              && now.get(index).type().equals(kept.type(index));
      if (!isSame) {
        return false;
      }
    }
    return true;
  }

  private Column column(Relation rows, Field field) {
    var found =
        rows.columns().stream().filter(c -> c.name().equalsIgnoreCase(field.name())).toList();
    if (found.size() != 1) {
      throw changed(
          "has %s column '%s'".formatted(found.isEmpty() ? "no" : "more than one", field.name()));
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
