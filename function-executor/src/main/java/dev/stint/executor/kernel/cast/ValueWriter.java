package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.executor.kernel.time.CivilDate;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.IntervalText;
import java.math.BigDecimal;

/// Writes values of one type into a [BytesBuilder], all of them ASCII.
final class ValueWriter {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final DataType type;
  private final ZoneClock clock;
  private final BytesBuilder text;

  /// `clock` reads timestamps.
  ValueWriter(DataType type, ZoneClock clock, BytesBuilder text) {
    this.type = type;
    this.clock = clock;
    this.text = text;
  }

  /// Adds a row that is not NULL. Not of BYTES vectors.
  void write(Vector vector, int row) {
    switch (type.kind()) {
      case BOOLEAN -> text.appendAscii(longs(vector)[row] != 0 ? "true" : "false");
      case TINYINT, SMALLINT, INT, BIGINT -> text.appendLong(longs(vector)[row]);
      case DECIMAL -> decimal(vector, row);
      case FLOAT -> text.appendAscii(Float.toString((float) doubles(vector)[row]));
      case DOUBLE -> text.appendAscii(Double.toString(doubles(vector)[row]));
      case DATE -> date(longs(vector)[row]);
      case TIMESTAMP -> timestamp(clock.toLocal(longs(vector)[row]));
      case TIMESTAMP_NTZ -> timestamp(longs(vector)[row]);
      case TIME -> time(longs(vector)[row]);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          text.appendAscii(IntervalText.literal(longs(vector)[row], type));
      case STRING, BINARY, VOID -> throw new IllegalArgumentException(type + " in " + vector);
    }
  }

  private static long[] longs(Vector vector) {
    return ((LongVector) vector).values();
  }

  private static double[] doubles(Vector vector) {
    return ((DoubleVector) vector).values();
  }

  private void decimal(Vector vector, int row) {
    if (vector instanceof LongVector longs) {
      shortDecimal(longs.values()[row]);
    } else {
      var value = new BigDecimal(Decimals.unscaled(vector, row), type.scale());
      text.appendAscii(value.toPlainString());
    }
  }

  private void shortDecimal(long unscaled) {
    if (unscaled < 0) {
      text.append((byte) '-');
    }
    long magnitude = Math.abs(unscaled);
    long unit = Int128.longPowerOfTen(type.scale());
    text.appendLong(magnitude / unit);
    if (type.scale() > 0) {
      text.append((byte) '.');
      text.appendPadded(magnitude % unit, type.scale());
    }
  }

  private void date(long day) {
    long packed = CivilDate.pack(day);
    long year = CivilDate.year(packed);
    if (year < 0 || year > 9999) {
      text.append((byte) (year < 0 ? '-' : '+'));
    }
    if (year > 9999 || year < -9999) {
      text.appendLong(Math.abs(year));
    } else {
      text.appendPadded(Math.abs(year), 4);
    }
    text.append((byte) '-');
    text.appendPadded(CivilDate.month(packed), 2);
    text.append((byte) '-');
    text.appendPadded(CivilDate.dayOfMonth(packed), 2);
  }

  private void timestamp(long reading) {
    date(Math.floorDiv(reading, ZoneClock.MICROS_PER_DAY));
    text.append((byte) ' ');
    time(Math.floorMod(reading, ZoneClock.MICROS_PER_DAY) * 1000);
  }

  private void time(long nanos) {
    long seconds = nanos / NANOS_PER_SECOND;
    text.appendPadded(seconds / 3600, 2);
    text.append((byte) ':');
    text.appendPadded(seconds / 60 % 60, 2);
    text.append((byte) ':');
    text.appendPadded(seconds % 60, 2);
    long fraction = nanos % NANOS_PER_SECOND;
    if (fraction != 0) {
      int digits = 9;
      while (fraction % 10 == 0) {
        fraction /= 10;
        digits--;
      }
      text.append((byte) '.');
      text.appendPadded(fraction, digits);
    }
  }
}
