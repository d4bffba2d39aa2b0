package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.ScalarFunction;

/// Parts of JSON texts.
final class JsonFunctions {

  private JsonFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("get_json_object", ScalarFunction.GET_JSON_OBJECT, STRING, STRING, STRING)
        .says(
            "get_json_object(json, path)",
            "What is at `$.a[0]['b'][*]`: a string without its quotes, else JSON. NULL for"
                + " nothing.")
        .example("get_json_object('{\"a\":{\"b\":[1,2]}}', '$.a.b[1]')", "2");
    functions
        .define("json_array_length", ScalarFunction.JSON_ARRAY_LENGTH, INT, STRING)
        .says("json_array_length(json)", "NULL of anything else than an array.")
        .example("json_array_length('[1,2,3]')", "3");
  }
}
