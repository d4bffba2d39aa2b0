package dev.stint.sql.parse;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalField;
import dev.stint.plan.type.IntervalText;
import dev.stint.sql.tree.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IntervalValueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultiUnitsIntervalContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UnitToUnitIntervalContext;
import org.jspecify.annotations.Nullable;

/// Lengths of time: `INTERVAL 3 DAYS 2 HOURS`, `INTERVAL '1-6' YEAR TO MONTH`, `INTERVAL '3 days'`.
final class IntervalBuilder {

  private static final long MICROS_OF_SECOND = 1_000_000;
  private static final long MAX_OFFSET_MICROS = 18 * 3600 * MICROS_OF_SECOND;

  /// A number of units as written.
  private record Part(BigDecimal count, String unit) {}

  private static final Pattern PART = Pattern.compile("\\s*([+-]?)\\s*([\\d.]+)\\s+([a-zA-Z]+)");
  private static final Pattern WORDS =
      Pattern.compile(
          "\\s*(?:interval\\s)?((?:" + PART.pattern() + ")+)\\s*", Pattern.CASE_INSENSITIVE);

  private final TreeBuilder trees;

  IntervalBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Literal interval(IntervalContext interval) {
    var span = TreeBuilder.span(interval);
    var multi = interval.errorCapturingMultiUnitsInterval();
    if (multi != null) {
      if (multi.unitToUnitInterval() != null) {
        throw trees.error(multi, "write all units of an interval in one way");
      }
      return total(span, parts(multi.body));
    }
    var range = interval.errorCapturingUnitToUnitInterval();
    if (range.error1 != null || range.error2 != null) {
      throw trees.error(range, "an interval has one range of units");
    }
    return range(span, range.body);
  }

  /// The offset of a time zone: whole seconds, at most 18 hours.
  String offset(IntervalContext interval) {
    var length = interval(interval);
    long micros = Long.parseLong(String.valueOf(length.text()));
    if (length.type().isOfMonths()
        || micros % MICROS_OF_SECOND != 0
        || Math.abs(micros) > MAX_OFFSET_MICROS) {
      throw trees.error(
          interval, "a time zone is an interval of whole seconds, of 18 hours at most");
    }
    return ZoneOffset.ofTotalSeconds((int) (micros / MICROS_OF_SECOND)).getId();
  }

  /// What the text of `INTERVAL '…'` means.
  Literal interval(Span span, String text) {
    var words = WORDS.matcher(text);
    if (!words.matches()) {
      throw trees.error(
          span, "'%s' is not an interval; write it like '3 days 2 hours'".formatted(text));
    }
    var parts = new ArrayList<Part>();
    var part = PART.matcher(words.group(1));
    while (part.find()) {
      parts.add(new Part(number(span, part.group(1) + part.group(2)), part.group(3)));
    }
    return total(span, parts);
  }

  private List<Part> parts(MultiUnitsIntervalContext interval) {
    var parts = new ArrayList<Part>();
    for (int index = 0; index < interval.unit.size(); index++) {
      var value = interval.intervalValue(index);
      var count = number(TreeBuilder.span(value), text(value));
      parts.add(new Part(count, interval.unit.get(index).getText()));
    }
    return parts;
  }

  private String text(IntervalValueContext value) {
    String text =
        value.stringLit() != null
            ? trees.constants().string(value.stringLit()).strip()
            : value.getText().replaceFirst("^[+-]", "");
    return value.MINUS() == null ? text : text.startsWith("-") ? text.substring(1) : "-" + text;
  }

  private BigDecimal number(Span span, String text) {
    try {
      return new BigDecimal(text.replaceFirst("^([+-])\\s+", "$1"));
    } catch (NumberFormatException _) {
      throw trees.error(span, "'%s' is not a number of units of time".formatted(text));
    }
  }

  /// The sum of the parts, which are of months or of shorter units.
  private Literal total(Span span, List<Part> parts) {
    var first = IntervalField.SECOND;
    var last = IntervalField.YEAR;
    var sum = BigDecimal.ZERO;
    for (var part : parts) {
      var unit = Unit.of(part.unit());
      if (unit == null) {
        throw trees.error(span, "'%s' is not a unit of an interval".formatted(part.unit()));
      }
      if (unit.field != IntervalField.SECOND && part.count().stripTrailingZeros().scale() > 0) {
        throw trees.error(span, "only seconds may have a fraction in an interval");
      }
      first = unit.field.compareTo(first) < 0 ? unit.field : first;
      last = unit.field.compareTo(last) > 0 ? unit.field : last;
      // Parts of microseconds are dropped, of each part for itself.
      sum = sum.add(part.count().multiply(unit.size).setScale(0, RoundingMode.DOWN));
    }
    if (first.isOfMonths() && !last.isOfMonths()) {
      throw trees.error(span, "an interval has years and months, or days and parts of days");
    }
    return interval(span, first, last, sum);
  }

  private Literal interval(Span span, IntervalField first, IntervalField last, BigDecimal amount) {
    var type = DataType.interval(first, last);
    var whole = amount.toBigInteger();
    if (whole.bitLength() >= (type.isOfMonths() ? Integer.SIZE : Long.SIZE)) {
      throw trees.error(span, "this interval is too long");
    }
    return Literal.ofLong(type, whole.longValue());
  }

  private Literal range(Span span, UnitToUnitIntervalContext range) {
    var first = field(range.from.getText());
    var last = field(range.to.getText());
    if (first.compareTo(last) >= 0 || first.isOfMonths() != last.isOfMonths()) {
      throw trees.error(span, "there are no intervals from %s to %s".formatted(first, last));
    }
    var type = DataType.interval(first, last);
    String text = text(range.value);
    var value = IntervalText.parse(text, type);
    if (value == null) {
      throw trees.error(
          span, "'%s' is not an interval of %s to %s, or too long".formatted(text, first, last));
    }
    return Literal.ofLong(type, value);
  }

  private static IntervalField field(String name) {
    return IntervalField.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /// Units with their size in months or microseconds.
  private enum Unit {
    YEAR(IntervalField.YEAR, "12"),
    MONTH(IntervalField.MONTH, "1"),
    WEEK(IntervalField.DAY, "604800000000"),
    DAY(IntervalField.DAY, "86400000000"),
    HOUR(IntervalField.HOUR, "3600000000"),
    MINUTE(IntervalField.MINUTE, "60000000"),
    SECOND(IntervalField.SECOND, "1000000"),
    MILLISECOND(IntervalField.SECOND, "1000"),
    MICROSECOND(IntervalField.SECOND, "1"),
    NANOSECOND(IntervalField.SECOND, "0.001");

    private final IntervalField field;
    private final BigDecimal size;

    Unit(IntervalField field, String size) {
      this.field = field;
      this.size = new BigDecimal(size);
    }

    static @Nullable Unit of(String name) {
      String singular = name.toUpperCase(Locale.ROOT).replaceFirst("S$", "");
      for (var unit : values()) {
        if (unit.name().equals(singular)) {
          return unit;
        }
      }
      return null;
    }
  }
}
