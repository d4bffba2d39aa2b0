package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers with commas between groups of three digits, or by a pattern of Java's. Belongs to one
/// thread.
public final class GroupedNumbers {

  private static final String WITH_PLACES = "#,###,###,###,###,###,##0";
  private static final int MAX_PLACES = 1000;

  private final DataType type;
  private final DecimalFormat format =
      new DecimalFormat("", DecimalFormatSymbols.getInstance(Locale.US));
  private String pattern = "";

  /// `type` is that of the numbers.
  public GroupedNumbers(DataType type) {
    this.type = type;
  }

  /// With so many places, or by patterns; NULL for a negative number of places.
  public BytesVector format(Vector numbers, Vector forms) {
    return TextRows.texts(
        new Vector[] {numbers, forms},
        numbers.rowCount(),
        row -> {
          String wanted = pattern(forms, row);
          return wanted == null ? null : formatted(numbers, row, wanted);
        });
  }

  private static @Nullable String pattern(Vector forms, int row) {
    if (forms instanceof BytesVector patterns) {
      String text = patterns.string(row);
      return text.isEmpty() ? WITH_PLACES : text;
    }
    long places = ((LongVector) forms).values()[row];
    if (places > MAX_PLACES) {
      throw StintException.user(
          "[INVALID_PARAMETER_VALUE] format_number writes up to %d places, but not %d"
              .formatted(MAX_PLACES, places));
    }
    return places < 0
        ? null
        : places == 0 ? WITH_PLACES : WITH_PLACES + "." + "0".repeat((int) places);
  }

  private String formatted(Vector numbers, int row, String wanted) {
    if (!wanted.equals(pattern)) {
      try {
        format.applyPattern(wanted);
      } catch (IllegalArgumentException e) {
        throw StintException.user(
            "[INVALID_PARAMETER_VALUE.PATTERN] format_number: '%s' is no pattern of numbers: %s"
                .formatted(wanted, e.getMessage()),
            e);
      }
      pattern = wanted;
    }
    return numbers instanceof DoubleVector doubles
        ? format.format(doubles.values()[row])
        : format.format(new BigDecimal(ValueText.text(numbers, row, type, ZoneOffset.UTC)));
  }
}
