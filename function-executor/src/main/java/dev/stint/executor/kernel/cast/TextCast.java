package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Logic;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.number.DecimalText;
import dev.stint.executor.kernel.number.FloatText;
import dev.stint.executor.kernel.number.NumberText;
import dev.stint.executor.kernel.time.DatetimeText;
import dev.stint.executor.kernel.time.TimeText;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalText;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Reads text as values of any type, as Spark's `CAST` of a string does, a column at a time.
public final class TextCast {

  private TextCast() {}

  /// The values that `texts` write. A text that is no value of `type` (malformed, or out of its
  /// range) gives NULL and sets `failed[row]`; NULL stays NULL and does not. A `TIMESTAMP` that
  /// names no zone is read in `zone`. `failed` has a flag per row, which is only ever set.
  public static Vector parse(BytesVector texts, DataType type, ZoneId zone, boolean[] failed) {
    boolean[] wrong = new boolean[texts.rowCount()];
    Vector values = parseAll(texts, type, zone, wrong);
    boolean isAnyWrong = false;
    for (int row = 0; row < wrong.length; row++) {
      isAnyWrong |= wrong[row];
      failed[row] |= wrong[row];
    }
    if (!isAnyWrong) {
      return values;
    }
    return Logic.withNulls(values, Nulls.either(texts.nulls(), wrong, wrong.length));
  }

  private static Vector parseAll(BytesVector texts, DataType type, ZoneId zone, boolean[] wrong) {
    return switch (type.kind()) {
      case TINYINT -> longs(texts, Byte.MIN_VALUE, Byte.MAX_VALUE, wrong);
      case SMALLINT -> longs(texts, Short.MIN_VALUE, Short.MAX_VALUE, wrong);
      case INT -> longs(texts, Integer.MIN_VALUE, Integer.MAX_VALUE, wrong);
      case BIGINT -> longs(texts, Long.MIN_VALUE, Long.MAX_VALUE, wrong);
      case BOOLEAN -> booleans(texts, wrong);
      case FLOAT -> floats(texts, wrong);
      case DOUBLE -> doubles(texts, wrong);
      case DATE -> dates(texts, wrong);
      case TIMESTAMP -> timestamps(texts, new ZoneClock(zone), wrong);
      case TIMESTAMP_NTZ -> timestamps(texts, null, wrong);
      case TIME -> LongTexts.parse(texts, wrong, text -> TimeText.parse(text, type.precision()));
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          LongTexts.parse(texts, wrong, text -> IntervalText.parse(text, type));
      case VOID -> Vector.nulls(type.physicalType(), texts.rowCount());
      case STRING, BINARY -> texts;
      case DECIMAL -> decimals(texts, type, wrong);
    };
  }

  private static Vector longs(BytesVector texts, long low, long high, boolean[] wrong) {
    int rowCount = texts.rowCount();
    long[] values = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        values[row] = NumberText.parseLong(texts.data(), start, end, low, high, wrong, row);
      }
    }
    return new LongVector(rowCount, values, texts.nulls());
  }

  private static Vector booleans(BytesVector texts, boolean[] wrong) {
    int rowCount = texts.rowCount();
    long[] values = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        values[row] = NumberText.parseBoolean(texts.data(), start, end, wrong, row);
      }
    }
    return new LongVector(rowCount, values, texts.nulls());
  }

  private static Vector doubles(BytesVector texts, boolean[] wrong) {
    int rowCount = texts.rowCount();
    double[] values = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        values[row] = FloatText.parseDouble(texts.data(), start, end, wrong, row);
      }
    }
    return new DoubleVector(rowCount, values, texts.nulls());
  }

  private static Vector floats(BytesVector texts, boolean[] wrong) {
    int rowCount = texts.rowCount();
    double[] values = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        values[row] = FloatText.parseFloat(texts.data(), start, end, wrong, row);
      }
    }
    return new DoubleVector(rowCount, values, texts.nulls());
  }

  private static Vector dates(BytesVector texts, boolean[] wrong) {
    int rowCount = texts.rowCount();
    long[] values = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        int start = texts.starts()[row];
        long day = DatetimeText.parseDate(texts.data(), start, start + texts.lengths()[row]);
        wrong[row] = day == DatetimeText.MALFORMED;
        values[row] = wrong[row] ? 0 : day;
      }
    }
    return new LongVector(rowCount, values, texts.nulls());
  }

  private static Vector timestamps(BytesVector texts, @Nullable ZoneClock clock, boolean[] wrong) {
    int rowCount = texts.rowCount();
    long[] values = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        long micros = DatetimeText.parseTimestamp(texts.data(), start, end, clock);
        wrong[row] = micros == DatetimeText.MALFORMED;
        values[row] = wrong[row] ? 0 : micros;
      }
    }
    return new LongVector(rowCount, values, texts.nulls());
  }

  private static Vector decimals(BytesVector texts, DataType type, boolean[] wrong) {
    int rowCount = texts.rowCount();
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        int start = texts.starts()[row];
        int end = start + texts.lengths()[row];
        wrong[row] = !DecimalText.parse(texts.data(), start, end, type, high, low, row);
      }
    }
    return type.precision() <= DataType.MAX_LONG_DECIMAL_PRECISION
        ? new LongVector(rowCount, low, texts.nulls())
        : new Int128Vector(rowCount, high, low, texts.nulls());
  }

  /// Whether a text of a decimal is well formed, so that it failed for its size.
  static boolean isNumber(BytesVector texts, int row) {
    int start = texts.starts()[row];
    return DecimalText.isNumber(texts.data(), start, start + texts.lengths()[row]);
  }
}
