package dev.stint.config.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/// `rate(value unit)`: at the anchor and every so many minutes, hours or days of 24 hours before
/// and after it.
public record RateExpression(String text, Duration period) implements ScheduleExpression {

  private static final Pattern FORM = Pattern.compile("\\s*([1-9]\\d{0,4})\\s+([a-z]+)\\s*");

  static RateExpression parse(String inner) {
    var matcher = FORM.matcher(inner);
    if (!matcher.matches()) {
      throw wrong(inner);
    }
    long value = Long.parseLong(matcher.group(1));
    var period =
        switch (matcher.group(2)) {
          case "minute", "minutes" -> Duration.ofMinutes(value);
          case "hour", "hours" -> Duration.ofHours(value);
          case "day", "days" -> Duration.ofDays(value);
          default -> throw wrong(inner);
        };
    return new RateExpression("rate(" + inner + ")", period);
  }

  private static IllegalArgumentException wrong(String inner) {
    return new IllegalArgumentException(
        "'rate(%s)' is not a rate; write one such as rate(5 minutes), rate(1 hour) or rate(2 days)"
            .formatted(inner));
  }

  @Override
  public Optional<Instant> next(Instant time, ZoneId zone, Instant anchor) {
    return Optional.of(anchor.plus(period.multipliedBy(periods(time, anchor) + 1)));
  }

  @Override
  public Optional<Instant> atOrBefore(Instant time, ZoneId zone, Instant anchor) {
    return Optional.of(anchor.plus(period.multipliedBy(periods(time, anchor))));
  }

  /// Whole periods from the anchor to `time`, below zero before it.
  private long periods(Instant time, Instant anchor) {
    // The seconds of a duration are rounded down, so those of a fraction before the anchor too.
    return Math.floorDiv(Duration.between(anchor, time).toSeconds(), period.toSeconds());
  }
}
