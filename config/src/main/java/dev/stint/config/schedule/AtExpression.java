package dev.stint.config.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `at(2026-01-31T03:00:00)`: once. A time that the clocks leave out is taken as long after
/// midnight as it would have been.
public record AtExpression(String text, LocalDateTime time) implements ScheduleExpression {

  static AtExpression parse(String inner) {
    try {
      if (inner.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")) {
        return new AtExpression("at(" + inner + ")", LocalDateTime.parse(inner));
      }
    } catch (DateTimeException e) {
      throw wrong(inner, e);
    }
    throw wrong(inner, null);
  }

  private static IllegalArgumentException wrong(String inner, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "'at(%s)' is not a time; write one such as at(2026-01-31T03:00:00)".formatted(inner),
        cause);
  }

  @Override
  public Optional<Instant> next(Instant after, ZoneId zone, Instant anchor) {
    return Optional.of(instant(zone)).filter(after::isBefore);
  }

  @Override
  public Optional<Instant> atOrBefore(Instant limit, ZoneId zone, Instant anchor) {
    return Optional.of(instant(zone)).filter(instant -> !instant.isAfter(limit));
  }

  private Instant instant(ZoneId zone) {
    return time.atZone(zone).toInstant();
  }
}
