package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The narrowest type that fits all the texts it was shown. Whole numbers become BIGINT: a sample
/// cannot tell that no later value exceeds an INT. The candidates shrink with every text; STRING is
/// what is left when none fits.
final class TypeInference {

  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false");
  private static final Pattern BIGINT = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern DOUBLE =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?|NaN|[+-]?Infinity");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})["
              + " T]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?");

  private record Candidate(DataType type, Predicate<String> fits) {}

  private final List<Candidate> candidates;
  private List<Candidate> alive;
  private boolean isAnyShown;
  private boolean isEveryNumberAnInt = true;

  /// The formats are the user's for dates and timestamps, `null` for ISO 8601.
  ///
  /// @throws StintException of kind USER naming one that is no pattern
  TypeInference(@Nullable String dateFormat, @Nullable String timestampFormat) {
    candidates =
        List.of(
            new Candidate(DataType.BOOLEAN, BOOLEAN.asMatchPredicate()),
            new Candidate(DataType.BIGINT, BIGINT.asMatchPredicate()),
            new Candidate(DataType.DOUBLE, DOUBLE.asMatchPredicate()),
            new Candidate(
                DataType.DATE, dateFormat == null ? TypeInference::isDate : matching(dateFormat)),
            new Candidate(
                DataType.TIMESTAMP,
                timestampFormat == null ? TypeInference::isTimestamp : matching(timestampFormat)));
    alive = candidates;
  }

  void add(String text) {
    isAnyShown = true;
    alive = alive.stream().filter(candidate -> candidate.fits().test(text)).toList();
    isEveryNumberAnInt &= BIGINT.matcher(text).matches() && fitsInt(text);
  }

  /// A string that must not be taken for anything else (a JSON string that is no date).
  void addString(String text) {
    isAnyShown = true;
    alive =
        alive.stream()
            .filter(
                candidate ->
                    (candidate.type().equals(DataType.DATE)
                            || candidate.type().equals(DataType.TIMESTAMP))
                        && candidate.fits().test(text))
            .toList();
  }

  /// STRING when nothing was shown or nothing fits.
  DataType type() {
    return !isAnyShown || alive.isEmpty() ? DataType.STRING : alive.getFirst().type();
  }

  /// As Spark types partition folders: all values are known, so whole numbers may be INT, and
  /// `true` stays a string.
  DataType partitionType() {
    var type = type();
    if (type.equals(DataType.BOOLEAN)) {
      return DataType.STRING;
    }
    return type.equals(DataType.BIGINT) && isEveryNumberAnInt ? DataType.INT : type;
  }

  private static boolean fitsInt(String text) {
    long value = Long.parseLong(text);
    return value == Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
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
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw StintException.user(
          "'%s' is no pattern for dates and times: %s".formatted(pattern, e.getMessage()), e);
    }
  }
}
