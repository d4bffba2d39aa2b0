package dev.stint.sql.function;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.catalog.TypeInference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Schemas of constant texts, as Spark writes them.
final class SchemaFunctions {

  private SchemaFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("schema_of_json", 1, 1, SchemaFunctions::ofJson)
        .says("schema_of_json(json)", "Of a constant; whole numbers are BIGINT. No options.")
        .example(
            "schema_of_json('{\"b\":[1,2.5],\"a\":null}')", "STRUCT<a: STRING, b: ARRAY<DOUBLE>>");
    functions
        .define("schema_of_csv", 1, 1, SchemaFunctions::ofCsv)
        .says("schema_of_csv(line)", "Of a constant. No options.")
        .example("schema_of_csv('1,abc')", "STRUCT<_c0: INT, _c1: STRING>");
  }

  private static Expression ofJson(FunctionCall call) {
    try {
      return Literal.ofString(SchemaText.ofJson(text(call)));
    } catch (IOException e) {
      throw call.error("schema_of_json: this is no JSON: " + e.getMessage());
    }
  }

  private static Expression ofCsv(FunctionCall call) {
    var cells = cells(text(call));
    var fields = new ArrayList<String>();
    for (int index = 0; index < cells.size(); index++) {
      var type = TypeInference.ofCell(cells.get(index));
      fields.add(SchemaText.named("_c" + index, type.toString().toUpperCase(Locale.ROOT)));
    }
    return Literal.ofString("STRUCT<" + String.join(", ", fields) + ">");
  }

  private static String text(FunctionCall call) {
    if (call.argument(0) instanceof Literal literal
        && literal.type().equals(DataType.STRING)
        && literal.text() != null) {
      return literal.text();
    }
    throw call.error(call.name() + " takes a constant string");
  }

  /// Between commas, or between quotes where a cell begins with one.
  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    int at = 0;
    while (at <= line.length()) {
      var cell = new StringBuilder();
      boolean isQuoted = at < line.length() && line.charAt(at) == '"';
      at += isQuoted ? 1 : 0;
      while (at < line.length() && (isQuoted || line.charAt(at) != ',')) {
        char c = line.charAt(at++);
        if (isQuoted && c == '"') {
          // Of two quotes the second one is meant.
          isQuoted = at < line.length() && line.charAt(at) == '"';
          at += isQuoted ? 1 : 0;
          if (!isQuoted) {
            continue;
          }
        }
        cell.append(c);
      }
      cells.add(cell.toString());
      at++;
    }
    return cells;
  }
}
