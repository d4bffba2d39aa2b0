package dev.stint.sql.function;

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
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;

/// Strings. Positions and lengths count code points of strings and bytes of binary, from 1.
final class StringFunctions {

  private StringFunctions() {}

  static void define(ScalarFunctions functions) {
    letters(functions);
    numbers(functions);
    joins(functions);
    trims(functions);
    parts(functions);
    searches(functions);
    changes(functions);
  }

  private static void letters(ScalarFunctions functions) {
    functions
        .define("upper ucase", ScalarFunction.UPPER, STRING, STRING)
        .says("upper(s), ucase(s)", "")
        .example("upper('Spark')", "SPARK");
    functions
        .define("lower lcase", ScalarFunction.LOWER, STRING, STRING)
        .says("lower(s), lcase(s)", "")
        .example("lower('Spark')", "spark");
    functions
        .define("initcap", ScalarFunction.INITCAP, STRING, STRING)
        .says("initcap(s)", "Words between blanks.")
        .example("initcap('sPark sql')", "Spark Sql");
    functions
        .define("reverse", ScalarFunction.REVERSE, STRING, STRING)
        .says("reverse(s)", "")
        .example("reverse('Spark')", "krapS");
    functions
        .define("translate", ScalarFunction.TRANSLATE, STRING, STRING, STRING, STRING)
        .says("translate(s, from, to)", "Characters without a counterpart are removed.")
        .example("translate('AaBbCc', 'abc', '12')", "A1B2C");
    functions
        .define("soundex", ScalarFunction.SOUNDEX, STRING, STRING)
        .says("soundex(s)", "")
        .example("soundex('Miller')", "M460");
    functions
        .define("quote", ScalarFunction.QUOTE, STRING, STRING)
        .says("quote(s)", "In single quotes; those within get a backslash.")
        .example("length(quote('a'))", "3");
  }

  private static void numbers(ScalarFunctions functions) {
    functions
        .define(
            "length char_length character_length len",
            1,
            1,
            call -> call.call(ScalarFunction.LENGTH, INT, text(call, 0)))
        .says("length(text), len, char_length, character_length", "")
        .example("length('Spark')", "5");
    functions
        .define(
            "octet_length",
            1,
            1,
            call -> call.call(ScalarFunction.OCTET_LENGTH, INT, text(call, 0)))
        .says("octet_length(text)", "Bytes of UTF-8.")
        .example("octet_length('é')", "2");
    functions
        .define(
            "bit_length",
            1,
            1,
            call ->
                call.call(
                    ScalarFunction.MULTIPLY,
                    INT,
                    call.call(ScalarFunction.OCTET_LENGTH, INT, text(call, 0)),
                    Literal.ofLong(INT, 8)))
        .says("bit_length(text)", "")
        .example("bit_length('abc')", "24");
    functions
        .define("ascii", ScalarFunction.ASCII, INT, STRING)
        .says("ascii(s)", "The first code point; 0 of an empty string.")
        .example("ascii('Spark')", "83");
    functions
        .define("chr char", ScalarFunction.CHR, STRING, BIGINT)
        .says("chr(n), char(n)", "`n` modulo 256; empty for negative `n`.")
        .example("chr(65)", "A");
    functions
        .defineOptional("levenshtein", ScalarFunction.LEVENSHTEIN, INT, 2, STRING, STRING, INT)
        .says("levenshtein(a, b[, limit])", "-1 beyond the limit.")
        .example("levenshtein('kitten', 'sitting')", "3");
    functions
        .define("luhn_check", ScalarFunction.LUHN_CHECK, BOOLEAN, STRING)
        .says("luhn_check(s)", "Whether its digits end in their Luhn check digit.")
        .example("luhn_check('79927398713')", "true");
  }

  private static void joins(ScalarFunctions functions) {
    functions
        .define("concat", 1, Integer.MAX_VALUE, StringFunctions::concat)
        .says("a || b, concat(a, …)", "Binary of binary alone.")
        .example("concat('a', 1)", "a1");
    functions
        .define("concat_ws", 1, Integer.MAX_VALUE, StringFunctions::concatWithSeparator)
        .says("concat_ws(separator, a, …)", "Skips NULLs; NULL only for a NULL separator.")
        .example("concat_ws('-', 'a', NULL, 'b')", "a-b");
    functions
        .define("repeat", ScalarFunction.REPEAT, STRING, STRING, INT)
        .says("repeat(s, n)", "")
        .example("repeat('ab', 2)", "abab");
    functions
        .define(
            "space",
            1,
            1,
            call ->
                call.call(ScalarFunction.REPEAT, STRING, Literal.ofString(" "), call.as(0, INT)))
        .says("space(n)", "")
        .example("length(space(3))", "3");
    functions
        .define("lpad", 2, 3, call -> pad(call, ScalarFunction.LPAD))
        .says(
            "lpad(text, n[, padding])",
            "Cuts what is longer than `n`. Binary is padded with zeros.")
        .example("lpad('ab', 5, '*')", "***ab");
    functions
        .define("rpad", 2, 3, call -> pad(call, ScalarFunction.RPAD))
        .says("rpad(text, n[, padding])", "As lpad.")
        .example("rpad('ab', 5, '*')", "ab***");
    functions
        .define("elt", 2, Integer.MAX_VALUE, StringFunctions::element)
        .says("elt(n, a, b, …)", "The n-th; another number is an error.")
        .example("elt(2, 'a', 'b')", "b");
    functions
        .define("format_string printf", 1, Integer.MAX_VALUE, StringFunctions::format)
        .says("format_string(format, a, …), printf", "Java's formats.")
        .example("format_string('%03d %s', 7, 'a')", "007 a");
  }

  private static void trims(ScalarFunctions functions) {
    functions
        .define("btrim", 1, 2, StringFunctions::trimBoth)
        .says(
            "btrim(text[, characters])",
            "Removes them from both ends; blanks, not tabs, without any.")
        .example("btrim('xxaxx', 'x')", "a");
    functions
        .define("trim", 1, 2, call -> trim(call, ScalarFunction.TRIM))
        .says("trim([BOTH|LEADING|TRAILING] [characters FROM] s), trim([characters, ]s)", "")
        .example("trim(LEADING 'x' FROM 'xxax')", "ax");
    functions
        .define("ltrim", 1, 2, call -> trim(call, ScalarFunction.LTRIM))
        .says("ltrim([characters, ]s)", "")
        .example("ltrim('x', 'xxax')", "ax");
    functions
        .define("rtrim", 1, 2, call -> trim(call, ScalarFunction.RTRIM))
        .says("rtrim([characters, ]s)", "")
        .example("rtrim('x', 'xaxx')", "xa");
  }

  private static void parts(ScalarFunctions functions) {
    functions
        .define("substring substr", 2, 3, StringFunctions::substring)
        .defaults("2147483647")
        .says(
            "substring(text, position[, n]), substr", "0 counts as 1, negative ones from the end.")
        .example("substring('Spark', -3, 2)", "ar");
    functions
        .define("left", 2, 2, call -> part(call, ScalarFunction.LEFT))
        .says("left(text, n)", "Empty for negative `n`.")
        .example("left('Spark', 2)", "Sp");
    functions
        .define("right", 2, 2, call -> part(call, ScalarFunction.RIGHT))
        .says("right(text, n)", "")
        .example("right('Spark', 2)", "rk");
    functions
        .define("split_part", ScalarFunction.SPLIT_PART, STRING, STRING, STRING, INT)
        .says(
            "split_part(s, separator, n)",
            "Negative `n` from the end; empty when absent; 0: error.")
        .example("split_part('a.b.c', '.', 2)", "b");
    functions
        .define("substring_index", ScalarFunction.SUBSTRING_INDEX, STRING, STRING, STRING, INT)
        .says("substring_index(s, separator, n)", "All before the n-th, or after it from the end.")
        .example("substring_index('a.b.c', '.', 2)", "a.b");
  }

  private static void searches(ScalarFunctions functions) {
    functions
        .defineOptional(
            "locate position charindex", ScalarFunction.LOCATE, INT, 2, STRING, STRING, INT)
        .defaults("1")
        .says("locate(part, s[, from]), position, charindex", "0 when absent.")
        .example("locate('a', 'Spark')", "3");
    functions
        .define(
            "instr",
            2,
            2,
            call -> call.call(ScalarFunction.LOCATE, INT, call.as(1, STRING), call.as(0, STRING)))
        .says("instr(s, part)", "")
        .example("instr('Spark', 'a')", "3");
    functions
        .define("find_in_set", ScalarFunction.FIND_IN_SET, INT, STRING, STRING)
        .says("find_in_set(s, list)", "Its place between commas; 0 when absent or with a comma.")
        .example("find_in_set('b', 'a,b,c')", "2");
    functions
        .define("startswith", 2, 2, call -> match(call, ScalarFunction.STARTS_WITH))
        .says("startswith(text, part)", "")
        .example("startswith('Spark', 'Sp')", "true");
    functions
        .define("endswith", 2, 2, call -> match(call, ScalarFunction.ENDS_WITH))
        .says("endswith(text, part)", "")
        .example("endswith('Spark', 'rk')", "true");
    functions
        .define("contains", 2, 2, call -> match(call, ScalarFunction.CONTAINS))
        .says("contains(text, part)", "")
        .example("contains('Spark', 'par')", "true");
  }

  private static void changes(ScalarFunctions functions) {
    functions
        .define("replace", 2, 3, StringFunctions::replace)
        .defaults("")
        .says("replace(s, sought[, by])", "An empty `sought` changes nothing.")
        .example("replace('ABCabc', 'abc', 'DEF')", "ABCDEF");
    functions
        .define("overlay", 3, 4, StringFunctions::overlay)
        .defaults("-1")
        .says(
            "overlay(text PLACING by FROM position [FOR n]), overlay(text, by, position[, n])", "")
        .example("overlay('Spark SQL' PLACING '_' FROM 6)", "Spark_SQL");
    functions
        .define("mask", 1, 5, StringFunctions::mask)
        .defaults("X", "x", "n", "NULL")
        .says(
            "mask(s[, upper[, lower[, digit[, other]]]])",
            "What takes a character's place; NULL keeps it.")
        .example("mask('Ab-12')", "Xx-nn");
  }

  private static Expression match(FunctionCall call, ScalarFunction function) {
    boolean isBinary = call.type(0).equals(BINARY) && call.type(1).equals(BINARY);
    var type = isBinary ? BINARY : STRING;
    return call.call(function, BOOLEAN, call.as(0, type), call.as(1, type));
  }

  private static Expression part(FunctionCall call, ScalarFunction function) {
    var text = text(call, 0);
    return call.call(function, text.type(), text, call.as(1, INT));
  }

  private static Expression substring(FunctionCall call) {
    var text = text(call, 0);
    return call.count() == 2
        ? call.call(ScalarFunction.SUBSTRING, text.type(), text, call.as(1, INT))
        : call.call(ScalarFunction.SUBSTRING, text.type(), text, call.as(1, INT), call.as(2, INT));
  }

  private static Expression pad(FunctionCall call, ScalarFunction function) {
    var text = text(call, 0);
    boolean isBinary =
        text.type().equals(BINARY) && (call.count() == 2 || call.type(2).equals(BINARY));
    if (isBinary) {
      var padding = call.count() == 2 ? new Literal(BINARY, "00") : call.argument(2);
      word(call, "X'00'");
      return call.call(function, BINARY, text, call.as(1, INT), padding);
    }
    var padding = call.count() == 2 ? Literal.ofString(" ") : call.as(2, STRING);
    word(call, " ");
    return call.call(function, STRING, call.as(0, STRING), call.as(1, INT), padding);
  }

  /// Notes what Spark says a text is padded with.
  private static void word(FunctionCall call, String padding) {
    if (call.count() == 2 && call.node() instanceof Term.Call written) {
      call.context().forms().put(written, padding);
    }
  }

  /// Binary as it is, anything else as a string.
  static Expression text(FunctionCall call, int index) {
    return call.type(index).equals(BINARY) ? call.argument(index) : call.as(index, STRING);
  }

  private static Expression concat(FunctionCall call) {
    var type = common(call, 0, Settings.CONCAT_AS_STRING);
    var parts = all(call, 0, type);
    return parts.size() == 1
        ? parts.getFirst()
        : call.context().folder().fold(new Call(ScalarFunction.CONCAT, parts, type));
  }

  /// Binary of binary alone, unless the setting says otherwise.
  private static DataType common(FunctionCall call, int from, String asString) {
    boolean isBinary = call.arguments().stream().skip(from).allMatch(a -> a.type().equals(BINARY));
    return isBinary && !call.context().settings().isOn(asString) ? BINARY : STRING;
  }

  private static Expression concatWithSeparator(FunctionCall call) {
    return call.context()
        .folder()
        .fold(new Call(ScalarFunction.CONCAT_WS, all(call, 0, STRING), STRING));
  }

  private static List<Expression> all(FunctionCall call, int from, DataType type) {
    var parts = new ArrayList<Expression>();
    for (int index = from; index < call.count(); index++) {
      parts.add(call.as(index, type));
    }
    return List.copyOf(parts);
  }

  private static Expression element(FunctionCall call) {
    var type = common(call, 1, Settings.ELT_AS_STRING);
    var parts = new ArrayList<Expression>();
    parts.add(call.as(0, INT));
    parts.addAll(all(call, 1, type));
    return call.call(ScalarFunction.ELT, type, parts);
  }

  private static Expression format(FunctionCall call) {
    var parts = new ArrayList<Expression>(call.arguments());
    parts.set(0, call.as(0, STRING));
    return call.context().folder().fold(new Call(ScalarFunction.FORMAT_STRING, parts, STRING));
  }

  /// `trim(value)`, or `trim(characters, value)`.
  private static Expression trim(FunctionCall call, ScalarFunction function) {
    var value = call.as(call.count() - 1, STRING);
    return call.count() == 1 || call.argument(0).equals(Literal.ofString(" "))
        ? call.call(function, STRING, value)
        : call.call(function, STRING, value, call.as(0, STRING));
  }

  private static Expression trimBoth(FunctionCall call) {
    var coercion = call.context().coercion();
    var value = coercion.cast(text(call, 0), STRING);
    return call.count() == 1
        ? call.call(ScalarFunction.TRIM, STRING, value)
        : call.call(ScalarFunction.TRIM, STRING, value, coercion.cast(text(call, 1), STRING));
  }

  private static Expression replace(FunctionCall call) {
    var by = call.count() == 3 ? call.as(2, STRING) : Literal.ofString("");
    return call.call(ScalarFunction.REPLACE, STRING, call.as(0, STRING), call.as(1, STRING), by);
  }

  private static Expression overlay(FunctionCall call) {
    boolean isBinary = call.type(0).equals(BINARY) && call.type(1).equals(BINARY);
    var type = isBinary ? BINARY : STRING;
    var length = call.count() == 4 ? call.as(3, INT) : Literal.ofLong(INT, -1);
    return call.call(
        ScalarFunction.OVERLAY, type, call.as(0, type), call.as(1, type), call.as(2, INT), length);
  }

  private static Expression mask(FunctionCall call) {
    var parts = new ArrayList<Expression>();
    var defaults = List.of("", "X", "x", "n");
    for (int index = 0; index < 5; index++) {
      if (index < call.count()) {
        parts.add(call.as(index, STRING));
      } else {
        parts.add(index == 4 ? Literal.nullOf(STRING) : Literal.ofString(defaults.get(index)));
      }
    }
    return call.context().folder().fold(new Call(ScalarFunction.MASK, parts, STRING));
  }
}
