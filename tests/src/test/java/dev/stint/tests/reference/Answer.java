package dev.stint.tests.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rows of an answer. A cell is `null`, a Boolean, a BigDecimal (an exact number, and any
/// number of Stint's, whose JSON does not say), a Double, a LocalDateTime (the reference's
/// timestamps), or a String.
public record Answer(List<String> columns, List<List<@Nullable Object>> rows) {

  /// Sums of doubles depend on their order; exact averages are rounded to six digits.
  private static final double RELATIVE_TOLERANCE = 1e-9;

  private static final double ABSOLUTE_TOLERANCE = 5.01e-7;

  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?");

  /// Says how `actual` differs from this reference, `null` when it does not.
  public @Nullable String difference(Answer actual, boolean isOrdered) {
    // JSON lines name the columns only where there are rows.
    if (!actual.rows.isEmpty() && actual.columns.size() != columns.size()) {
      return "columns " + actual.columns + " instead of " + columns;
    }
    if (actual.rows.size() != rows.size()) {
      return "%d rows instead of %d".formatted(actual.rows.size(), rows.size());
    }
    var expectedRows = isOrdered ? rows : sorted(rows);
    var actualRows = isOrdered ? actual.rows : sorted(actual.rows);
    for (int row = 0; row < expectedRows.size(); row++) {
      if (!isSame(expectedRows.get(row), actualRows.get(row))) {
        return "row %d is%n  %s instead of%n  %s"
            .formatted(row, actualRows.get(row), expectedRows.get(row));
      }
    }
    return null;
  }

  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
    var sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Answer::sortText));
    return sorted;
  }

  private static String sortText(List<@Nullable Object> row) {
    var text = new StringBuilder();
    for (var cell : row) {
      var value =
          switch (cell) {
            case null -> "NULL";
            case Double number when !Double.isFinite(number) -> number.toString();
            case Double number -> rounded(BigDecimal.valueOf(number));
            case BigDecimal number -> rounded(number);
            case LocalDateTime timestamp -> timestamp.toString();
            default ->
                TIMESTAMP.matcher(cell.toString()).matches()
                    ? String.valueOf(timestamp(cell))
                    : cell.toString();
          };
      text.append(value).append('\u0001');
    }
    return text.toString();
  }

  private static String rounded(BigDecimal number) {
    return number.signum() == 0
        ? "0"
        : number.round(new MathContext(6)).stripTrailingZeros().toString();
  }

  private static boolean isSame(List<@Nullable Object> expected, List<@Nullable Object> actual) {
    for (int column = 0; column < expected.size(); column++) {
      if (!isSame(expected.get(column), actual.get(column))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
    return switch (expected) {
      case null -> actual == null;
      case Double number -> actual != null && isClose(number, actual);
      case BigDecimal number -> actual instanceof BigDecimal other && number.compareTo(other) == 0;
      case LocalDateTime timestamp -> timestamp.equals(timestamp(actual));
      default -> expected.equals(actual);
    };
  }

  private static @Nullable LocalDateTime timestamp(@Nullable Object cell) {
    return cell == null
        ? null
        : LocalDateTime.parse(cell.toString().replace(' ', 'T').replaceFirst("Z$", ""));
  }

  private static boolean isClose(double expected, Object actual) {
    double other = Double.parseDouble(actual.toString());
    if (!Double.isFinite(expected) || !Double.isFinite(other)) {
      return Double.compare(expected, other) == 0;
    }
    double tolerance = Math.max(RELATIVE_TOLERANCE * Math.abs(expected), ABSOLUTE_TOLERANCE);
    return Math.abs(expected - other) <= tolerance;
  }
}
