package dev.stint.plan.expression;

import java.util.Locale;

/// The scalar functions that functions (of Lambda) can evaluate, with Spark's ANSI semantics.
///
/// Unless a line says otherwise, a function is NULL when an argument is NULL. The planner casts
/// arguments beforehand:
/// - arithmetic and comparisons get two arguments of one type, which for arithmetic is also the
///   result's; decimals are the exception: arithmetic takes decimals of any precision and scale and
///   gives the declared type, comparisons take decimals of one precision and scale;
/// - mathematical functions (`SQRT` … `ATAN2`) take and give doubles;
/// - offsets, lengths and counts are `INT`, units and formats are strings.
public enum ScalarFunction {
  // Arithmetic. Overflow and division by zero are errors; the TRY_ forms give NULL instead.
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  /// Doubles or decimals, never integers.
  DIVIDE("/"),
  /// Whole quotient of two BIGINTs or decimals, towards zero, as BIGINT.
  INT_DIVIDE("div"),
  /// Takes the sign of the dividend.
  REMAINDER("%"),
  PMOD,
  TRY_ADD,
  TRY_SUBTRACT,
  TRY_MULTIPLY,
  TRY_DIVIDE,
  NEGATE,
  ABS,
  /// Of a double or a decimal, as double.
  SIGN,
  /// Double to BIGINT, decimal(p,s) to decimal(p-s+1,0), integers unchanged.
  CEIL,
  FLOOR,
  /// Half up, with an INT literal number of places.
  ROUND,
  /// Half even.
  BROUND,
  SQRT,
  CBRT,
  EXP,
  LN,
  LOG10,
  LOG2,
  /// Base, then value.
  LOG,
  POWER,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  ATAN2,
  DEGREES,
  RADIANS,
  /// NULLs are skipped; NULL only when all are.
  GREATEST,
  LEAST,
  BIT_AND("&"),
  BIT_OR("|"),
  BIT_XOR("^"),
  BIT_NOT,
  /// Value INT or BIGINT, then INT.
  SHIFT_LEFT,
  SHIFT_RIGHT,

  // Comparisons, over any one type. NaN equals NaN and is larger than any other number.
  EQUAL("="),
  NOT_EQUAL("<>"),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  /// Never NULL: NULL equals NULL.
  NULL_SAFE_EQUAL("<=>"),

  // Logic of three values. AND, OR take two or more arguments; later ones are evaluated only for
  // rows that the earlier ones leave open.
  AND("AND"),
  OR("OR"),
  NOT,
  IS_NULL,
  IS_NOT_NULL,
  /// False for NULL.
  IS_NAN,
  /// The first argument that is not NULL; later ones are evaluated only where needed.
  COALESCE,
  /// The first argument unless it is NaN, else the second.
  NANVL,

  /// To the call's type; what cannot be converted is an error.
  CAST,
  /// To the call's type; what cannot be converted is NULL.
  TRY_CAST,

  // Strings, counted in code points.
  CONCAT,
  /// Separator first; NULL arguments are skipped.
  CONCAT_WS,
  LENGTH,
  OCTET_LENGTH,
  UPPER,
  LOWER,
  /// One argument: spaces; a second one lists the characters to remove.
  TRIM,
  LTRIM,
  RTRIM,
  /// Position from 1 (0 counts as 1, negative from the end), and an optional length.
  SUBSTRING,
  LEFT,
  RIGHT,
  /// String, length, optional padding.
  LPAD,
  RPAD,
  REPEAT,
  REVERSE,
  REPLACE,
  /// Part sought, string, optional start from 1; 0 when absent.
  LOCATE,
  STARTS_WITH,
  ENDS_WITH,
  CONTAINS,
  /// String, pattern, optional escape character (a literal; backslash when absent).
  LIKE("LIKE"),
  ILIKE("ILIKE"),
  /// Java regular expression, found anywhere.
  RLIKE("RLIKE"),
  REGEXP_REPLACE,
  /// String, expression, INT group.
  REGEXP_EXTRACT,
  SPLIT_PART,
  SUBSTRING_INDEX,
  TRANSLATE,
  INITCAP,
  ASCII,
  CHR,
  LEVENSHTEIN,
  /// Of binary or string, in lower-case hexadecimal.
  MD5,
  SHA1,
  /// With INT 0, 224, 256, 384 or 512 bits.
  SHA2,
  CRC32,
  HEX,
  UNHEX,
  BASE64,
  UNBASE64,

  // Dates and times. DATE, TIMESTAMP or TIMESTAMP_NTZ in, INT out; a TIMESTAMP is read in the
  // session's time zone.
  YEAR,
  QUARTER,
  MONTH,
  DAY,
  /// 1 is Sunday.
  DAY_OF_WEEK,
  /// 0 is Monday.
  WEEKDAY,
  DAY_OF_YEAR,
  /// ISO 8601.
  WEEK_OF_YEAR,
  HOUR,
  MINUTE,
  SECOND,
  /// Date and INT days.
  DATE_ADD,
  DATE_SUB,
  /// End date, start date, in days.
  DATE_DIFF,
  /// Date or timestamp and INT months; the day is cut to the month's last.
  ADD_MONTHS,
  MONTHS_BETWEEN,
  LAST_DAY,
  NEXT_DAY,
  /// Timestamp and BIGINT microseconds.
  ADD_MICROS,
  /// End, start, as BIGINT microseconds.
  MICROS_BETWEEN,
  /// Unit (a literal such as 'month'), then timestamp.
  DATE_TRUNC,
  /// Date, then unit.
  TRUNC,
  /// Date or timestamp and a Spark pattern.
  DATE_FORMAT,
  /// String and optional pattern.
  TO_DATE,
  TO_TIMESTAMP,
  /// Timestamp to BIGINT seconds.
  UNIX_SECONDS,
  UNIX_MILLIS,
  UNIX_MICROS,
  /// BIGINT to timestamp.
  TIMESTAMP_SECONDS,
  TIMESTAMP_MILLIS,
  TIMESTAMP_MICROS,
  /// INT year, month, day.
  MAKE_DATE,
  /// Timestamp and zone name.
  FROM_UTC_TIMESTAMP,
  TO_UTC_TIMESTAMP;

  private final String sqlName;
  private final boolean isInfix;

  ScalarFunction() {
    this.sqlName = name().toLowerCase(Locale.ROOT);
    this.isInfix = false;
  }

  ScalarFunction(String infix) {
    this.sqlName = infix;
    this.isInfix = true;
  }

  /// The operator or function name as Spark prints it.
  public String sqlName() {
    return sqlName;
  }

  public boolean isInfix() {
    return isInfix;
  }
}
