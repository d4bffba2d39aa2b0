package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Writes values as text, as Spark's `CAST` to string does: `1.0E10`, `2020-01-31 23:59:59.5`,
/// `true`, decimals with their scale and without an exponent.
public final class ValueText {

  private ValueText() {}

  /// The text of every row; NULL for NULL. A `TIMESTAMP` is written as the wall clock of `zone`
  /// reads. Binary is taken for UTF-8.
  public static BytesVector format(Vector vector, DataType type, ZoneId zone) {
    if (vector instanceof BytesVector bytes) {
      return bytes;
    }
    int rowCount = vector.rowCount();
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    var writer = new Writer(type, new ZoneClock(zone));
    for (int row = 0; row < rowCount; row++) {
      if (!vector.isNull(row)) {
        builder.appendAscii(writer.write(vector, row));
      }
      builder.endRow();
    }
    return builder.build(vector.nulls());
  }

  /// The text of one row; `null` for NULL.
  public static @Nullable String text(Vector vector, int row, DataType type, ZoneId zone) {
    if (vector.isNull(row)) {
      return null;
    }
    return vector instanceof BytesVector bytes
        ? bytes.string(row)
        : new Writer(type, new ZoneClock(zone)).write(vector, row).toString();
  }

  /// Writes row after row into one buffer.
  private static final class Writer {

    private final DataType type;
    private final ZoneClock clock;
    private final StringBuilder text = new StringBuilder();

    Writer(DataType type, ZoneClock clock) {
      this.type = type;
      this.clock = clock;
    }

    /// Valid until the next call. Not of BYTES vectors.
    StringBuilder write(Vector vector, int row) {
      text.setLength(0);
      return switch (type.kind()) {
        case BOOLEAN -> text.append(longs(vector)[row] != 0);
        case TINYINT, SMALLINT, INT, BIGINT -> text.append(longs(vector)[row]);
        case DECIMAL -> decimal(vector, row);
        case FLOAT -> text.append((float) ((DoubleVector) vector).values()[row]);
        case DOUBLE -> text.append(((DoubleVector) vector).values()[row]);
        case DATE -> date(longs(vector)[row]);
        case TIMESTAMP -> timestamp(clock.toLocal(longs(vector)[row]));
        case TIMESTAMP_NTZ -> timestamp(longs(vector)[row]);
        case STRING, BINARY -> throw new IllegalArgumentException(type + " in " + vector);
      };
    }

    private static long[] longs(Vector vector) {
      return ((LongVector) vector).values();
    }

    private StringBuilder decimal(Vector vector, int row) {
      if (vector instanceof LongVector longs) {
        return shortDecimal(longs.values()[row]);
      }
      return text.append(
          new BigDecimal(Decimals.unscaled(vector, row), type.scale()).toPlainString());
    }

    private StringBuilder shortDecimal(long unscaled) {
      if (unscaled < 0) {
        text.append('-');
      }
      long magnitude = Math.abs(unscaled);
      long unit = Int128.longPowerOfTen(type.scale());
      text.append(magnitude / unit);
      if (type.scale() > 0) {
        text.append('.');
        padded(magnitude % unit, type.scale());
      }
      return text;
    }

    private StringBuilder date(long day) {
      long packed = CivilDate.pack(day);
      long year = CivilDate.year(packed);
      if (year < 0) {
        text.append('-');
      } else if (year > 9999) {
        text.append('+');
      }
      padded(Math.abs(year), 4);
      text.append('-');
      padded(CivilDate.month(packed), 2);
      text.append('-');
      padded(CivilDate.dayOfMonth(packed), 2);
      return text;
    }

    private StringBuilder timestamp(long local) {
      date(Math.floorDiv(local, ZoneClock.MICROS_PER_DAY));
      long micros = Math.floorMod(local, ZoneClock.MICROS_PER_DAY);
      long seconds = micros / ZoneClock.MICROS_PER_SECOND;
      text.append(' ');
      padded(seconds / 3600, 2);
      text.append(':');
      padded(seconds / 60 % 60, 2);
      text.append(':');
      padded(seconds % 60, 2);
      long fraction = micros % ZoneClock.MICROS_PER_SECOND;
      if (fraction != 0) {
        text.append('.');
        padded(fraction, 6);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
          end--;
        }
        text.setLength(end);
      }
      return text;
    }

    private void padded(long value, int digits) {
      long unit = Int128.longPowerOfTen(digits - 1);
      while (unit > 1 && value < unit) {
        text.append('0');
        unit /= 10;
      }
      text.append(value);
    }
  }
}
