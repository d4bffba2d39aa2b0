package dev.stint.executor.expression;

import dev.stint.plan.expression.Call;
import java.time.ZoneId;

/// Finds the family of kernels that a call belongs to: the one list of all scalar functions.
final class Functions {

  private Functions() {}

  static VectorFunction of(Call call, ZoneId zone) {
    return switch (call.function()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIVIDE, REMAINDER, PMOD, NEGATE, ABS ->
          ArithmeticFunctions.of(call);
      case TRY_ADD, TRY_SUBTRACT, TRY_MULTIPLY, TRY_DIVIDE -> ArithmeticFunctions.of(call);
      case BIT_AND, BIT_OR, BIT_XOR, BIT_NOT, SHIFT_LEFT, SHIFT_RIGHT -> BitFunctions.of(call);
      case SIGN, CEIL, FLOOR, ROUND, BROUND -> RoundingFunctions.of(call);
      case SQRT, CBRT, EXP, LN, LOG10, LOG2, LOG, POWER -> MathFunctions.of(call);
      case SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, DEGREES, RADIANS -> MathFunctions.of(call);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NULL_SAFE_EQUAL ->
          ComparisonFunctions.of(call);
      case NOT, IS_NULL, IS_NOT_NULL, IS_NAN, NANVL, GREATEST, LEAST ->
          ComparisonFunctions.of(call);
      case AND, OR, COALESCE ->
          throw new IllegalArgumentException(call.function() + " decides what is evaluated");
      case CAST, TRY_CAST -> CastFunctions.of(call, zone);
      case LIKE, ILIKE, RLIKE, STARTS_WITH, ENDS_WITH, CONTAINS -> MatchFunctions.of(call);
      case REGEXP_REPLACE, REGEXP_EXTRACT -> TextFunctions.of(call);
      case CONCAT, CONCAT_WS, LENGTH, OCTET_LENGTH, UPPER, LOWER, INITCAP -> TextFunctions.of(call);
      case TRIM, LTRIM, RTRIM, SUBSTRING, LEFT, RIGHT, LPAD, RPAD -> TextFunctions.of(call);
      case REPEAT, REVERSE, REPLACE, LOCATE, SPLIT_PART, SUBSTRING_INDEX, TRANSLATE ->
          TextFunctions.of(call);
      case ASCII, CHR, LEVENSHTEIN -> TextFunctions.of(call);
      case MD5, SHA1, SHA2, CRC32, HEX, UNHEX, BASE64, UNBASE64 -> BinaryFunctions.of(call);
      case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, WEEKDAY, DAY_OF_YEAR, WEEK_OF_YEAR ->
          DatePartFunctions.of(call, zone);
      case HOUR, MINUTE, SECOND -> DatePartFunctions.of(call, zone);
      case DATE_ADD, DATE_SUB, DATE_DIFF, ADD_MONTHS, MONTHS_BETWEEN, LAST_DAY, NEXT_DAY ->
          DatetimeFunctions.of(call, zone);
      case ADD_MICROS, MICROS_BETWEEN, DATE_TRUNC, TRUNC, MAKE_DATE ->
          DatetimeFunctions.of(call, zone);
      case UNIX_SECONDS, UNIX_MILLIS, UNIX_MICROS -> DatetimeFunctions.of(call, zone);
      case TIMESTAMP_SECONDS, TIMESTAMP_MILLIS, TIMESTAMP_MICROS ->
          DatetimeFunctions.of(call, zone);
      case DATE_FORMAT, TO_DATE, TO_TIMESTAMP -> DatetimeTextFunctions.of(call, zone);
      case FROM_UTC_TIMESTAMP, TO_UTC_TIMESTAMP -> DatetimeTextFunctions.of(call, zone);
    };
  }
}
