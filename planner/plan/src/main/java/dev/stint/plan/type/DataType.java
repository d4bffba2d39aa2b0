package dev.stint.plan.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/// A SQL type under Spark's name: `bigint`, `decimal(12,2)`, `timestamp_ntz`.
///
/// `precision` and `scale` are 0 except for decimals, where 1 <= precision <= 38 and 0 <= scale <=
/// precision. A `TIMESTAMP` is an instant, a `TIMESTAMP_NTZ` a reading of a wall clock; both count
/// microseconds.
public record DataType(TypeKind kind, int precision, int scale) {

  public static final int MAX_DECIMAL_PRECISION = 38;

  /// Decimals of at most this precision fit a `long`.
  public static final int MAX_LONG_DECIMAL_PRECISION = 18;

  public static final DataType BOOLEAN = new DataType(TypeKind.BOOLEAN, 0, 0);
  public static final DataType TINYINT = new DataType(TypeKind.TINYINT, 0, 0);
  public static final DataType SMALLINT = new DataType(TypeKind.SMALLINT, 0, 0);
  public static final DataType INT = new DataType(TypeKind.INT, 0, 0);
  public static final DataType BIGINT = new DataType(TypeKind.BIGINT, 0, 0);
  public static final DataType FLOAT = new DataType(TypeKind.FLOAT, 0, 0);
  public static final DataType DOUBLE = new DataType(TypeKind.DOUBLE, 0, 0);
  public static final DataType STRING = new DataType(TypeKind.STRING, 0, 0);
  public static final DataType BINARY = new DataType(TypeKind.BINARY, 0, 0);
  public static final DataType DATE = new DataType(TypeKind.DATE, 0, 0);
  public static final DataType TIMESTAMP = new DataType(TypeKind.TIMESTAMP, 0, 0);
  public static final DataType TIMESTAMP_NTZ = new DataType(TypeKind.TIMESTAMP_NTZ, 0, 0);

  private static final Pattern DECIMAL_NAME =
      Pattern.compile(
          "(?:decimal|dec|numeric)(?:\\(\\s*(\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\))?");

  public DataType {
    boolean isDecimal = kind == TypeKind.DECIMAL;
    boolean isValidDecimal =
        precision >= 1 && precision <= MAX_DECIMAL_PRECISION && scale >= 0 && scale <= precision;
    if (isDecimal ? !isValidDecimal : precision != 0 || scale != 0) {
      throw new IllegalArgumentException(
          "no such type: %s with precision %d and scale %d (a decimal has 1 to 38 digits)"
              .formatted(kind, precision, scale));
    }
  }

  public static DataType decimal(int precision, int scale) {
    return new DataType(TypeKind.DECIMAL, precision, scale);
  }

  /// Reads a type's name as Spark writes it in a schema, without regard to case.
  ///
  /// @throws IllegalArgumentException naming the text when it is no type
  @JsonCreator
  public static DataType parse(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "boolean", "bool" -> BOOLEAN;
      case "tinyint", "byte" -> TINYINT;
      case "smallint", "short" -> SMALLINT;
      case "int", "integer" -> INT;
      case "bigint", "long" -> BIGINT;
      case "float", "real" -> FLOAT;
      case "double" -> DOUBLE;
      case "string" -> STRING;
      case "binary" -> BINARY;
      case "date" -> DATE;
      case "timestamp", "timestamp_ltz" -> TIMESTAMP;
      case "timestamp_ntz" -> TIMESTAMP_NTZ;
      default -> parseDecimal(name, text);
    };
  }

  private static DataType parseDecimal(String name, String text) {
    var matcher = DECIMAL_NAME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a type; known are boolean, tinyint, smallint, int, bigint, float, double,"
                  .formatted(name)
              + " decimal(p,s), string, binary, date, timestamp, timestamp_ntz");
    }
    int precision = matcher.group(1) == null ? 10 : Integer.parseInt(matcher.group(1));
    int scale = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return decimal(precision, scale);
  }

  public boolean isDecimal() {
    return kind == TypeKind.DECIMAL;
  }

  /// Whether values are whole numbers of at most 64 bits: `TINYINT` to `BIGINT`.
  public boolean isInteger() {
    return switch (kind) {
      case TINYINT, SMALLINT, INT, BIGINT -> true;
      case BOOLEAN, DECIMAL, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ -> false;
    };
  }

  public boolean isFloatingPoint() {
    return kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE;
  }

  public boolean isNumeric() {
    return isInteger() || isDecimal() || isFloatingPoint();
  }

  /// How values of this type lie in a vector.
  public PhysicalType physicalType() {
    return switch (kind) {
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DATE, TIMESTAMP, TIMESTAMP_NTZ ->
          PhysicalType.LONG;
      case DECIMAL ->
          precision <= MAX_LONG_DECIMAL_PRECISION ? PhysicalType.LONG : PhysicalType.INT128;
      case FLOAT, DOUBLE -> PhysicalType.DOUBLE;
      case STRING, BINARY -> PhysicalType.BYTES;
    };
  }

  /// The name as Spark prints it.
  @JsonValue
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return isDecimal() ? "decimal(%d,%d)".formatted(precision, scale) : name;
  }
}
