package dev.stint.sql.context;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.request.Settings;
import java.math.BigDecimal;

/// Spark's result types for decimals.
public final class DecimalTypes {

  private static final int MAX = DataType.MAX_DECIMAL_PRECISION;

  /// Fraction digits that are kept when whole digits would crowd them out.
  private static final int MIN_SCALE = 6;

  private DecimalTypes() {}

  /// The decimal type that holds all values of an expression of a whole or decimal type; a whole
  /// literal needs only its own digits.
  public static DataType of(Expression expression) {
    if (expression instanceof Literal literal
        && literal.type().isInteger()
        && literal.text() != null) {
      return DataType.decimal(Math.max(1, new BigDecimal(literal.text()).precision()), 0);
    }
    return of(expression.type());
  }

  public static DataType of(DataType type) {
    return switch (type.kind()) {
      case DECIMAL -> type;
      case TINYINT -> DataType.decimal(3, 0);
      case SMALLINT -> DataType.decimal(5, 0);
      case INT -> DataType.decimal(10, 0);
      case BIGINT -> DataType.decimal(20, 0);
      case BOOLEAN, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ ->
          throw new IllegalArgumentException("not exact: " + type);
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID ->
          throw new IllegalArgumentException("not exact: " + type);
    };
  }

  /// The type that holds the values of both, as far as 38 digits go.
  static DataType wider(DataType left, DataType right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(wholeDigits(left), wholeDigits(right));
    return DataType.decimal(Math.min(whole + scale, MAX), Math.min(scale, MAX));
  }

  public static DataType result(
      Settings settings, ScalarFunction function, DataType left, DataType right) {
    return settings.isOn(Settings.PRECISION_LOSS)
        ? result(function, left, right)
        : resultOfAllDigits(function, left, right);
  }

  /// Without loss of digits after the point, as far as 38 digits go.
  private static DataType resultOfAllDigits(
      ScalarFunction function, DataType left, DataType right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(wholeDigits(left), wholeDigits(right));
    return switch (function) {
      case ADD, SUBTRACT, TRY_ADD, TRY_SUBTRACT -> bounded(whole + scale + 1, scale);
      case MULTIPLY, TRY_MULTIPLY ->
          bounded(left.precision() + right.precision() + 1, left.scale() + right.scale());
      case DIVIDE, TRY_DIVIDE -> quotientOfAllDigits(left, right);
      default -> result(function, left, right);
    };
  }

  private static DataType quotientOfAllDigits(DataType left, DataType right) {
    int whole = Math.min(MAX, wholeDigits(left) + right.scale());
    int scale = Math.min(MAX, Math.max(MIN_SCALE, left.scale() + right.precision() + 1));
    int excess = whole + scale - MAX;
    return excess > 0
        ? DataType.decimal(MAX, scale - excess / 2 - 1)
        : DataType.decimal(whole + scale, scale);
  }

  private static DataType bounded(int precision, int scale) {
    return DataType.decimal(Math.min(precision, MAX), Math.min(scale, MAX));
  }

  private static DataType result(ScalarFunction function, DataType left, DataType right) {
    return switch (function) {
      case ADD, SUBTRACT, TRY_ADD, TRY_SUBTRACT -> sum(left, right);
      case MULTIPLY, TRY_MULTIPLY ->
          adjusted(left.precision() + right.precision() + 1, left.scale() + right.scale());
      case DIVIDE, TRY_DIVIDE -> quotient(left, right);
      case REMAINDER, PMOD -> remainder(left, right);
      default -> throw new IllegalArgumentException("not arithmetic: " + function);
    };
  }

  private static DataType sum(DataType left, DataType right) {
    int scale = Math.max(left.scale(), right.scale());
    return adjusted(Math.max(wholeDigits(left), wholeDigits(right)) + scale + 1, scale);
  }

  private static DataType quotient(DataType left, DataType right) {
    int scale = Math.max(MIN_SCALE, left.scale() + right.precision() + 1);
    return adjusted(wholeDigits(left) + right.scale() + scale, scale);
  }

  private static DataType remainder(DataType left, DataType right) {
    int scale = Math.max(left.scale(), right.scale());
    return adjusted(Math.min(wholeDigits(left), wholeDigits(right)) + scale, scale);
  }

  private static int wholeDigits(DataType type) {
    return type.precision() - type.scale();
  }

  /// Cuts a type to 38 digits, giving up fraction digits but at least keeping six.
  static DataType adjusted(int precision, int scale) {
    if (precision <= MAX) {
      return DataType.decimal(precision, scale);
    }
    int whole = precision - scale;
    int kept = Math.max(MAX - whole, Math.min(scale, MIN_SCALE));
    return DataType.decimal(MAX, kept);
  }
}
