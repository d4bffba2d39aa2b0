package dev.stint.plan.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/// A SQL type under Spark's name: `bigint`, `decimal(12,2)`, `timestamp_ntz`.
///
/// `precision` and `scale` are 0 except for decimals, where 1 <= precision <= 38 and 0 <= scale <=
/// precision; for `TIME`, whose precision is the number of digits of a second's fraction; and for
/// intervals, where they stand for the first and the last field. A `TIMESTAMP` is an instant, a
/// `TIMESTAMP_NTZ` a reading of a wall clock; both count microseconds. A `TIME` counts nanoseconds
/// since midnight, intervals count months or microseconds. `VOID` has no value but NULL.
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
  public static final DataType VOID = new DataType(TypeKind.VOID, 0, 0);
  public static final DataType YEAR_TO_MONTH = interval(IntervalField.YEAR, IntervalField.MONTH);
  public static final DataType DAY_TO_SECOND = interval(IntervalField.DAY, IntervalField.SECOND);

  public static final int MAX_TIME_PRECISION = 6;
  public static final DataType TIME = time(MAX_TIME_PRECISION);

  private static final Pattern DECIMAL_NAME =
      Pattern.compile(
          "(?:decimal|dec|numeric)(?:\\(\\s*(\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\))?");

  private static final Pattern TIME_NAME =
      Pattern.compile("time(?:\\(\\s*(\\d{1,4})\\s*\\))?(?:\\s+without\\s+time\\s+zone)?");
  private static final Pattern INTERVAL_NAME =
      Pattern.compile(
          "interval\\s+(year|month|day|hour|minute|second)"
              + "(?:\\s+to\\s+(month|hour|minute|second))?");

  public DataType {
    boolean isValid =
        switch (kind) {
          case DECIMAL ->
              precision >= 1
                  && precision <= MAX_DECIMAL_PRECISION
                  && scale >= 0
                  && scale <= precision;
          case TIME -> precision >= 0 && precision <= MAX_TIME_PRECISION && scale == 0;
          case YEAR_MONTH_INTERVAL -> isRange(0, precision, scale, 1);
          case DAY_TIME_INTERVAL -> isRange(2, precision, scale, 5);
          case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> precision + scale == 0;
          case STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ, VOID -> precision + scale == 0;
        };
    if (!isValid) {
      throw new IllegalArgumentException(
          "no such type: %s with precision %d and scale %d (a decimal has 1 to 38 digits, a time 0"
                  .formatted(kind, precision, scale)
              + " to 6 of a second)");
    }
  }

  private static boolean isRange(int least, int first, int last, int most) {
    return least <= first && first <= last && last <= most;
  }

  public static DataType decimal(int precision, int scale) {
    return new DataType(TypeKind.DECIMAL, precision, scale);
  }

  /// Intervals of months, or of days and their parts.
  ///
  /// @throws IllegalArgumentException when the fields are of both, or the other way round
  public static DataType interval(IntervalField first, IntervalField last) {
    var kind = last.isOfMonths() ? TypeKind.YEAR_MONTH_INTERVAL : TypeKind.DAY_TIME_INTERVAL;
    return new DataType(kind, first.number(), last.number());
  }

  /// Of a day, with so many digits of a second's fraction.
  public static DataType time(int precision) {
    return new DataType(TypeKind.TIME, precision, 0);
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
      case "void" -> VOID;
      default -> parseParameters(name, text);
    };
  }

  private static DataType parseParameters(String name, String text) {
    var time = TIME_NAME.matcher(text);
    if (time.matches()) {
      return time.group(1) == null ? TIME : time(Integer.parseInt(time.group(1)));
    }
    var interval = INTERVAL_NAME.matcher(text);
    if (interval.matches()) {
      var first = IntervalField.parse(interval.group(1));
      return interval(
          first, interval.group(2) == null ? first : IntervalField.parse(interval.group(2)));
    }
    return parseDecimal(name, text);
  }

  private static DataType parseDecimal(String name, String text) {
    var matcher = DECIMAL_NAME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a type; known are boolean, tinyint, smallint, int, bigint, float, double,"
                  .formatted(name)
              + " decimal(p,s), string, binary, date, timestamp, timestamp_ntz, time(p), interval"
              + " year to month, interval day to second");
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
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> false;
    };
  }

  /// Whether values are lengths of time.
  public boolean isInterval() {
    return kind == TypeKind.YEAR_MONTH_INTERVAL || kind == TypeKind.DAY_TIME_INTERVAL;
  }

  /// Whether values are lengths of time in months.
  public boolean isOfMonths() {
    return kind == TypeKind.YEAR_MONTH_INTERVAL;
  }

  /// The longest field of an interval's type.
  public IntervalField firstField() {
    return field(precision);
  }

  /// The shortest field of an interval's type.
  public IntervalField lastField() {
    return field(scale);
  }

  private IntervalField field(int number) {
    if (!isInterval()) {
      throw new IllegalStateException("no interval: " + this);
    }
    return IntervalField.of(number);
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
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> PhysicalType.LONG;
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
    return switch (kind) {
      case DECIMAL -> "decimal(%d,%d)".formatted(precision, scale);
      case TIME -> "time(%d)".formatted(precision);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          "interval " + IntervalText.fields(this).toLowerCase(Locale.ROOT);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, STRING, BINARY ->
          kind.name().toLowerCase(Locale.ROOT);
      case DATE, TIMESTAMP, TIMESTAMP_NTZ, VOID -> kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
