package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.BOOLEAN;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.FLOAT;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.SMALLINT;
import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;

/// Values in XML texts, by XPath.
final class XmlFunctions {

  private XmlFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("xpath_boolean", ScalarFunction.XPATH_BOOLEAN, BOOLEAN, STRING, STRING)
        .says("xpath_boolean(xml, path)", "Whether there is a match. NULL for empty text, as all.")
        .example("xpath_boolean('<a><b>1</b></a>', 'a/b')", "true");
    functions
        .define("xpath_string", ScalarFunction.XPATH_TEXT, STRING, STRING, STRING)
        .says("xpath_string(xml, path)", "The text of the first match; empty without one.")
        .example("xpath_string('<a><b>x</b><b>y</b></a>', 'a/b[2]')", "y");
    functions
        .define("xpath_double xpath_number", ScalarFunction.XPATH_NUMBER, DOUBLE, STRING, STRING)
        .says("xpath_double(xml, path), xpath_number", "NaN where there is no number.")
        .example("xpath_double('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3.0");
    functions
        .define("xpath_float", 2, 2, call -> call.context().coercion().cast(number(call), FLOAT))
        .says("xpath_float(xml, path)", "As xpath_double.")
        .example("xpath_float('<a><b>1.5</b></a>', 'a/b')", "1.5");
    functions
        .define("xpath_int", 2, 2, call -> whole(call, INT))
        .says("xpath_int(xml, path)", "Cut to the type; 0 where there is no number.")
        .example("xpath_int('<a><b>1</b><b>2</b></a>', 'sum(a/b)')", "3");
    functions
        .define("xpath_long", 2, 2, call -> whole(call, BIGINT))
        .says("xpath_long(xml, path)", "As xpath_int.")
        .example("xpath_long('<a><b>7</b></a>', 'a/b')", "7");
    functions
        .define("xpath_short", 2, 2, call -> whole(call, SMALLINT))
        .says("xpath_short(xml, path)", "As xpath_int.")
        .example("xpath_short('<a><b>7</b></a>', 'a/b')", "7");
  }

  private static Expression number(FunctionCall call) {
    return call.call(ScalarFunction.XPATH_NUMBER, DOUBLE, call.as(0, STRING), call.as(1, STRING));
  }

  /// As Java makes a whole number of a double.
  private static Expression whole(FunctionCall call, DataType type) {
    return call.call(ScalarFunction.LENIENT_CAST, type, number(call));
  }
}
