package dev.stint.sql.context;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.Settings;
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

  public static AnalysisContext of(PlanRequest request, String sql) {
    var folder = new ConstantFolder(request.constants(), request.zone());
    return new AnalysisContext(
        request,
        new SourceText(sql),
        new ColumnIds(),
        folder,
        Coercion.of(folder, request.names().settings()),
        new OperationForms());
  }

  /// The context of a statement that this one uses, or is.
  public AnalysisContext of(Statement statement) {
    return in(statement.source());
  }

  public AnalysisContext in(SourceText other) {
    return new AnalysisContext(request, other, ids, folder, coercion, forms);
  }

  public AnalysisContext with(Namespace names) {
    return new AnalysisContext(
        request.withNames(names),
        source,
        ids,
        folder,
        Coercion.of(folder, names.settings()),
        forms);
  }

  /// The same by the settings of a view.
  public AnalysisContext with(Settings settings) {
    return settings.equals(settings()) ? this : with(request.names().with(settings));
  }

  /// The same in ANSI mode.
  public AnalysisContext inAnsiMode() {
    return with(settings().with(Settings.ANSI, "true"));
  }

  public Settings settings() {
    return request.names().settings();
  }

  public ZoneId zone() {
    return request.zone();
  }

  public Expression currentDate() {
    return new Literal(DataType.DATE, request.now().atZone(zone()).toLocalDate().toString());
  }

  /// The time of the day, of so many digits of a second.
  public Expression currentTime(int precision) {
    long nanos = request.now().atZone(zone()).toLocalTime().toNanoOfDay();
    var time = new Literal(DataType.TIME, Literal.timeText(nanos / 1000 * 1000));
    return coercion.cast(time, DataType.time(precision));
  }

  public Literal currentTimestamp() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, request.now());
    return new Literal(DataType.TIMESTAMP, Literal.timestampText(micros));
  }
}
