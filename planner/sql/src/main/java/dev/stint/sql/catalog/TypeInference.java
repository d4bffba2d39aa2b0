package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The narrowest type that fits all the texts it was shown. Whole numbers become BIGINT: a sample
/// cannot tell that no later value exceeds an INT. The candidates shrink with every text; STRING is
/// what is left when none fits.
public final class TypeInference {

  /// What a column's values may be taken for. The formats are the user's, `null` for ISO 8601;
  /// `doubles` are texts that stand for what is no number, or for infinity.
  record Rules(
      @Nullable String dateFormat,
      @Nullable String timestampFormat,
      boolean isDatePreferred,
      boolean isDecimalPreferred,
      WholeNumbers.Smallest smallestWhole,
      Set<String> doubles) {

    static final Rules DEFAULT =
        new Rules(null, null, true, false, WholeNumbers.Smallest.INT, Set.of());

    Rules {
      doubles = Set.copyOf(doubles);
    }
  }

  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");
  private static final Pattern DOUBLE =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?|NaN|[+-]?Inf(inity)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})["
              + " T]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?");

  private enum Family {
    BOOLEAN,
    WHOLE,
    DECIMAL,
    DOUBLE,
    DATE,
    TIMESTAMP
  }

  private record Candidate(Family family, Predicate<String> fits) {}

  private final Rules rules;
  private final List<Candidate> candidates;
  private final WholeNumbers wholeNumbers;
  private List<Candidate> alive;
  private boolean isAnyShown;
  private int integerDigits;
  private int scale;

  /// @throws StintException of kind USER naming a format that is no pattern
  TypeInference(Rules rules) {
    this.rules = rules;
    this.wholeNumbers = new WholeNumbers(rules.smallestWhole);
    Predicate<String> isDate =
        rules.dateFormat == null ? TypeInference::isDate : matching(rules.dateFormat);
    Predicate<String> isTimestamp =
        rules.timestampFormat == null
            ? text -> isTimestamp(text) || isDate.test(text)
            : matching(rules.timestampFormat);
    candidates =
        List.of(
            new Candidate(Family.BOOLEAN, BOOLEAN.asMatchPredicate()),
            new Candidate(Family.WHOLE, WholeNumbers::isWhole),
            new Candidate(
                Family.DECIMAL,
                text -> rules.isDecimalPreferred && DECIMAL.matcher(text).matches()),
            new Candidate(
                Family.DOUBLE,
                text -> DOUBLE.matcher(text).matches() || rules.doubles.contains(text)),
            new Candidate(Family.DATE, text -> rules.isDatePreferred && isDate.test(text)),
            new Candidate(Family.TIMESTAMP, isTimestamp));
    alive = candidates;
  }

  /// The type of a CSV file's column that has this text alone; STRING of an empty one.
  public static DataType ofCell(String text) {
    var inference = new TypeInference(Rules.DEFAULT);
    if (!text.isEmpty()) {
      inference.add(text);
    }
    boolean isInt =
        inference.type().equals(DataType.BIGINT) && inference.wholeNumbers.isEveryNumberInt();
    return isInt ? DataType.INT : inference.type();
  }

  void add(String text) {
    isAnyShown = true;
    alive = alive.stream().filter(candidate -> candidate.fits().test(text)).toList();
    if (WholeNumbers.isWhole(text)) {
      wholeNumbers.add(text);
    }
    if (rules.isDecimalPreferred && DECIMAL.matcher(text).matches()) {
      var value = new BigDecimal(text);
      scale = Math.max(scale, value.scale());
      integerDigits = Math.max(integerDigits, value.precision() - value.scale());
    }
  }

  /// A string that must not be taken for anything else.
  void addString() {
    isAnyShown = true;
    alive = List.of();
  }

  /// A string that may be taken for a timestamp alone.
  void addTimestampOrString(String text) {
    isAnyShown = true;
    alive =
        alive.stream()
            .filter(one -> one.family() == Family.TIMESTAMP && one.fits().test(text))
            .toList();
  }

  boolean isAnyShown() {
    return isAnyShown;
  }

  /// STRING when nothing was shown or nothing fits.
  DataType type() {
    if (!isAnyShown) {
      return DataType.STRING;
    }
    for (var candidate : alive) {
      var type = type(candidate.family());
      if (type != null) {
        return type;
      }
    }
    return DataType.STRING;
  }

  /// `null` when the numbers are too large for the family.
  private @Nullable DataType type(Family family) {
    return switch (family) {
      case BOOLEAN -> DataType.BOOLEAN;
      case WHOLE -> wholeNumbers.type();
      case DECIMAL -> {
        int precision = Math.max(1, integerDigits + scale);
        yield precision > DataType.MAX_DECIMAL_PRECISION
            ? null
            : DataType.decimal(precision, scale);
      }
      case DOUBLE -> DataType.DOUBLE;
      case DATE -> DataType.DATE;
      case TIMESTAMP -> DataType.TIMESTAMP;
    };
  }

  /// As Spark types partition folders: all values are known, so whole numbers may be INT, and
  /// `true` stays a string.
  DataType partitionType() {
    var type = type();
    if (type.equals(DataType.BOOLEAN)) {
      return DataType.STRING;
    }
    return type.equals(DataType.BIGINT) && wholeNumbers.isEveryNumberInt() ? DataType.INT : type;
  }

  private static boolean isDate(String text) {
    return DATE.matcher(text).matches() && isRealDate(text);
  }

  private static boolean isTimestamp(String text) {
    var matcher = TIMESTAMP.matcher(text);
    return matcher.matches() && isRealDate(matcher.group(1));
  }

  private static boolean isRealDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static Predicate<String> matching(String pattern) {
    var formatter = formatter(pattern);
    return text -> {
      try {
        formatter.parse(text);
        return true;
      } catch (DateTimeException _) {
        return false;
      }
    };
  }

  private static DateTimeFormatter formatter(String pattern) {
    try {
      // As values will be read: names of months in English, any case, no 30th of February.
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(pattern)
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw StintException.user(
          "'%s' is no pattern for dates and times: %s".formatted(pattern, e.getMessage()), e);
    }
  }
}
