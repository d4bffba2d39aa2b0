package dev.stint.executor.scan.parquet;

import dev.stint.plan.expression.Literal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/// A literal as a column's file holds it.
final class FileValue {

  private FileValue() {}

  /// A Boolean, Integer, Long, Float, Double or Binary; `null` when the file has no value that is
  /// exactly the literal, or orders its values in another way.
  static @Nullable Object of(TypeMapping mapping, Literal literal) {
    var text = literal.text();
    if (text == null || !literal.type().kind().equals(mapping.target().kind())) {
      return null;
    }
    return switch (mapping.type().getPrimitiveTypeName()) {
      case BOOLEAN -> Boolean.valueOf(text);
      case INT32 -> intValue(mapping, literal, text);
      case INT64 -> longValue(mapping, literal, text);
      case FLOAT -> floatValue(text);
      case DOUBLE -> isOrdinary(Double.parseDouble(text)) ? Double.valueOf(text) : null;
      case BINARY -> binaryValue(literal, text);
      case INT96, FIXED_LEN_BYTE_ARRAY -> null;
    };
  }

  private static @Nullable Integer intValue(TypeMapping mapping, Literal literal, String text) {
    var value = longValue(mapping, literal, text);
    return value == null || value != value.intValue() ? null : Integer.valueOf(value.intValue());
  }

  private static @Nullable Long longValue(TypeMapping mapping, Literal literal, String text) {
    boolean isUnsigned =
        mapping.type().getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation annotation
            && !annotation.isSigned();
    if (isUnsigned) {
      return null;
    }
    return switch (literal.type().kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> Long.valueOf(text);
      case DATE -> ofBothCalendars(mapping, LocalDate.parse(text).toEpochDay());
      case TIMESTAMP, TIMESTAMP_NTZ -> timestamp(mapping, LocalDateTime.parse(text));
      case DECIMAL -> decimal(mapping, new BigDecimal(text));
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> Long.valueOf(text);
      case BOOLEAN, FLOAT, DOUBLE, STRING, BINARY, TIME, VOID -> null;
    };
  }

  /// Of a file whose old values are of another calendar only a value that is the same by both tells
  /// how the file orders its own.
  private static @Nullable Long ofBothCalendars(TypeMapping mapping, long value) {
    var rebase = mapping.longs().rebase();
    return rebase == null || rebase.isCommon(value) ? value : null;
  }

  private static @Nullable Long timestamp(TypeMapping mapping, LocalDateTime reading) {
    var epoch = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
    long micros = ChronoUnit.MICROS.between(epoch, reading);
    if (ofBothCalendars(mapping, micros) == null) {
      return null;
    }
    long factor = mapping.longs().factor();
    // Nanoseconds are cut, so that many of the file's values are one of the table's.
    return mapping.longs().divisor() != 1 || micros % factor != 0 ? null : micros / factor;
  }

  private static @Nullable Long decimal(TypeMapping mapping, BigDecimal value) {
    int scale =
        mapping.type().getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation annotation
            ? annotation.getScale()
            : 0;
    var unscaled = value.setScale(scale, RoundingMode.DOWN);
    boolean isExact = unscaled.compareTo(value) == 0 && unscaled.unscaledValue().bitLength() < 64;
    return isExact ? unscaled.unscaledValue().longValue() : null;
  }

  private static @Nullable Float floatValue(String text) {
    double value = Double.parseDouble(text);
    return isOrdinary(value) && (float) value == value ? (Float) (float) value : null;
  }

  /// Zeros are equal but differ in bits, and NaN is in no statistics.
  private static boolean isOrdinary(double value) {
    return value != 0 && !Double.isNaN(value);
  }

  private static @Nullable Binary binaryValue(Literal literal, String text) {
    return switch (literal.type().kind()) {
      case STRING -> Binary.fromString(text);
      case BINARY -> Binary.fromConstantByteArray(HexFormat.of().parseHex(text));
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE -> null;
      case DATE, TIMESTAMP, TIMESTAMP_NTZ, TIME -> null;
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> null;
    };
  }
}
