package dev.stint.sql.function;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import java.util.Map;
import java.util.TreeMap;

/// Types: values brought to them and named by them.
public final class ConversionFunctions {

  private ConversionFunctions() {}

  static void define(ScalarFunctions functions) {
    examples()
        .forEach(
            (type, example) ->
                functions
                    .define(type, 1, 1, call -> conversion(call, DataType.parse(type)))
                    .says(type + "(a)", "CAST(a AS " + type + ").")
                    .example(example.getKey(), example.getValue()));
    functions
        .define("typeof", 1, 1, call -> Literal.ofString(nameOfType(call.argument(0))))
        .says("typeof(a)", "The name of its type.")
        .example("typeof(1.5)", "decimal(2,1)");
  }

  private static Map<String, Map.Entry<String, String>> examples() {
    var examples = new TreeMap<String, Map.Entry<String, String>>();
    examples.put("boolean", Map.entry("boolean('yes')", "true"));
    examples.put("tinyint", Map.entry("tinyint('12')", "12"));
    examples.put("smallint", Map.entry("smallint(3.9)", "3"));
    examples.put("int", Map.entry("int('12')", "12"));
    examples.put("bigint", Map.entry("bigint(true)", "1"));
    examples.put("float", Map.entry("float('1.5')", "1.5"));
    examples.put("double", Map.entry("double('1e3')", "1000.0"));
    examples.put("decimal", Map.entry("decimal('12.4')", "12"));
    examples.put("string", Map.entry("string(DATE '2020-01-31')", "2020-01-31"));
    examples.put("binary", Map.entry("hex(binary('Spark'))", "537061726B"));
    examples.put("date", Map.entry("date('2020-1-31')", "2020-01-31"));
    examples.put("time", Map.entry("time('10:30')", "10:30:00"));
    examples.put("timestamp", Map.entry("timestamp('2020-01-31')", "2020-01-31 00:00:00"));
    return examples;
  }

  /// Functions that are a cast and show in no name of a column.
  public static boolean isConversion(String name) {
    return examples().containsKey(name);
  }

  static Expression conversion(FunctionCall call, DataType type) {
    if (!Coercion.isUntypedNull(call.argument(0))
        && !call.context().coercion().isCastable(call.type(0), type)) {
      throw call.error("%s cannot be cast to %s".formatted(call.type(0), type));
    }
    return call.context().coercion().cast(call.argument(0), type);
  }

  private static String nameOfType(Expression value) {
    return value.type().toString();
  }
}
