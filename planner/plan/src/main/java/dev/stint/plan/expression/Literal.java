package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalText;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A constant. `text` is its value in one fixed form, so that plans stay readable and comparable:
/// whole numbers and decimals in plain digits, `true`/`false`, `Double.toString`, dates as
/// `2020-01-31`, timestamps as `2020-01-31T23:59:59.123456` (a `TIMESTAMP` in UTC), binary in
/// hexadecimal, times of a day as `23:59:59.5`, intervals in months or microseconds, strings as
/// they are. `null` stands for NULL.
public record Literal(DataType type, @Nullable String text) implements Expression {

  public static final Literal TRUE = new Literal(DataType.BOOLEAN, "true");
  public static final Literal FALSE = new Literal(DataType.BOOLEAN, "false");

  public static Literal nullOf(DataType type) {
    return new Literal(type, null);
  }

  public static Literal ofLong(DataType type, long value) {
    return new Literal(type, Long.toString(value));
  }

  public static Literal ofString(String value) {
    return new Literal(DataType.STRING, value);
  }

  /// The fixed form of a timestamp given in microseconds since 1970-01-01 00:00.
  public static String timestampText(long micros) {
    long second = Math.floorDiv(micros, 1_000_000L);
    int nanos = Math.toIntExact(Math.floorMod(micros, 1_000_000L) * 1000);
    return LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC).toString();
  }

  /// The fixed form of a time given in nanoseconds since midnight.
  public static String timeText(long nanos) {
    long seconds = nanos / 1_000_000_000L;
    String text = "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    long fraction = nanos % 1_000_000_000L;
    return fraction == 0 ? text : text + ".%09d".formatted(fraction).replaceFirst("0+$", "");
  }

  @Override
  public String toString() {
    if (text == null) {
      return "NULL";
    }
    return switch (type.kind()) {
      case STRING -> "'" + text.replace("'", "''") + "'";
      case BINARY -> "X'" + text + "'";
      case DATE -> "DATE '" + text + "'";
      case TIMESTAMP -> "TIMESTAMP '" + text + "'";
      case TIMESTAMP_NTZ -> "TIMESTAMP_NTZ '" + text + "'";
      case TIME -> "TIME '" + text + "'";
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          IntervalText.literal(Long.parseLong(text), type);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, VOID -> text;
    };
  }
}
