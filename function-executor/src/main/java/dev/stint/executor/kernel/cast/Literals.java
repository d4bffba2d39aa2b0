package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.executor.kernel.time.DatetimeText;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;

/// Constants of the plan as vectors, and back.
public final class Literals {

  private Literals() {}

  /// `rowCount` times the literal's value.
  ///
  /// @throws IllegalArgumentException naming the literal when its text is not in the fixed form of
  ///   its type
  public static Vector vector(Literal literal, int rowCount) {
    String text = literal.text();
    DataType type = literal.type();
    if (text == null) {
      return Vector.nulls(type.physicalType(), rowCount);
    }
    return switch (type.physicalType()) {
      case LONG -> {
        long[] values = new long[rowCount];
        Arrays.fill(values, longValue(literal));
        yield new LongVector(rowCount, values, null);
      }
      case DOUBLE -> {
        double[] values = new double[rowCount];
        Arrays.fill(values, doubleValue(literal));
        yield new DoubleVector(rowCount, values, null);
      }
      case INT128 -> {
        BigInteger value = unscaled(literal, text);
        long[] high = new long[rowCount];
        long[] low = new long[rowCount];
        Arrays.fill(high, Int128.high(value));
        Arrays.fill(low, Int128.low(value));
        yield new Int128Vector(rowCount, high, low, null);
      }
      case BYTES -> {
        byte[] data = bytes(literal);
        // One entry, so that what depends on the value alone is done once.
        var entry = new BytesVector(1, data, new int[1], new int[] {data.length}, null);
        yield BytesVector.ofDictionary(rowCount, new int[rowCount], entry, null);
      }
    };
  }

  /// The value of a literal that is not NULL and lies in a `long`.
  public static long longValue(Literal literal) {
    String text = textOf(literal);
    return switch (literal.type().kind()) {
      case BOOLEAN -> Boolean.parseBoolean(text) ? 1 : 0;
      case TINYINT, SMALLINT, INT, BIGINT -> Long.parseLong(text);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> Long.parseLong(text);
      case TIME -> LocalTime.parse(text).toNanoOfDay();
      case DECIMAL -> unscaled(literal, text).longValueExact();
      case DATE, TIMESTAMP, TIMESTAMP_NTZ -> datetime(literal, text);
      case FLOAT, DOUBLE, STRING, BINARY, VOID -> throw new IllegalArgumentException("" + literal);
    };
  }

  /// The value of a literal that is not NULL and a floating-point number.
  public static double doubleValue(Literal literal) {
    double value = Double.parseDouble(textOf(literal));
    return literal.type().equals(DataType.FLOAT) ? (float) value : value;
  }

  /// The value of a literal that is not NULL and a string or binary.
  public static byte[] bytes(Literal literal) {
    String text = textOf(literal);
    return literal.type().equals(DataType.BINARY)
        ? HexFormat.of().parseHex(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /// The literal that stands for a row.
  public static Literal of(Vector vector, int row, DataType type) {
    if (vector.isNull(row)) {
      return Literal.nullOf(type);
    }
    String text =
        switch (type.kind()) {
          case BINARY -> {
            var bytes = (BytesVector) vector;
            int start = bytes.starts()[row];
            yield HexFormat.of().formatHex(bytes.data(), start, start + bytes.lengths()[row]);
          }
          case FLOAT -> Double.toString(((DoubleVector) vector).values()[row]);
          case TIMESTAMP, TIMESTAMP_NTZ ->
              String.valueOf(ValueText.text(vector, row, type, ZoneOffset.UTC)).replace(' ', 'T');
          case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
              Long.toString(((LongVector) vector).values()[row]);
          case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, DOUBLE, STRING, DATE, TIME, VOID ->
              ValueText.text(vector, row, type, ZoneOffset.UTC);
        };
    return new Literal(type, text);
  }

  private static BigInteger unscaled(Literal literal, String text) {
    var value = Decimals.rescale(new BigDecimal(text), literal.type());
    if (value == null) {
      throw new IllegalArgumentException(literal + " is no " + literal.type());
    }
    return value.unscaledValue();
  }

  private static long datetime(Literal literal, String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    long value =
        literal.type().equals(DataType.DATE)
            ? DatetimeText.parseDate(data, 0, data.length)
            : DatetimeText.parseTimestamp(data, 0, data.length, null);
    if (value == DatetimeText.MALFORMED) {
      throw new IllegalArgumentException(literal + " is no " + literal.type());
    }
    return value;
  }

  private static String textOf(Literal literal) {
    String text = literal.text();
    if (text == null) {
      throw new IllegalArgumentException("NULL has no value");
    }
    return text;
  }
}
