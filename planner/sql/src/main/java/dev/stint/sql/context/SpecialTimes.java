package dev.stint.sql.context;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/// Dates and times that constants may name: `DATE 'today'`, `TIMESTAMP 'now'`.
public final class SpecialTimes {

  private SpecialTimes() {}

  /// The time of the type that a constant names; empty if it is written out.
  public static Optional<Expression> of(AnalysisContext context, DataType type, String text) {
    if (type.equals(DataType.TIME)) {
      return Optional.empty();
    }
    var day = context.request().now().atZone(context.zone()).toLocalDate();
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "epoch" -> Optional.of(epoch(type));
      case "now" -> Optional.of(context.coercion().cast(context.currentTimestamp(), type));
      case "today" -> Optional.of(midnight(context, type, day));
      case "tomorrow" -> Optional.of(midnight(context, type, day.plusDays(1)));
      case "yesterday" -> Optional.of(midnight(context, type, day.minusDays(1)));
      default -> Optional.empty();
    };
  }

  /// Of a timestamp the instant, whatever the session's zone.
  private static Literal epoch(DataType type) {
    return new Literal(type, type.equals(DataType.DATE) ? "1970-01-01" : "1970-01-01T00:00:00");
  }

  private static Expression midnight(AnalysisContext context, DataType type, LocalDate day) {
    return context.coercion().cast(new Literal(DataType.DATE, day.toString()), type);
  }
}
