package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.parse.Meanings;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.Settings;
import dev.stint.sql.request.SqlFunction;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Statement;
import dev.stint.sql.tree.Term;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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

  AnalysisContext in(SourceText other) {
    return new AnalysisContext(request, other, ids, folder, coercion, forms);
  }

  AnalysisContext with(Namespace names) {
    return new AnalysisContext(
        request.withNames(names),
        source,
        ids,
        folder,
        Coercion.of(folder, names.settings()),
        forms);
  }

  /// The same by the settings of a view.
  AnalysisContext with(Settings settings) {
    return settings.equals(settings()) ? this : with(request.names().with(settings));
  }

  /// The same in ANSI mode.
  AnalysisContext inAnsiMode() {
    return with(settings().with(Settings.ANSI, "true"));
  }

  Settings settings() {
    return request.names().settings();
  }

  /// What the parser must know of names.
  public Meanings meanings() {
    return new Meanings() {
      @Override
      public Optional<String> text(Term term, SourceText source) {
        return Variables.text(AnalysisContext.this, term, source);
      }

      @Override
      public DataType timestampType() {
        return settings().timestampType();
      }

      @Override
      public boolean isOn(String setting) {
        return settings().isOn(setting);
      }

      @Override
      public String function(String name) {
        return SqlFunctions.known(AnalysisContext.this, name)
            .filter(
                function ->
                    !function.isTemporary()
                        && !ScalarFunctions.isKnown(name)
                        && !AggregateFunctions.isKnown(name))
            .map(function -> SqlFunction.SCHEMA + function.name())
            .orElse(name);
      }
    };
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
