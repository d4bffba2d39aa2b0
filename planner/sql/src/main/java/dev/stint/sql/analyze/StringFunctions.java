package dev.stint.sql.analyze;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.BINARY;
import static dev.stint.plan.type.DataType.BOOLEAN;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.List;

/// Strings and bytes.
final class StringFunctions {

  private StringFunctions() {}

  static void define(ScalarFunctions functions) {
    letters(functions);
    parts(functions);
    patterns(functions);
    bytes(functions);
  }

  private static void letters(ScalarFunctions functions) {
    functions.define("upper ucase", ScalarFunction.UPPER, STRING, STRING);
    functions.define("lower lcase", ScalarFunction.LOWER, STRING, STRING);
    functions.define("initcap", ScalarFunction.INITCAP, STRING, STRING);
    functions.define("reverse", ScalarFunction.REVERSE, STRING, STRING);
    functions.define("repeat", ScalarFunction.REPEAT, STRING, STRING, INT);
    functions.define(
        "space",
        1,
        1,
        call -> call.call(ScalarFunction.REPEAT, STRING, Literal.ofString(" "), call.as(0, INT)));
    functions.define("ascii", ScalarFunction.ASCII, INT, STRING);
    functions.define("chr char", ScalarFunction.CHR, STRING, BIGINT);
    functions.define("translate", ScalarFunction.TRANSLATE, STRING, STRING, STRING, STRING);
    functions.define("levenshtein", ScalarFunction.LEVENSHTEIN, INT, STRING, STRING);
    functions.define("concat", 1, Integer.MAX_VALUE, StringFunctions::concat);
    functions.define("concat_ws", 1, Integer.MAX_VALUE, StringFunctions::concatWithSeparator);
    functions.define(
        "length char_length character_length len",
        1,
        1,
        call -> call.call(ScalarFunction.LENGTH, INT, text(call, 0)));
    functions.define(
        "octet_length", 1, 1, call -> call.call(ScalarFunction.OCTET_LENGTH, INT, text(call, 0)));
  }

  private static void parts(ScalarFunctions functions) {
    functions.defineOptional("btrim", ScalarFunction.TRIM, STRING, 1, STRING, STRING);
    functions.define("trim", 1, 2, call -> trim(call, ScalarFunction.TRIM));
    functions.define("ltrim", 1, 2, call -> trim(call, ScalarFunction.LTRIM));
    functions.define("rtrim", 1, 2, call -> trim(call, ScalarFunction.RTRIM));
    functions.defineOptional(
        "substring substr", ScalarFunction.SUBSTRING, STRING, 2, STRING, INT, INT);
    functions.define("left", ScalarFunction.LEFT, STRING, STRING, INT);
    functions.define("right", ScalarFunction.RIGHT, STRING, STRING, INT);
    functions.defineOptional("lpad", ScalarFunction.LPAD, STRING, 2, STRING, INT, STRING);
    functions.defineOptional("rpad", ScalarFunction.RPAD, STRING, 2, STRING, INT, STRING);
    functions.define("split_part", ScalarFunction.SPLIT_PART, STRING, STRING, STRING, INT);
    functions.define(
        "substring_index", ScalarFunction.SUBSTRING_INDEX, STRING, STRING, STRING, INT);
    functions.define("replace", 2, 3, StringFunctions::replace);
    functions.defineOptional(
        "locate position charindex", ScalarFunction.LOCATE, INT, 2, STRING, STRING, INT);
    functions.define(
        "instr",
        2,
        2,
        call -> call.call(ScalarFunction.LOCATE, INT, call.as(1, STRING), call.as(0, STRING)));
  }

  private static void patterns(ScalarFunctions functions) {
    functions.define("startswith", ScalarFunction.STARTS_WITH, BOOLEAN, STRING, STRING);
    functions.define("endswith", ScalarFunction.ENDS_WITH, BOOLEAN, STRING, STRING);
    functions.define("contains", ScalarFunction.CONTAINS, BOOLEAN, STRING, STRING);
    functions.defineOptional("like", ScalarFunction.LIKE, BOOLEAN, 2, STRING, STRING, STRING);
    functions.defineOptional("ilike", ScalarFunction.ILIKE, BOOLEAN, 2, STRING, STRING, STRING);
    functions.define("rlike regexp regexp_like", ScalarFunction.RLIKE, BOOLEAN, STRING, STRING);
    functions.define(
        "regexp_replace", ScalarFunction.REGEXP_REPLACE, STRING, STRING, STRING, STRING);
    functions.define("regexp_extract", 2, 3, StringFunctions::extract);
  }

  private static void bytes(ScalarFunctions functions) {
    functions.define("md5", 1, 1, call -> ofBytes(call, ScalarFunction.MD5, STRING));
    functions.define("sha1 sha", 1, 1, call -> ofBytes(call, ScalarFunction.SHA1, STRING));
    functions.define(
        "sha2",
        2,
        2,
        call -> call.call(ScalarFunction.SHA2, STRING, text(call, 0), call.as(1, INT)));
    functions.define("crc32", 1, 1, call -> ofBytes(call, ScalarFunction.CRC32, BIGINT));
    functions.define("hex", 1, 1, StringFunctions::hex);
    functions.define("unhex", ScalarFunction.UNHEX, BINARY, STRING);
    functions.define("base64", 1, 1, call -> ofBytes(call, ScalarFunction.BASE64, STRING));
    functions.define("unbase64", ScalarFunction.UNBASE64, BINARY, STRING);
  }

  private static Expression ofBytes(FunctionCall call, ScalarFunction function, DataType result) {
    return call.call(function, result, text(call, 0));
  }

  /// Binary as it is, anything else as a string.
  private static Expression text(FunctionCall call, int index) {
    return call.type(index).equals(BINARY) ? call.argument(index) : call.as(index, STRING);
  }

  private static Expression concat(FunctionCall call) {
    boolean isBinary = call.arguments().stream().allMatch(a -> a.type().equals(BINARY));
    var type = isBinary ? BINARY : STRING;
    var parts = new ArrayList<Expression>();
    for (int index = 0; index < call.count(); index++) {
      parts.add(call.as(index, type));
    }
    return parts.size() == 1 ? parts.getFirst() : new Call(ScalarFunction.CONCAT, parts, type);
  }

  private static Expression concatWithSeparator(FunctionCall call) {
    var parts = new ArrayList<Expression>();
    for (int index = 0; index < call.count(); index++) {
      parts.add(call.as(index, STRING));
    }
    return new Call(ScalarFunction.CONCAT_WS, List.copyOf(parts), STRING);
  }

  /// `trim(value)`, or `trim(characters, value)`.
  private static Expression trim(FunctionCall call, ScalarFunction function) {
    var value = call.as(call.count() - 1, STRING);
    return call.count() == 1 || call.argument(0).equals(Literal.ofString(" "))
        ? call.call(function, STRING, value)
        : call.call(function, STRING, value, call.as(0, STRING));
  }

  private static Expression replace(FunctionCall call) {
    var by = call.count() == 3 ? call.as(2, STRING) : Literal.ofString("");
    return call.call(ScalarFunction.REPLACE, STRING, call.as(0, STRING), call.as(1, STRING), by);
  }

  private static Expression extract(FunctionCall call) {
    var group = call.count() == 3 ? call.as(2, INT) : Literal.ofLong(INT, 1);
    return call.call(
        ScalarFunction.REGEXP_EXTRACT, STRING, call.as(0, STRING), call.as(1, STRING), group);
  }

  private static Expression hex(FunctionCall call) {
    boolean isNumber = call.type(0).isInteger();
    return call.call(ScalarFunction.HEX, STRING, isNumber ? call.as(0, BIGINT) : text(call, 0));
  }
}
