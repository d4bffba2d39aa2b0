package dev.stint.plan.expression;

import static dev.stint.plan.expression.ErrorRule.FAILS_IF_EXACT;
import static dev.stint.plan.expression.ErrorRule.MAY_FAIL;
import static dev.stint.plan.expression.ErrorRule.SAFE;
import static dev.stint.plan.expression.FunctionFamily.ARITHMETIC;
import static dev.stint.plan.expression.FunctionFamily.BITS;
import static dev.stint.plan.expression.FunctionFamily.BRANCHING;
import static dev.stint.plan.expression.FunctionFamily.BYTES;
import static dev.stint.plan.expression.FunctionFamily.COMPARISON;
import static dev.stint.plan.expression.FunctionFamily.CONVERSION;
import static dev.stint.plan.expression.FunctionFamily.DATETIME;
import static dev.stint.plan.expression.FunctionFamily.DATETIME_TEXT;
import static dev.stint.plan.expression.FunctionFamily.DATE_PART;
import static dev.stint.plan.expression.FunctionFamily.DIGITS;
import static dev.stint.plan.expression.FunctionFamily.INTERVALS;
import static dev.stint.plan.expression.FunctionFamily.JSON;
import static dev.stint.plan.expression.FunctionFamily.MATCH;
import static dev.stint.plan.expression.FunctionFamily.MATHEMATICS;
import static dev.stint.plan.expression.FunctionFamily.PACKED;
import static dev.stint.plan.expression.FunctionFamily.PLACE;
import static dev.stint.plan.expression.FunctionFamily.ROUNDING;
import static dev.stint.plan.expression.FunctionFamily.TEXT;
import static dev.stint.plan.expression.FunctionFamily.TEXT_FORM;
import static dev.stint.plan.expression.FunctionFamily.TIME_OF_DAY;
import static dev.stint.plan.expression.FunctionFamily.USER;
import static dev.stint.plan.expression.NullRule.NEVER_NULL;
import static dev.stint.plan.expression.NullRule.NULL_BY_LOGIC;
import static dev.stint.plan.expression.NullRule.NULL_IF_ALL;
import static dev.stint.plan.expression.NullRule.NULL_IF_ANY;
import static dev.stint.plan.expression.NullRule.NULL_IF_ANY_OR_MORE;
import static dev.stint.plan.expression.NullRule.NULL_IF_FIRST;

import dev.stint.plan.type.DataType;
import java.util.Locale;
import java.util.Optional;

/// The scalar functions that functions (of Lambda) can evaluate, with Spark's ANSI semantics, and
/// the facts about each that planner and executor go by: when it is NULL, whether it can fail, and
/// which family of kernels computes it. All but those that are of a place ([#isOfPlace]) give the
/// same for the same arguments in one session.
///
/// The planner casts arguments beforehand:
/// - arithmetic and comparisons get two arguments of one type, which for arithmetic is also the
///   result's; decimals are the exception: arithmetic takes decimals of any precision and scale and
///   gives the declared type, comparisons take decimals of one precision and scale;
/// - mathematical functions (`SQRT` … `ATAN2`) take and give doubles;
/// - offsets, lengths and counts are `INT`, units and formats are strings.
public enum ScalarFunction {
  // Arithmetic. Overflow and division by zero are errors; the TRY_ forms give NULL instead.
  ADD("+", ARITHMETIC, NULL_IF_ANY, FAILS_IF_EXACT),
  SUBTRACT("-", ARITHMETIC, NULL_IF_ANY, FAILS_IF_EXACT),
  MULTIPLY("*", ARITHMETIC, NULL_IF_ANY, FAILS_IF_EXACT),
  /// Doubles or decimals, never integers.
  DIVIDE("/", ARITHMETIC, NULL_IF_ANY, MAY_FAIL),
  /// Whole quotient of two BIGINTs or decimals, towards zero, as BIGINT.
  INT_DIVIDE("div", ARITHMETIC, NULL_IF_ANY, MAY_FAIL),
  /// Takes the sign of the dividend.
  REMAINDER("%", ARITHMETIC, NULL_IF_ANY, MAY_FAIL),
  PMOD(ARITHMETIC, NULL_IF_ANY, MAY_FAIL),
  TRY_ADD(ARITHMETIC, NULL_IF_ANY_OR_MORE, SAFE),
  TRY_SUBTRACT(ARITHMETIC, NULL_IF_ANY_OR_MORE, SAFE),
  TRY_MULTIPLY(ARITHMETIC, NULL_IF_ANY_OR_MORE, SAFE),
  TRY_DIVIDE(ARITHMETIC, NULL_IF_ANY_OR_MORE, SAFE),
  /// Of whole numbers: what overflows keeps its last bits, as without ANSI mode.
  WRAP_ADD(ARITHMETIC, NULL_IF_ANY, SAFE),
  WRAP_SUBTRACT(ARITHMETIC, NULL_IF_ANY, SAFE),
  WRAP_MULTIPLY(ARITHMETIC, NULL_IF_ANY, SAFE),
  WRAP_NEGATE(ARITHMETIC, NULL_IF_ANY, SAFE),
  WRAP_ABS(ARITHMETIC, NULL_IF_ANY, SAFE),
  NEGATE(ARITHMETIC, NULL_IF_ANY, MAY_FAIL),
  ABS(ARITHMETIC, NULL_IF_ANY, MAY_FAIL),
  /// Of a double or a decimal, as double.
  SIGN(ROUNDING, NULL_IF_ANY, SAFE),
  /// Double to BIGINT, decimal(p,s) to decimal(p-s+1,0), integers unchanged.
  CEIL(ROUNDING, NULL_IF_ANY, MAY_FAIL),
  FLOOR(ROUNDING, NULL_IF_ANY, MAY_FAIL),
  /// Half up, with an INT literal number of places.
  ROUND(ROUNDING, NULL_IF_ANY, MAY_FAIL),
  /// Half even.
  BROUND(ROUNDING, NULL_IF_ANY, MAY_FAIL),
  /// Ceiling and floor at an INT literal number of places.
  ROUND_UP(ROUNDING, NULL_IF_ANY, MAY_FAIL),
  ROUND_DOWN(ROUNDING, NULL_IF_ANY, MAY_FAIL),
  RINT(MATHEMATICS, NULL_IF_ANY, SAFE),
  SQRT(MATHEMATICS, NULL_IF_ANY, SAFE),
  CBRT(MATHEMATICS, NULL_IF_ANY, SAFE),
  EXP(MATHEMATICS, NULL_IF_ANY, SAFE),
  EXPM1(MATHEMATICS, NULL_IF_ANY, SAFE),
  LOG1P(MATHEMATICS, NULL_IF_ANY_OR_MORE, SAFE),
  HYPOT(MATHEMATICS, NULL_IF_ANY, SAFE),
  LN(MATHEMATICS, NULL_IF_ANY_OR_MORE, SAFE),
  LOG10(MATHEMATICS, NULL_IF_ANY_OR_MORE, SAFE),
  LOG2(MATHEMATICS, NULL_IF_ANY_OR_MORE, SAFE),
  /// Base, then value.
  LOG(MATHEMATICS, NULL_IF_ANY_OR_MORE, SAFE),
  POWER(MATHEMATICS, NULL_IF_ANY, SAFE),
  SIN(MATHEMATICS, NULL_IF_ANY, SAFE),
  COS(MATHEMATICS, NULL_IF_ANY, SAFE),
  TAN(MATHEMATICS, NULL_IF_ANY, SAFE),
  COT(MATHEMATICS, NULL_IF_ANY, SAFE),
  CSC(MATHEMATICS, NULL_IF_ANY, SAFE),
  SEC(MATHEMATICS, NULL_IF_ANY, SAFE),
  SINH(MATHEMATICS, NULL_IF_ANY, SAFE),
  COSH(MATHEMATICS, NULL_IF_ANY, SAFE),
  TANH(MATHEMATICS, NULL_IF_ANY, SAFE),
  ASINH(MATHEMATICS, NULL_IF_ANY, SAFE),
  ACOSH(MATHEMATICS, NULL_IF_ANY, SAFE),
  ATANH(MATHEMATICS, NULL_IF_ANY, SAFE),
  ASIN(MATHEMATICS, NULL_IF_ANY, SAFE),
  ACOS(MATHEMATICS, NULL_IF_ANY, SAFE),
  ATAN(MATHEMATICS, NULL_IF_ANY, SAFE),
  ATAN2(MATHEMATICS, NULL_IF_ANY, SAFE),
  DEGREES(MATHEMATICS, NULL_IF_ANY, SAFE),
  RADIANS(MATHEMATICS, NULL_IF_ANY, SAFE),
  /// NULLs are skipped; NULL only when all are.
  GREATEST(COMPARISON, NULL_IF_ALL, SAFE),
  LEAST(COMPARISON, NULL_IF_ALL, SAFE),
  BIT_AND("&", BITS, NULL_IF_ANY, SAFE),
  BIT_OR("|", BITS, NULL_IF_ANY, SAFE),
  BIT_XOR("^", BITS, NULL_IF_ANY, SAFE),
  BIT_NOT(BITS, NULL_IF_ANY, SAFE),
  /// Value INT or BIGINT, then INT.
  SHIFT_LEFT(BITS, NULL_IF_ANY, SAFE),
  SHIFT_RIGHT(BITS, NULL_IF_ANY, SAFE),
  SHIFT_RIGHT_UNSIGNED(BITS, NULL_IF_ANY, SAFE),
  /// Of BIGINT, as INT.
  BIT_COUNT(BITS, NULL_IF_ANY, SAFE),
  /// BIGINT and INT place from 0, as TINYINT.
  BIT_GET(BITS, NULL_IF_ANY, MAY_FAIL),

  // Numbers by their digits.
  /// INT to BIGINT.
  FACTORIAL(DIGITS, NULL_IF_ANY_OR_MORE, SAFE),
  /// Three doubles and BIGINT to BIGINT.
  WIDTH_BUCKET(DIGITS, NULL_IF_ANY_OR_MORE, SAFE),
  BIN(DIGITS, NULL_IF_ANY, SAFE),
  /// String and two INT bases.
  CONV(DIGITS, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// Decimal and format, to string.
  TO_CHAR(DIGITS, NULL_IF_ANY, MAY_FAIL),
  /// String and format, to the call's decimal type.
  TO_NUMBER(DIGITS, NULL_IF_ANY, MAY_FAIL),
  TRY_TO_NUMBER(DIGITS, NULL_IF_ANY_OR_MORE, MAY_FAIL),

  // Comparisons, over any one type. NaN equals NaN and is larger than any other number.
  EQUAL("=", COMPARISON, NULL_IF_ANY, SAFE),
  NOT_EQUAL("<>", COMPARISON, NULL_IF_ANY, SAFE),
  LESS("<", COMPARISON, NULL_IF_ANY, SAFE),
  LESS_OR_EQUAL("<=", COMPARISON, NULL_IF_ANY, SAFE),
  GREATER(">", COMPARISON, NULL_IF_ANY, SAFE),
  GREATER_OR_EQUAL(">=", COMPARISON, NULL_IF_ANY, SAFE),
  /// Never NULL: NULL equals NULL.
  NULL_SAFE_EQUAL("<=>", COMPARISON, NEVER_NULL, SAFE),

  // Logic of three values. AND, OR take two or more arguments; later ones are evaluated only for
  // rows that the earlier ones leave open.
  AND("AND", BRANCHING, NULL_BY_LOGIC, SAFE),
  OR("OR", BRANCHING, NULL_BY_LOGIC, SAFE),
  NOT(COMPARISON, NULL_IF_ANY, SAFE),
  IS_NULL(COMPARISON, NEVER_NULL, SAFE),
  IS_NOT_NULL(COMPARISON, NEVER_NULL, SAFE),
  /// False for NULL.
  IS_NAN(COMPARISON, NEVER_NULL, SAFE),
  /// The first argument that is not NULL; later ones are evaluated only where needed.
  COALESCE(BRANCHING, NULL_IF_ALL, SAFE),
  /// The argument, or NULL where it is the user's error.
  TRY(BRANCHING, NULL_IF_ANY_OR_MORE, SAFE),

  /// To the call's type; what cannot be converted is an error.
  CAST(CONVERSION, NULL_IF_ANY, MAY_FAIL),
  /// To the call's type; what cannot be converted is NULL.
  TRY_CAST(CONVERSION, NULL_IF_ANY_OR_MORE, SAFE),
  /// As without ANSI mode: whole numbers keep their last bits, other failures are NULL.
  LENIENT_CAST(CONVERSION, NULL_IF_ANY_OR_MORE, MAY_FAIL),

  // Strings, counted in code points.
  CONCAT(TEXT, NULL_IF_ANY, SAFE),
  /// Separator first; NULL arguments are skipped.
  CONCAT_WS(TEXT, NULL_IF_FIRST, SAFE),
  LENGTH(TEXT, NULL_IF_ANY, SAFE),
  OCTET_LENGTH(TEXT, NULL_IF_ANY, SAFE),
  UPPER(TEXT, NULL_IF_ANY, SAFE),
  LOWER(TEXT, NULL_IF_ANY, SAFE),
  /// One argument: spaces; a second one lists the characters to remove.
  TRIM(TEXT, NULL_IF_ANY, SAFE),
  LTRIM(TEXT, NULL_IF_ANY, SAFE),
  RTRIM(TEXT, NULL_IF_ANY, SAFE),
  /// Position from 1 (0 counts as 1, negative from the end), and an optional length.
  SUBSTRING(TEXT, NULL_IF_ANY, SAFE),
  LEFT(TEXT, NULL_IF_ANY, SAFE),
  RIGHT(TEXT, NULL_IF_ANY, SAFE),
  /// String, length, optional padding.
  LPAD(TEXT, NULL_IF_ANY, MAY_FAIL),
  RPAD(TEXT, NULL_IF_ANY, MAY_FAIL),
  REPEAT(TEXT, NULL_IF_ANY, MAY_FAIL),
  REVERSE(TEXT, NULL_IF_ANY, SAFE),
  REPLACE(TEXT, NULL_IF_ANY, SAFE),
  /// Part sought, string, optional start from 1; 0 when absent.
  LOCATE(TEXT, NULL_IF_ANY, SAFE),
  STARTS_WITH(MATCH, NULL_IF_ANY, SAFE),
  ENDS_WITH(MATCH, NULL_IF_ANY, SAFE),
  CONTAINS(MATCH, NULL_IF_ANY, SAFE),
  /// String, pattern, optional escape character (a literal; backslash when absent).
  LIKE("LIKE", MATCH, NULL_IF_ANY, MAY_FAIL),
  ILIKE("ILIKE", MATCH, NULL_IF_ANY, MAY_FAIL),
  /// Java regular expression, found anywhere.
  RLIKE("RLIKE", MATCH, NULL_IF_ANY, MAY_FAIL),
  REGEXP_REPLACE(TEXT, NULL_IF_ANY, MAY_FAIL),
  /// String, expression, INT group.
  REGEXP_EXTRACT(TEXT, NULL_IF_ANY, MAY_FAIL),
  REGEXP_COUNT(TEXT_FORM, NULL_IF_ANY, MAY_FAIL),
  REGEXP_INSTR(TEXT_FORM, NULL_IF_ANY, MAY_FAIL),
  REGEXP_SUBSTR(TEXT_FORM, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  SOUNDEX(TEXT_FORM, NULL_IF_ANY, SAFE),
  QUOTE(TEXT_FORM, NULL_IF_ANY, SAFE),
  LUHN_CHECK(TEXT_FORM, NULL_IF_ANY, SAFE),
  /// Text, then what takes the place of upper-case letters, lower-case ones, digits and others.
  MASK(TEXT_FORM, NULL_IF_FIRST, MAY_FAIL),
  /// Text, what is laid over it, INT position from 1, INT length (that of the second if negative).
  OVERLAY(TEXT_FORM, NULL_IF_ANY, SAFE),
  /// INT and values.
  ELT(TEXT_FORM, NULL_BY_LOGIC, MAY_FAIL),
  /// Format and values of any types.
  FORMAT_STRING(TEXT_FORM, NULL_IF_FIRST, MAY_FAIL),
  /// Word, words between commas.
  FIND_IN_SET(TEXT_FORM, NULL_IF_ANY, SAFE),
  URL_ENCODE(TEXT_FORM, NULL_IF_ANY, SAFE),
  URL_DECODE(TEXT_FORM, NULL_IF_ANY, MAY_FAIL),
  TRY_URL_DECODE(TEXT_FORM, NULL_IF_ANY_OR_MORE, SAFE),
  /// URL, name of its part, optional key of its query.
  PARSE_URL(TEXT_FORM, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  TRY_PARSE_URL(TEXT_FORM, NULL_IF_ANY_OR_MORE, SAFE),
  SPLIT_PART(TEXT, NULL_IF_ANY, MAY_FAIL),
  SUBSTRING_INDEX(TEXT, NULL_IF_ANY, SAFE),
  TRANSLATE(TEXT, NULL_IF_ANY, SAFE),
  INITCAP(TEXT, NULL_IF_ANY, SAFE),
  ASCII(TEXT, NULL_IF_ANY, SAFE),
  CHR(TEXT, NULL_IF_ANY, SAFE),
  /// Two strings, and an INT beyond which the distance is -1.
  LEVENSHTEIN(TEXT, NULL_IF_ANY, SAFE),
  /// Number (DOUBLE, decimal or whole), then INT places or a pattern.
  FORMAT_NUMBER(TEXT_FORM, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// Fails with a message; optional is the class of the error, which for a user's it has not.
  RAISE_ERROR(TEXT_FORM, NULL_IF_ANY, MAY_FAIL),
  /// JSON and a path such as `$.a[0]`; with a third operand, JSON and the name of a field.
  GET_JSON_OBJECT(JSON, NULL_IF_ANY_OR_MORE, SAFE),
  JSON_ARRAY_LENGTH(JSON, NULL_IF_ANY_OR_MORE, SAFE),
  /// XML and a path; NULL where one of them is empty.
  XPATH_TEXT(TEXT_FORM, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  XPATH_NUMBER(TEXT_FORM, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  XPATH_BOOLEAN(TEXT_FORM, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// Of binary or string, in lower-case hexadecimal.
  MD5(BYTES, NULL_IF_ANY, SAFE),
  SHA1(BYTES, NULL_IF_ANY, SAFE),
  /// With INT 0, 224, 256, 384 or 512 bits.
  SHA2(BYTES, NULL_IF_ANY_OR_MORE, SAFE),
  CRC32(BYTES, NULL_IF_ANY, SAFE),
  /// Of values of any types, NULLs left out: Murmur3 in 32 bits and XXH64, both from the seed 42.
  HASH(BYTES, NEVER_NULL, SAFE),
  XXHASH64(BYTES, NEVER_NULL, SAFE),
  /// The bitmap in which the bit at a place from 0 to 32767 (BIGINT) is set.
  BITMAP_OF(BYTES, NULL_IF_ANY, MAY_FAIL),
  /// A bitmap with zeros up to its 4096 bytes; of NULL all zeros.
  BITMAP_FULL(BYTES, NEVER_NULL, SAFE),
  /// How many bits are set.
  BITMAP_COUNT(BYTES, NULL_IF_ANY, SAFE),
  HEX(BYTES, NULL_IF_ANY, SAFE),
  UNHEX(BYTES, NULL_IF_ANY_OR_MORE, SAFE),
  BASE64(BYTES, NULL_IF_ANY, SAFE),
  UNBASE64(BYTES, NULL_IF_ANY, MAY_FAIL),
  /// String, charset, and how lenient it is, to binary.
  ENCODE(BYTES, NULL_IF_ANY, MAY_FAIL),
  /// The same of binary, to string.
  DECODE(BYTES, NULL_IF_ANY, MAY_FAIL),
  /// String and its form (`hex`, `base64`, `utf-8`), to binary.
  TO_BINARY(BYTES, NULL_IF_ANY, MAY_FAIL),
  TRY_TO_BINARY(BYTES, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  BINARY_TO_CHAR(BYTES, NULL_IF_ANY, MAY_FAIL),
  /// Binary, key, mode, padding, initialization vector (or none), authenticated data, 16 bytes to
  /// take instead of no vector.
  AES_ENCRYPT(BYTES, NULL_IF_ANY, MAY_FAIL),
  /// Binary, key, mode, padding, authenticated data.
  AES_DECRYPT(BYTES, NULL_IF_ANY, MAY_FAIL),
  IS_VALID_UTF8(BYTES, NULL_IF_ANY, SAFE),
  MAKE_VALID_UTF8(BYTES, NULL_IF_ANY, SAFE),
  VALIDATE_UTF8(BYTES, NULL_IF_ANY, MAY_FAIL),
  TRY_VALIDATE_UTF8(BYTES, NULL_IF_ANY_OR_MORE, SAFE),

  // Values packed as BINARY that compares as they do, and bags of such, for aggregates.
  /// The text of a [PackedLayout], then its values.
  PACK(PACKED, NEVER_NULL, SAFE),
  /// Packed values, the text of their layout, INT place of one of them, which is the result.
  UNPACK(PACKED, NULL_IF_ANY_OR_MORE, SAFE),
  /// The bag that holds a BINARY so many times (BIGINT).
  BAG_OF(PACKED, NULL_IF_ANY, MAY_FAIL),

  // DATE, TIMESTAMP or TIMESTAMP_NTZ in (read in the session's time zone), INT out.
  YEAR(DATE_PART, NULL_IF_ANY, SAFE),
  QUARTER(DATE_PART, NULL_IF_ANY, SAFE),
  MONTH(DATE_PART, NULL_IF_ANY, SAFE),
  DAY(DATE_PART, NULL_IF_ANY, SAFE),
  /// 1 is Sunday.
  DAY_OF_WEEK(DATE_PART, NULL_IF_ANY, SAFE),
  /// 0 is Monday.
  WEEKDAY(DATE_PART, NULL_IF_ANY, SAFE),
  DAY_OF_YEAR(DATE_PART, NULL_IF_ANY, SAFE),
  /// ISO 8601.
  WEEK_OF_YEAR(DATE_PART, NULL_IF_ANY, SAFE),
  YEAR_OF_WEEK(DATE_PART, NULL_IF_ANY, SAFE),
  /// 1 is Monday.
  DAY_OF_WEEK_ISO(DATE_PART, NULL_IF_ANY, SAFE),
  /// As decimal(8,6).
  SECOND_FRACTION(DATE_PART, NULL_IF_ANY, SAFE),
  HOUR(DATE_PART, NULL_IF_ANY, SAFE),
  MINUTE(DATE_PART, NULL_IF_ANY, SAFE),
  SECOND(DATE_PART, NULL_IF_ANY, SAFE),
  /// Date and INT days.
  DATE_ADD(DATETIME, NULL_IF_ANY, MAY_FAIL),
  DATE_SUB(DATETIME, NULL_IF_ANY, MAY_FAIL),
  /// End date, start date, in days.
  DATE_DIFF(DATETIME, NULL_IF_ANY, MAY_FAIL),
  /// Date or timestamp and INT months; the day is cut to the month's last.
  ADD_MONTHS(DATETIME, NULL_IF_ANY, MAY_FAIL),
  MONTHS_BETWEEN(DATETIME, NULL_IF_ANY, SAFE),
  LAST_DAY(DATETIME, NULL_IF_ANY, SAFE),
  NEXT_DAY(DATETIME, NULL_IF_ANY, MAY_FAIL),
  /// Timestamp and INT days of the wall clock.
  ADD_DAYS(DATETIME, NULL_IF_ANY, MAY_FAIL),
  /// Unit (a literal such as 'MONTH'), start, end: whole units, as BIGINT.
  UNITS_BETWEEN(DATETIME, NULL_IF_ANY, SAFE),
  /// Year to minute as INT, seconds as decimal(16,6), optional zone.
  MAKE_TIMESTAMP(DATETIME, NULL_IF_ANY, MAY_FAIL),
  TRY_MAKE_TIMESTAMP(DATETIME, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// Timestamp and BIGINT microseconds.
  ADD_MICROS(DATETIME, NULL_IF_ANY, MAY_FAIL),
  /// Timestamp and day-time interval: days of the wall clock, then what passes.
  ADD_DAY_TIME(DATETIME, NULL_IF_ANY, MAY_FAIL),
  /// End, start, as BIGINT microseconds or a day-time interval.
  MICROS_BETWEEN(DATETIME, NULL_IF_ANY, MAY_FAIL),
  // Intervals. An interval and a number: BIGINT, DECIMAL or DOUBLE.
  MULTIPLY_INTERVAL(INTERVALS, NULL_IF_ANY, MAY_FAIL),
  DIVIDE_INTERVAL(INTERVALS, NULL_IF_ANY, MAY_FAIL),
  TRY_MULTIPLY_INTERVAL(INTERVALS, NULL_IF_ANY_OR_MORE, SAFE),
  TRY_DIVIDE_INTERVAL(INTERVALS, NULL_IF_ANY_OR_MORE, SAFE),
  /// Interval, timestamp, origin: the start of the timestamp's stretch, by the wall clock.
  TIME_BUCKET(INTERVALS, NULL_IF_ANY, MAY_FAIL),
  /// INT years and months.
  MAKE_YM_INTERVAL(INTERVALS, NULL_IF_ANY, MAY_FAIL),
  /// INT days, hours and minutes, seconds as decimal(18,6).
  MAKE_DT_INTERVAL(INTERVALS, NULL_IF_ANY, MAY_FAIL),

  // Times of a day.
  /// Time and day-time interval, which leads to a time of the same day.
  TIME_ADD(TIME_OF_DAY, NULL_IF_ANY, MAY_FAIL),
  /// End, start, as a day-time interval.
  TIME_BETWEEN(TIME_OF_DAY, NULL_IF_ANY, SAFE),
  /// INT hour and minute, seconds as decimal(16,6).
  MAKE_TIME(TIME_OF_DAY, NULL_IF_ANY, MAY_FAIL),
  /// BIGINT since midnight.
  TIME_FROM_MILLIS(TIME_OF_DAY, NULL_IF_ANY, MAY_FAIL),
  TIME_FROM_MICROS(TIME_OF_DAY, NULL_IF_ANY, MAY_FAIL),
  /// As BIGINT.
  TIME_TO_MILLIS(TIME_OF_DAY, NULL_IF_ANY, SAFE),
  TIME_TO_MICROS(TIME_OF_DAY, NULL_IF_ANY, SAFE),
  /// Unit (`HOUR` to `MICROSECOND`), then time.
  TIME_TRUNC(TIME_OF_DAY, NULL_IF_ANY, MAY_FAIL),
  /// Unit, start, end: whole units as BIGINT.
  TIME_DIFF(TIME_OF_DAY, NULL_IF_ANY, MAY_FAIL),

  /// Unit (a literal such as 'month'), then timestamp.
  DATE_TRUNC(DATETIME, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// Date, then unit.
  TRUNC(DATETIME, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// Date or timestamp and a Spark pattern.
  DATE_FORMAT(DATETIME_TEXT, NULL_IF_ANY, MAY_FAIL),
  /// String and optional pattern.
  TO_DATE(DATETIME_TEXT, NULL_IF_ANY, MAY_FAIL),
  TO_TIMESTAMP(DATETIME_TEXT, NULL_IF_ANY, MAY_FAIL),
  /// String and pattern.
  TRY_TO_DATE(DATETIME_TEXT, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  TRY_TO_TIMESTAMP(DATETIME_TEXT, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// Timestamp to BIGINT seconds.
  UNIX_SECONDS(DATETIME, NULL_IF_ANY, SAFE),
  UNIX_MILLIS(DATETIME, NULL_IF_ANY, SAFE),
  UNIX_MICROS(DATETIME, NULL_IF_ANY, SAFE),
  /// BIGINT to timestamp.
  TIMESTAMP_SECONDS(DATETIME, NULL_IF_ANY, MAY_FAIL),
  TIMESTAMP_MILLIS(DATETIME, NULL_IF_ANY, MAY_FAIL),
  TIMESTAMP_MICROS(DATETIME, NULL_IF_ANY, SAFE),
  /// INT year, month, day.
  MAKE_DATE(DATETIME, NULL_IF_ANY, MAY_FAIL),
  /// Timestamp and zone name.
  FROM_UTC_TIMESTAMP(DATETIME_TEXT, NULL_IF_ANY, MAY_FAIL),
  TO_UTC_TIMESTAMP(DATETIME_TEXT, NULL_IF_ANY, MAY_FAIL),

  // Of the task and the row's place in it. The same whichever attempt computes them.
  /// From 0 to 1, by a BIGINT seed.
  RAND(PLACE, NEVER_NULL, SAFE),
  /// Of the normal distribution, by a BIGINT seed.
  RANDN(PLACE, NEVER_NULL, SAFE),
  /// INT length, BIGINT seed: letters and digits.
  RANDSTR(PLACE, NEVER_NULL, MAY_FAIL),
  /// By a BIGINT seed.
  UUID(PLACE, NEVER_NULL, SAFE),
  /// INT count of bytes that nobody can foretell: they differ between attempts, too.
  RANDOM_BYTES(PLACE, NEVER_NULL, SAFE),
  ROW_ID(PLACE, NEVER_NULL, SAFE),
  TASK_INDEX(PLACE, NEVER_NULL, SAFE),

  // Code of users: the text of a [UserCode], then the arguments, of the types that it takes.
  USER_FUNCTION(USER, NULL_IF_ANY_OR_MORE, MAY_FAIL),
  /// One that takes NULLs.
  USER_FUNCTION_OF_NULLS(USER, NULL_BY_LOGIC, MAY_FAIL),
  /// One that may give something else for the same arguments.
  USER_FUNCTION_OF_PLACE(USER, NULL_BY_LOGIC, MAY_FAIL),
  /// Bag of packed arguments, their layout: the value of a group.
  USER_AGGREGATE(USER, NULL_BY_LOGIC, MAY_FAIL);

  private final String sqlName;
  private final boolean isInfix;
  private final FunctionFamily family;
  private final NullRule nulls;
  private final ErrorRule errors;

  ScalarFunction(FunctionFamily family, NullRule nulls, ErrorRule errors) {
    this("", family, nulls, errors);
  }

  ScalarFunction(String infix, FunctionFamily family, NullRule nulls, ErrorRule errors) {
    this.isInfix = !infix.isEmpty();
    this.sqlName = isInfix ? infix : name().toLowerCase(Locale.ROOT);
    this.family = family;
    this.nulls = nulls;
    this.errors = errors;
  }

  /// The operator or function name as Spark prints it.
  public String sqlName() {
    return sqlName;
  }

  public boolean isInfix() {
    return isInfix;
  }

  public FunctionFamily family() {
    return family;
  }

  public NullRule nulls() {
    return nulls;
  }

  public ErrorRule errors() {
    return errors;
  }

  /// Whether a value of this type may be asked for where there is none.
  public boolean canFail(DataType type) {
    return errors.canFail(type);
  }

  /// Whether it gives something else for another row, whatever the arguments: it must stay where it
  /// is, and be computed once.
  public boolean isOfPlace() {
    return family == PLACE || this == USER_FUNCTION_OF_PLACE;
  }

  /// Whether it is NULL when any argument is.
  public boolean isStrict() {
    return nulls.isStrict();
  }

  /// Whether it compares two values of one type.
  public boolean isComparison() {
    return Opposites.OF.containsKey(this) && this != IS_NULL && this != IS_NOT_NULL;
  }

  /// The condition that is true where this one is false, and NULL where it is.
  public Optional<ScalarFunction> opposite() {
    return Optional.ofNullable(Opposites.OF.get(this));
  }

  /// The comparison that says the same of the arguments the other way round.
  public Optional<ScalarFunction> mirrored() {
    return Optional.ofNullable(Opposites.MIRRORED.get(this));
  }
}
