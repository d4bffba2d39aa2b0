package dev.stint.plan.type;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Intervals as SQL writes them: `INTERVAL '1-6' YEAR TO MONTH`, `INTERVAL '3 04:05:06.5' DAY TO
/// SECOND`.
public final class IntervalText {

  private static final Pattern LITERAL =
      Pattern.compile("(?i)interval\\s*([+-]?)\\s*'(.*)'\\s*(\\S+(?:\\s+to\\s+\\S+)?)");

  private static final Map<DataType, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private IntervalText() {}

  /// The value of an interval's type that a text writes: what stands in quotes, or a whole literal
  /// of the type's fields. Digits of a second beyond microseconds are dropped. `null` for what is
  /// no such interval, or too long.
  public static @Nullable Long parse(String text, DataType type) {
    var literal = LITERAL.matcher(text.strip());
    if (!literal.matches()) {
      return body(text.strip(), type);
    }
    String fields = literal.group(3).replaceAll("\\s+", " ");
    var value = fields.equalsIgnoreCase(fields(type)) ? body(literal.group(2), type) : null;
    return value == null || !literal.group(1).equals("-") ? value : negated(value, type);
  }

  private static @Nullable Long negated(long value, DataType type) {
    return value == least(type) ? null : Long.valueOf(-value);
  }

  private static long least(DataType type) {
    return type.isOfMonths() ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }

  private static @Nullable Long body(String text, DataType type) {
    var matcher = PATTERNS.computeIfAbsent(type, IntervalText::pattern).matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    var sum = BigDecimal.ZERO;
    int group = 2;
    for (var field : type.firstField().to(type.lastField())) {
      var count = new BigDecimal(matcher.group(group++));
      if (field != type.firstField() && count.compareTo(limit(field)) >= 0) {
        return null;
      }
      sum = sum.add(count.multiply(BigDecimal.valueOf(field.size())));
    }
    var whole = sum.setScale(0, RoundingMode.DOWN).toBigInteger();
    var signed = matcher.group(1).equals("-") ? whole.negate() : whole;
    int bits = type.isOfMonths() ? Integer.SIZE : Long.SIZE;
    return signed.bitLength() < bits ? Long.valueOf(signed.longValue()) : null;
  }

  /// How many of a field make one of the field before it.
  private static BigDecimal limit(IntervalField field) {
    return BigDecimal.valueOf(
        switch (field) {
          case YEAR, DAY -> Long.MAX_VALUE;
          case MONTH -> 12;
          case HOUR -> 24;
          case MINUTE, SECOND -> 60;
        });
  }

  private static Pattern pattern(DataType type) {
    var pattern = new StringBuilder("([+-]?)");
    for (var field : type.firstField().to(type.lastField())) {
      if (field != type.firstField()) {
        pattern.append(field == IntervalField.HOUR ? " +" : separator(field));
      }
      pattern.append(field == IntervalField.SECOND ? "(\\d+(?:\\.\\d{1,9})?)" : "(\\d+)");
    }
    return Pattern.compile(pattern.toString());
  }

  /// A value of an interval's type, in months or microseconds, as a literal.
  public static String literal(long value, DataType type) {
    return "INTERVAL '" + text(value, type) + "' " + fields(type);
  }

  /// The fields of an interval's type: `DAY`, `DAY TO SECOND`.
  static String fields(DataType type) {
    var first = type.firstField();
    var last = type.lastField();
    return first == last ? first.name() : first + " TO " + last;
  }

  /// What stands in quotes. The first field is as long as it is, the others have two digits; those
  /// of the smallest value are of its magnitude without a sign.
  private static String text(long value, DataType type) {
    long left = value < 0 ? -value : value;
    var text = new StringBuilder(value < 0 ? "-" : "");
    for (var field : type.firstField().to(type.lastField())) {
      boolean isFirst = field == type.firstField();
      boolean isPadded = field.compareTo(IntervalField.DAY) > 0;
      text.append(isFirst ? "" : separator(field));
      String digits = Long.toUnsignedString(Long.divideUnsigned(left, field.size()));
      text.append(isPadded && digits.length() == 1 ? "0" : "").append(digits);
      left = Long.remainderUnsigned(left, field.size());
    }
    if (type.lastField() == IntervalField.SECOND && left > 0) {
      text.append(".%06d".formatted(left).replaceFirst("0+$", ""));
    }
    return text.toString();
  }

  private static char separator(IntervalField field) {
    return switch (field) {
      case YEAR, MONTH, DAY -> '-';
      case HOUR -> ' ';
      case MINUTE, SECOND -> ':';
    };
  }
}
