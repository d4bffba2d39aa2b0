package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TextLimit;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Strings of `char(n)` and `varchar(n)` columns, as Spark treats them: padded when they are read,
/// and checked and padded when they are written. What is compared with a `char(n)` column, a
/// constant or another such column, is padded to the length of the longer side.
record LimitedText(AnalysisContext context) {

  /// The rows of a scan, with the columns of `char(n)` padded: other writers need not have done it.
  Relation read(Table table, Relation scan) {
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (var column : scan.columns()) {
      var limit = table.limit(column.name()).filter(_ -> column.type().equals(DataType.STRING));
      boolean isPadded = limit.filter(TextLimit::isPadded).isPresent();
      var value = isPadded ? padded(column.ref(), limit.orElseThrow().length()) : column.ref();
      var read =
          isPadded ? context.ids().columnFor(column.name(), value, column.isNullable()) : column;
      limit.ifPresent(known -> context.ids().limit(read, known));
      columns.add(read);
      values.add(value);
    }
    return columns.equals(scan.columns()) ? scan : new Project(scan, columns, values);
  }

  /// The rows that go into a table, whose columns they have: those that are too long, but for
  /// blanks at the end, are an error.
  Relation written(Table table, Relation rows) {
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (var column : rows.columns()) {
      var limit = table.limit(column.name());
      if (limit.isEmpty()) {
        columns.add(column);
        values.add(column.ref());
      } else {
        var value = checked(column.ref(), limit.get());
        columns.add(context.ids().columnFor(column.name(), value, column.isNullable()));
        values.add(value);
      }
    }
    return columns.equals(rows.columns()) ? rows : new Project(rows, columns, values);
  }

  private static Expression checked(Expression value, TextLimit limit) {
    var rest = text(ScalarFunction.SUBSTRING, value, number(limit.length() + 1));
    var isTooLong =
        Call.of(
            ScalarFunction.NOT_EQUAL,
            DataType.BOOLEAN,
            text(ScalarFunction.RTRIM, rest),
            Literal.ofString(""));
    var error =
        text(
            ScalarFunction.RAISE_ERROR,
            Literal.ofString(
                "Exceeds char/varchar type length limitation: %d.".formatted(limit.length())),
            Literal.ofString("EXCEED_LIMIT_LENGTH"));
    var fitting =
        limit.isPadded()
            ? padded(value, limit.length())
            : text(ScalarFunction.SUBSTRING, value, number(1), number(limit.length()));
    return new Case(List.of(new Case.Branch(isTooLong, error)), fitting, DataType.STRING);
  }

  /// The values that are compared with the first, all padded to the longest if that has a limit.
  List<Expression> compared(List<Expression> all) {
    int longest = 0;
    boolean isLimited = limit(all.getFirst()).isPresent();
    for (var value : all) {
      isLimited |= all.size() == 2 && limit(value).isPresent();
      var length = length(value);
      if (length.isEmpty()) {
        return all;
      }
      longest = Math.max(longest, length.getAsInt());
    }
    if (!isLimited) {
      return all;
    }
    int target = longest;
    return all.stream().map(value -> padded(value, target, context)).toList();
  }

  private Optional<TextLimit> limit(Expression value) {
    return value instanceof ColumnRef(var id, _)
        ? context.ids().limit(id).filter(TextLimit::isPadded)
        : Optional.empty();
  }

  /// Of a constant or of all strings of a column; unknown for others.
  private OptionalInt length(Expression value) {
    if (value instanceof Literal literal && literal.text() != null) {
      return literal.type().equals(DataType.STRING)
          ? OptionalInt.of(literal.text().codePointCount(0, literal.text().length()))
          : OptionalInt.empty();
    }
    return limit(value).map(one -> OptionalInt.of(one.length())).orElse(OptionalInt.empty());
  }

  private Expression padded(Expression value, int target, AnalysisContext context) {
    return length(value).orElse(target) < target
        ? context.folder().fold(padded(value, target))
        : value;
  }

  private static Expression padded(Expression value, int length) {
    return text(ScalarFunction.RPAD, value, number(length), Literal.ofString(" "));
  }

  private static Expression number(int value) {
    return Literal.ofLong(DataType.INT, value);
  }

  private static Expression text(ScalarFunction function, Expression... arguments) {
    return Call.of(function, DataType.STRING, arguments);
  }
}
