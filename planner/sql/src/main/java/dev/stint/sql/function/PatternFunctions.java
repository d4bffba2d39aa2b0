package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BOOLEAN;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;

/// Strings matched with patterns and regular expressions, and addresses taken apart.
final class PatternFunctions {

  private PatternFunctions() {}

  static void define(ScalarFunctions functions) {
    matches(functions);
    expressions(functions);
    addresses(functions);
  }

  private static void matches(ScalarFunctions functions) {
    functions
        .defineOptional("like", ScalarFunction.LIKE, BOOLEAN, 2, STRING, STRING, STRING)
        .says(
            "s [NOT] LIKE pattern [ESCAPE c]",
            "`%`, and `_` for one code point. The escape is a backslash and must precede `%`, `_`"
                + " or itself.")
        .example("'Spark' LIKE 'S%k'", "true");
    functions
        .defineOptional("ilike", ScalarFunction.ILIKE, BOOLEAN, 2, STRING, STRING, STRING)
        .says("s [NOT] ILIKE pattern [ESCAPE c]", "Without regard to case.")
        .example("'Spark' ILIKE 's%K'", "true");
    functions
        .define("rlike", ScalarFunction.RLIKE, BOOLEAN, STRING, STRING)
        .inCapitals()
        .says("s RLIKE e", "Java's regular expressions, found anywhere.")
        .example("'Spark' RLIKE '^S.*k$'", "true");
    functions
        .define("regexp", ScalarFunction.RLIKE, BOOLEAN, STRING, STRING)
        .inCapitals()
        .says("s REGEXP e", "As RLIKE.")
        .example("regexp('Spark', 'par')", "true");
    functions
        .define("regexp_like", ScalarFunction.RLIKE, BOOLEAN, STRING, STRING)
        .inCapitals()
        .says("regexp_like(s, e)", "As RLIKE.")
        .example("regexp_like('Spark', 'par')", "true");
  }

  private static void expressions(ScalarFunctions functions) {
    functions
        .define("regexp_replace", 3, 4, PatternFunctions::replace)
        .defaults("1")
        .says("regexp_replace(s, e, by[, from])", "`$1` is a group.")
        .example("regexp_replace('100-200', '(\\\\d+)', 'n')", "n-n");
    functions
        .define("regexp_extract", 2, 3, PatternFunctions::extract)
        .defaults("1")
        .says("regexp_extract(s, e[, group])", "Group 1 without one; empty without a match.")
        .example("regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 2)", "200");
    functions
        .define("regexp_count", ScalarFunction.REGEXP_COUNT, INT, STRING, STRING)
        .says("regexp_count(s, e)", "")
        .example("regexp_count('banana', 'an')", "2");
    functions
        .define("regexp_instr", 2, 3, PatternFunctions::position)
        .defaults("0")
        .says("regexp_instr(s, e)", "Where the first match begins; 0 without one.")
        .example("regexp_instr('Spark', 'a.')", "3");
    functions
        .define("regexp_substr", ScalarFunction.REGEXP_SUBSTR, STRING, STRING, STRING)
        .says("regexp_substr(s, e)", "The first match; NULL without one.")
        .example("regexp_substr('Spark', 'a.')", "ar");
  }

  private static void addresses(ScalarFunctions functions) {
    functions
        .define("url_encode", ScalarFunction.URL_ENCODE, STRING, STRING)
        .says("url_encode(s)", "As forms are sent.")
        .example("url_encode('a b/c')", "a+b%2Fc");
    functions
        .define("url_decode", ScalarFunction.URL_DECODE, STRING, STRING)
        .says("url_decode(s)", "Malformed text is an error.")
        .example("url_decode('a+b%2Fc')", "a b/c");
    functions
        .define("try_url_decode", ScalarFunction.TRY_URL_DECODE, STRING, STRING)
        .says("try_url_decode(s)", "NULL for malformed text.")
        .example("try_url_decode('%zz')", "NULL");
    functions
        .defineOptional("parse_url", ScalarFunction.PARSE_URL, STRING, 2, STRING, STRING, STRING)
        .says(
            "parse_url(url, part[, key])",
            "`HOST PATH QUERY REF PROTOCOL FILE AUTHORITY USERINFO`; a key of the query. NULL where"
                + " there is none; no URL: error.")
        .example("parse_url('http://a.org/p?q=1', 'QUERY', 'q')", "1");
    functions
        .defineOptional(
            "try_parse_url", ScalarFunction.TRY_PARSE_URL, STRING, 2, STRING, STRING, STRING)
        .says("try_parse_url(url, part[, key])", "NULL for what is no URL.")
        .example("try_parse_url('inva lid', 'HOST')", "NULL");
  }

  private static Expression replace(FunctionCall call) {
    return call.count() == 3
        ? call.call(
            ScalarFunction.REGEXP_REPLACE,
            STRING,
            call.as(0, STRING),
            call.as(1, STRING),
            call.as(2, STRING))
        : call.call(
            ScalarFunction.REGEXP_REPLACE,
            STRING,
            call.as(0, STRING),
            call.as(1, STRING),
            call.as(2, STRING),
            call.as(3, INT));
  }

  private static Expression extract(FunctionCall call) {
    var group = call.count() == 3 ? call.as(2, INT) : Literal.ofLong(INT, 1);
    return call.call(
        ScalarFunction.REGEXP_EXTRACT, STRING, call.as(0, STRING), call.as(1, STRING), group);
  }

  /// A third argument, which Spark takes and does not use, is taken and not used.
  private static Expression position(FunctionCall call) {
    return call.call(ScalarFunction.REGEXP_INSTR, INT, call.as(0, STRING), call.as(1, STRING));
  }
}
