package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.logical.Constants;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// What the analysis of one statement shares.
public record AnalysisContext(
    PlanRequest request,
    SourceText source,
    ColumnIds ids,
    ConstantFolder folder,
    Coercion coercion) {

  public static AnalysisContext of(PlanRequest request, Statement statement) {
    var folder = new ConstantFolder(request.zone());
    return new AnalysisContext(
        request, statement.source(), new ColumnIds(), folder, new Coercion(folder));
  }

  /// The context of a view that this statement uses.
  AnalysisContext ofView(Statement view) {
    return new AnalysisContext(request, view.source(), ids, folder, coercion);
  }

  ZoneId zone() {
    return request.zone();
  }

  Expression currentDate() {
    return Constants.literal(DataType.DATE, request.now().atZone(zone()).toLocalDate())
        .orElseThrow();
  }

  Literal currentTimestamp() {
    var utc = LocalDateTime.ofInstant(request.now(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    return Constants.literal(DataType.TIMESTAMP, utc).orElseThrow();
  }
}
