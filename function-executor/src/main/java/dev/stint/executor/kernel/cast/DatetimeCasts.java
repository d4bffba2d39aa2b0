package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.DecimalBuilder;
import dev.stint.executor.kernel.decimal.DecimalCasts;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Rescale;
import dev.stint.executor.kernel.number.DoubleArithmetic;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.function.LongUnaryOperator;

/// Casts between dates, timestamps and numbers of seconds since 1970.
final class DatetimeCasts {

  private static final long MICROS = ZoneClock.MICROS_PER_SECOND;

  private DatetimeCasts() {}

  static Vector cast(LongVector vector, DataType from, DataType to, ZoneId zone, OnError onError) {
    var clock = new ZoneClock(zone);
    boolean isInstant = from.kind() == TypeKind.TIMESTAMP;
    return switch (to.kind()) {
      case DATE -> isInstant ? toDates(map(vector, clock::toLocal)) : toDates(vector);
      case TIMESTAMP ->
          map(
              from.kind() == TypeKind.DATE ? midnights(vector, to, onError) : vector,
              clock::toInstant);
      case TIMESTAMP_NTZ ->
          from.kind() == TypeKind.DATE
              ? midnights(vector, to, onError)
              : map(vector, clock::toLocal);
      case TINYINT, SMALLINT, INT, BIGINT -> {
        requireInstant(from, to);
        yield Casts.narrow(map(vector, micros -> Math.floorDiv(micros, MICROS)), from, to, onError);
      }
      case BOOLEAN -> {
        requireInstant(from, to);
        yield Casts.toBooleans(vector);
      }
      case FLOAT, DOUBLE -> {
        requireInstant(from, to);
        yield toSeconds(vector, to);
      }
      case DECIMAL -> {
        requireInstant(from, to);
        yield Rescale.rescale(
            vector, DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 6), to, onError);
      }
      case STRING, BINARY, TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID ->
          throw Casts.noCast(from, to);
    };
  }

  private static void requireInstant(DataType from, DataType to) {
    if (from.kind() != TypeKind.TIMESTAMP) {
      throw Casts.noCast(from, to);
    }
  }

  private static LongVector toDates(LongVector readings) {
    return map(readings, micros -> Math.floorDiv(micros, ZoneClock.MICROS_PER_DAY));
  }

  private static LongVector midnights(LongVector dates, DataType to, OnError onError) {
    long[] days = dates.values();
    boolean[] nulls =
        Checks.apply(
            dates.nulls(),
            dates.rowCount(),
            onError,
            row -> Math.abs(days[row]) > ZoneClock.MAX_DAY,
            row ->
                Failures.castOverflow(
                    Literals.of(dates, row, DataType.DATE).toString(), DataType.DATE, to));
    return map(
        new LongVector(dates.rowCount(), days, nulls), day -> day * ZoneClock.MICROS_PER_DAY);
  }

  private static LongVector map(LongVector vector, LongUnaryOperator function) {
    int rowCount = vector.rowCount();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!vector.isNull(row)) {
        out[row] = function.applyAsLong(vector.values()[row]);
      }
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  private static DoubleVector toSeconds(LongVector vector, DataType to) {
    int rowCount = vector.rowCount();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = vector.values()[row] / (double) MICROS;
    }
    if (to.kind() == TypeKind.FLOAT) {
      DoubleArithmetic.roundToFloats(out);
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  static LongVector fromSeconds(LongVector vector, DataType from, OnError onError) {
    long[] values = vector.values();
    boolean[] nulls =
        Checks.apply(
            vector.nulls(),
            vector.rowCount(),
            onError,
            row -> Math.abs(values[row] / (Long.MAX_VALUE / MICROS)) >= 1,
            row -> Failures.castOverflow(Long.toString(values[row]), from, DataType.TIMESTAMP));
    var seconds = new LongVector(vector.rowCount(), values, nulls);
    long factor = from.kind() == TypeKind.BOOLEAN ? 1 : MICROS;
    return map(seconds, value -> value * factor);
  }

  static LongVector fromDoubles(DoubleVector vector, DataType from, OnError onError) {
    double[] values = vector.values();
    boolean[] nulls =
        Checks.apply(
            vector.nulls(),
            vector.rowCount(),
            onError,
            row -> !(Math.abs(values[row] * MICROS) < 0x1p63),
            row -> Failures.castOverflow(Double.toString(values[row]), from, DataType.TIMESTAMP));
    long[] out = new long[vector.rowCount()];
    for (int row = 0; row < out.length; row++) {
      out[row] = (long) (values[row] * MICROS);
    }
    return new LongVector(out.length, out, nulls);
  }

  static LongVector fromDecimals(Vector vector, DataType from, OnError onError) {
    var micros = DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0);
    var scaled =
        new DecimalBuilder(micros, onError, vector.nulls(), vector.rowCount())
            .build(
                row -> micros(Decimals.value(vector, row, from)),
                row ->
                    Failures.castOverflow(
                        Decimals.value(vector, row, from).toPlainString(),
                        from,
                        DataType.TIMESTAMP));
    return DecimalCasts.toLongs(scaled, micros, DataType.BIGINT, onError);
  }

  private static BigDecimal micros(BigDecimal seconds) {
    return seconds.movePointRight(6).setScale(0, RoundingMode.DOWN);
  }
}
