package dev.stint.executor.user;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Vectors as the objects that code of users takes and gives, as the package `dev.stint.function`
/// lists them.
final class UserValues {

  private static final int BYTES_A_ROW = 16;

  private UserValues() {}

  static @Nullable Object[] objects(Vector vector, DataType type) {
    var objects = new @Nullable Object[vector.rowCount()];
    for (int row = 0; row < objects.length; row++) {
      objects[row] = vector.isNull(row) ? null : object(vector, row, type);
    }
    return objects;
  }

  private static @Nullable Object object(Vector vector, int row, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> number(vector, row) != 0;
      case TINYINT -> (byte) number(vector, row);
      case SMALLINT -> (short) number(vector, row);
      case INT -> (int) number(vector, row);
      case BIGINT -> number(vector, row);
      case FLOAT -> (float) ((DoubleVector) vector).values()[row];
      case DOUBLE -> ((DoubleVector) vector).values()[row];
      case DECIMAL -> Decimals.value(vector, row, type);
      case STRING -> ((BytesVector) vector).string(row);
      case BINARY -> ((BytesVector) vector).bytes(row);
      case DATE -> LocalDate.ofEpochDay(number(vector, row));
      case TIMESTAMP -> Instant.EPOCH.plus(number(vector, row), ChronoUnit.MICROS);
      case TIMESTAMP_NTZ ->
          LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
              .plus(number(vector, row), ChronoUnit.MICROS);
      case TIME -> LocalTime.ofNanoOfDay(number(vector, row));
      case YEAR_MONTH_INTERVAL -> Period.ofMonths((int) number(vector, row));
      case DAY_TIME_INTERVAL -> Duration.of(number(vector, row), ChronoUnit.MICROS);
      case VOID -> null;
    };
  }

  private static long number(Vector vector, int row) {
    return ((LongVector) vector).values()[row];
  }

  /// @throws IllegalArgumentException when an object is no value of the type: it says why
  static Vector vector(@Nullable Object[] objects, DataType type) {
    var nulls = new boolean[objects.length];
    for (int row = 0; row < nulls.length; row++) {
      nulls[row] = objects[row] == null;
    }
    return switch (type.physicalType()) {
      case LONG -> longs(objects, nulls, type);
      case DOUBLE -> doubles(objects, nulls, type);
      case INT128 -> int128s(objects, nulls, type);
      case BYTES -> bytes(objects, nulls, type);
    };
  }

  private static Vector longs(@Nullable Object[] objects, boolean[] nulls, DataType type) {
    var values = new long[objects.length];
    for (int row = 0; row < values.length; row++) {
      var object = objects[row];
      values[row] = object == null ? 0 : longOf(object, type);
    }
    return new LongVector(values.length, values, nulls);
  }

  private static long longOf(Object object, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> as(Boolean.class, object, type) ? 1 : 0;
      case TINYINT -> whole(object, type, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> whole(object, type, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> whole(object, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> whole(object, type, Long.MIN_VALUE, Long.MAX_VALUE);
      case DECIMAL -> unscaled(object, type).longValueExact();
      case DATE -> as(LocalDate.class, object, type).toEpochDay();
      case TIMESTAMP -> ChronoUnit.MICROS.between(Instant.EPOCH, as(Instant.class, object, type));
      case TIMESTAMP_NTZ ->
          ChronoUnit.MICROS.between(
              LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
              as(LocalDateTime.class, object, type));
      case TIME -> as(LocalTime.class, object, type).truncatedTo(ChronoUnit.MICROS).toNanoOfDay();
      case YEAR_MONTH_INTERVAL -> months(as(Period.class, object, type), type);
      case DAY_TIME_INTERVAL -> micros(as(Duration.class, object, type));
      case FLOAT, DOUBLE, STRING, BINARY, VOID -> throw mismatch(object, type);
    };
  }

  private static long whole(Object object, DataType type, long least, long most) {
    long value =
        switch (object) {
          case Byte number -> number;
          case Short number -> number;
          case Integer number -> number;
          case Long number -> number;
          default -> throw mismatch(object, type);
        };
    if (value < least || value > most) {
      throw new IllegalArgumentException("%d is no %s".formatted(value, type));
    }
    return value;
  }

  private static long months(Period period, DataType type) {
    if (!period.withDays(0).equals(period)) {
      throw new IllegalArgumentException(period + " has days, which is no " + type);
    }
    return period.toTotalMonths();
  }

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
  }

  private static BigInteger unscaled(Object object, DataType type) {
    var value = as(BigDecimal.class, object, type);
    var rescaled = Decimals.rescale(value, type);
    if (rescaled == null || rescaled.compareTo(value) != 0) {
      throw new IllegalArgumentException("%s is no %s".formatted(value.toPlainString(), type));
    }
    return rescaled.unscaledValue();
  }

  private static Vector doubles(@Nullable Object[] objects, boolean[] nulls, DataType type) {
    var values = new double[objects.length];
    for (int row = 0; row < values.length; row++) {
      values[row] =
          switch (objects[row]) {
            case null -> 0;
            case Float number -> number;
            case Double number when type.equals(DataType.DOUBLE) -> number;
            case Object other -> throw mismatch(other, type);
          };
    }
    return new DoubleVector(values.length, values, nulls);
  }

  private static Vector int128s(@Nullable Object[] objects, boolean[] nulls, DataType type) {
    var high = new long[objects.length];
    var low = new long[objects.length];
    for (int row = 0; row < high.length; row++) {
      var object = objects[row];
      if (object != null) {
        var unscaled = unscaled(object, type);
        high[row] = Int128.high(unscaled);
        low[row] = Int128.low(unscaled);
      }
    }
    return new Int128Vector(high.length, high, low, nulls);
  }

  private static Vector bytes(@Nullable Object[] objects, boolean[] nulls, DataType type) {
    var builder = new BytesBuilder(objects.length, objects.length * BYTES_A_ROW);
    for (var object : objects) {
      if (object != null) {
        byte[] bytes =
            type.equals(DataType.STRING)
                ? as(String.class, object, type).getBytes(StandardCharsets.UTF_8)
                : as(byte[].class, object, type);
        builder.append(bytes, 0, bytes.length);
      }
      builder.endRow();
    }
    return builder.build(nulls);
  }

  private static <T> T as(Class<T> kind, Object object, DataType type) {
    if (!kind.isInstance(object)) {
      throw mismatch(object, type);
    }
    return kind.cast(object);
  }

  private static IllegalArgumentException mismatch(Object object, DataType type) {
    return new IllegalArgumentException(
        "it gave a %s, which is no %s".formatted(object.getClass().getName(), type));
  }
}
