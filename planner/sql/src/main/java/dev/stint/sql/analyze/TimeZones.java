package dev.stint.sql.analyze;

import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.request.View;
import dev.stint.sql.tree.Span;
import java.time.DateTimeException;
import java.time.ZoneId;

/// The time zone that holds for a statement.
final class TimeZones {

  private TimeZones() {}

  /// The zone that `text` names as Spark has it: an IANA name, one of Java's short ones, or an
  /// offset, of which hours and minutes may have one digit.
  static ZoneId of(AnalysisContext context, Span span, String text) {
    var padded =
        text.strip()
            .replaceFirst("([+-])(\\d):", "$10$2:")
            .replaceFirst("([+-]\\d\\d):(\\d)$", "$1:0$2");
    try {
      return ZoneId.of(padded, ZoneId.SHORT_IDS);
    } catch (DateTimeException e) {
      throw context
          .source()
          .error(
              span,
              "there is no time zone '%s'; write a name of the IANA database like 'Europe/Berlin', or an offset like '+02:00'"
                  .formatted(text));
    }
  }

  /// Refuses a view of another time zone: a statement has one, and what the view says would mean
  /// something else.
  static void requireSame(AnalysisContext statement, AnalysisContext inside, View view) {
    if (!statement.zone().equals(inside.zone())) {
      throw statement
          .source()
          .error(
              Span.NONE,
              "the view '%s' was made with the time zone %s, and this statement has %s: make the view again, or SET TIME ZONE '%s' before"
                  .formatted(view.name(), inside.zone(), statement.zone(), inside.zone()));
    }
  }
}
