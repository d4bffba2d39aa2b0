package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.TextRows;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.time.ZoneId;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values written by Java's formats.
public final class TextFormat {

  private TextFormat() {}

  /// Format, and values of `types` (the first of which is the format's).
  public static BytesVector format(
      Vector[] arguments, int rowCount, List<DataType> types, ZoneId zone) {
    return TextRows.texts(
        new Vector[] {arguments[0]},
        rowCount,
        row -> {
          @Nullable Object[] values = new @Nullable Object[arguments.length - 1];
          for (int index = 1; index < arguments.length; index++) {
            values[index - 1] = value(arguments[index], row, types.get(index), zone);
          }
          return format(((BytesVector) arguments[0]).string(row), values);
        });
  }

  private static String format(String format, @Nullable Object[] values) {
    try {
      return String.format(Locale.US, format, values);
    } catch (IllegalFormatException e) {
      throw StintException.user(
          "[INVALID_PARAMETER_VALUE] format_string: the format '%s' does not go with its values: %s"
              .formatted(format, e.getMessage()),
          e);
    }
  }

  private static @Nullable Object value(Vector vector, int row, DataType type, ZoneId zone) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN -> ((LongVector) vector).values()[row] != 0;
      // A negative number has the hexadecimal digits of its type.
      case TINYINT -> (byte) ((LongVector) vector).values()[row];
      case SMALLINT -> (short) ((LongVector) vector).values()[row];
      case INT -> Math.toIntExact(((LongVector) vector).values()[row]);
      case BIGINT -> ((LongVector) vector).values()[row];
      case FLOAT, DOUBLE -> ((DoubleVector) vector).values()[row];
      case DECIMAL -> Decimals.value(vector, row, type);
      case STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ, TIME ->
          ValueText.text(vector, row, type, zone);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> ValueText.text(vector, row, type, zone);
    };
  }
}
