package dev.stint.sql.logical;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values of literals as Java sees them: `Long` for whole numbers, `BigDecimal`, `Double`,
/// `Boolean`, `String`, `LocalDate`, `LocalDateTime` (a `TIMESTAMP` in UTC).
public final class Constants {

  private static final DateTimeFormatter TIMESTAMP_TEXT =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})"
              + "(?:[ T](\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,6}))?)?\\s*(\\S.*)?)?");

  private Constants() {}

  public static Object value(Literal literal) {
    String text = literal.text();
    if (text == null) {
      throw new IllegalArgumentException("NULL has no value");
    }
    return switch (literal.type().kind()) {
      case BOOLEAN -> Boolean.valueOf(text);
      case TINYINT, SMALLINT, INT, BIGINT -> Long.valueOf(text);
      case DECIMAL -> new BigDecimal(text);
      case FLOAT, DOUBLE -> Double.valueOf(text);
      case STRING, BINARY -> text;
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP, TIMESTAMP_NTZ -> LocalDateTime.parse(text);
    };
  }

  /// A literal of the type; empty when the value is out of its range.
  public static Optional<Literal> literal(DataType type, Object value) {
    return switch (type.kind()) {
      case TINYINT -> whole(type, value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> whole(type, value, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> whole(type, value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> whole(type, value, Long.MIN_VALUE, Long.MAX_VALUE);
      case DECIMAL -> decimal(type, (BigDecimal) value);
      case TIMESTAMP, TIMESTAMP_NTZ ->
          Optional.of(new Literal(type, TIMESTAMP_TEXT.format((LocalDateTime) value)));
      case BOOLEAN, FLOAT, DOUBLE, STRING, BINARY, DATE ->
          Optional.of(new Literal(type, value.toString()));
    };
  }

  private static Optional<Literal> whole(DataType type, Object value, long min, long max) {
    long number = (Long) value;
    return number < min || number > max
        ? Optional.empty()
        : Optional.of(Literal.ofLong(type, number));
  }

  private static Optional<Literal> decimal(DataType type, BigDecimal value) {
    var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
    return rounded.precision() > type.precision()
        ? Optional.empty()
        : Optional.of(new Literal(type, rounded.toPlainString()));
  }

  /// Below, at or above 0, as SQL orders the values of two literals of one type.
  public static int compare(Literal left, Literal right) {
    Object a = value(left);
    Object b = value(right);
    return switch (left.type().kind()) {
      case BOOLEAN -> Boolean.compare((Boolean) a, (Boolean) b);
      case TINYINT, SMALLINT, INT, BIGINT -> Long.compare((Long) a, (Long) b);
      case DECIMAL -> ((BigDecimal) a).compareTo((BigDecimal) b);
      // Adding 0.0 makes -0.0 equal to it.
      case FLOAT, DOUBLE -> Double.compare((Double) a + 0.0, (Double) b + 0.0);
      case STRING, BINARY -> Arrays.compareUnsigned(utf8(a), utf8(b));
      case DATE -> ((LocalDate) a).compareTo((LocalDate) b);
      case TIMESTAMP, TIMESTAMP_NTZ -> ((LocalDateTime) a).compareTo((LocalDateTime) b);
    };
  }

  private static byte[] utf8(Object text) {
    return ((String) text).getBytes(StandardCharsets.UTF_8);
  }

  /// Reads the text of a value as a cast from string does; empty when this class is not sure.
  public static Optional<Literal> parse(DataType type, String raw, ZoneId zone) {
    String text = raw.strip();
    try {
      return switch (type.kind()) {
        case STRING -> Optional.of(Literal.ofString(raw));
        case BINARY -> Optional.empty();
        case BOOLEAN -> parseBoolean(text);
        case TINYINT, SMALLINT, INT, BIGINT ->
            number(text).flatMap(number -> literal(type, number.longValueExact()));
        case DECIMAL -> number(text).flatMap(number -> literal(type, number));
        case FLOAT -> number(text).flatMap(n -> literal(type, (double) n.floatValue()));
        case DOUBLE -> number(text).flatMap(number -> literal(type, number.doubleValue()));
        case DATE -> parseDate(text).flatMap(date -> literal(type, date));
        case TIMESTAMP, TIMESTAMP_NTZ -> parseTimestamp(type, text, zone);
      };
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<Literal> parseBoolean(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> Optional.of(Literal.TRUE);
      case "false", "f", "no", "n", "0" -> Optional.of(Literal.FALSE);
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static Optional<LocalDate> parseDate(String text) {
    var matcher = DATE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        LocalDate.of(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }

  private static Optional<Literal> parseTimestamp(DataType type, String text, ZoneId zone) {
    var matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String micros = (group(matcher.group(7)) + "000000").substring(0, 6);
    var local =
        LocalDateTime.of(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            Integer.parseInt("0" + group(matcher.group(4))),
            Integer.parseInt("0" + group(matcher.group(5))),
            Integer.parseInt("0" + group(matcher.group(6))),
            Integer.parseInt(micros) * 1000);
    if (type.equals(DataType.TIMESTAMP_NTZ)) {
      return literal(type, local);
    }
    var ownZone = matcher.group(8) == null ? zone : ZoneId.of(matcher.group(8));
    return literal(type, inUtc(local, ownZone));
  }

  private static String group(@Nullable String group) {
    return group == null ? "" : group;
  }

  /// The reading in UTC of the instant at which clocks in `zone` show `local`.
  public static LocalDateTime inUtc(LocalDateTime local, ZoneId zone) {
    return local.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  /// What clocks in `zone` show when those in UTC show `utc`.
  public static LocalDateTime inZone(LocalDateTime utc, ZoneId zone) {
    return OffsetDateTime.of(utc, ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime();
  }
}
