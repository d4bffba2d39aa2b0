package dev.stint.config.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one execution of a job may use at most, all its statements together; `null` where nothing
/// limits it. `maxCost` is in dollars, `maxDuration` the time that its statements run, without
/// their planning, and `maxParallelism` a number of attempts at the same time.
public record Limits(
    @Nullable BigDecimal maxCost,
    @Nullable Duration maxDuration,
    @Nullable Integer maxParallelism) {

  public static final Limits NONE = new Limits(null, null, null);

  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  /// The limits of `stronger`, and where it has none, these.
  public Limits overriddenBy(Limits stronger) {
    return new Limits(
        stronger.maxCost == null ? maxCost : stronger.maxCost,
        stronger.maxDuration == null ? maxDuration : stronger.maxDuration,
        stronger.maxParallelism == null ? maxParallelism : stronger.maxParallelism);
  }

  /// Dollars above zero, with up to nine digits after the point.
  ///
  /// @throws IllegalArgumentException naming the text when it is no such amount
  public static BigDecimal parseCost(String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?") || new BigDecimal(text).signum() == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an amount of dollars, such as 0.50");
    }
    return new BigDecimal(text);
  }

  /// Days, hours, minutes and seconds in this order, each once or not at all: `90s`, `1h30m`.
  ///
  /// @throws IllegalArgumentException naming the text when it is no duration, or none above zero
  public static Duration parseDuration(String text) {
    var matcher = DURATION.matcher(text);
    var duration = Duration.ZERO;
    if (matcher.matches()) {
      duration =
          Duration.ofDays(number(matcher.group(1)))
              .plusHours(number(matcher.group(2)))
              .plusMinutes(number(matcher.group(3)))
              .plusSeconds(number(matcher.group(4)));
    }
    if (duration.isZero()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration; write one such as 90s, 30m, 2h or 1h30m");
    }
    return duration;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /// @throws IllegalArgumentException naming the text when it is no number from 1 to 999999
  public static Integer parseParallelism(String text) {
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 1 to 999999");
    }
    return Integer.valueOf(text);
  }
}
