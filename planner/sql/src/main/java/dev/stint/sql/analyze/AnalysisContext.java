package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// What the analysis of one statement shares.
public record AnalysisContext(
    PlanRequest request,
    SourceText source,
    ColumnIds ids,
    ConstantFolder folder,
    Coercion coercion,
    OperationForms forms) {

  public static AnalysisContext of(PlanRequest request, Statement statement) {
    var folder = new ConstantFolder(request.constants(), request.zone());
    return new AnalysisContext(
        request,
        statement.source(),
        new ColumnIds(),
        folder,
        new Coercion(folder),
        new OperationForms());
  }

  /// The context of a view that this statement uses.
  AnalysisContext ofView(Statement view) {
    return new AnalysisContext(request, view.source(), ids, folder, coercion, forms);
  }

  /// Names of columns that nobody names; after the analysis of their terms.
  ColumnNames names() {
    return new ColumnNames(forms);
  }

  ZoneId zone() {
    return request.zone();
  }

  Expression currentDate() {
    return new Literal(DataType.DATE, request.now().atZone(zone()).toLocalDate().toString());
  }

  /// The time of the day, of so many digits of a second.
  Expression currentTime(int precision) {
    long nanos = request.now().atZone(zone()).toLocalTime().toNanoOfDay();
    var time = new Literal(DataType.TIME, Literal.timeText(nanos / 1000 * 1000));
    return coercion.cast(time, DataType.time(precision));
  }

  Literal currentTimestamp() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, request.now());
    return new Literal(DataType.TIMESTAMP, Literal.timestampText(micros));
  }
}
