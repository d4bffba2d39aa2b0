package dev.stint.sql.function;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The scalar functions that SQL can call, by their Spark names.
public final class ScalarFunctions {

  private static final ScalarFunctions ALL = new ScalarFunctions();

  private final Map<String, FunctionDefinition> byName = new TreeMap<>();
  private final Map<String, List<FunctionDefinition>> bySection = new LinkedHashMap<>();
  private String section = "";

  private ScalarFunctions() {
    section("Arithmetic and mathematics", MathFunctions::define);
    section("Digits and bits", DigitFunctions::define);
    section("Comparison, conditions, NULL", ConditionalFunctions::define);
    section("Conversion", ConversionFunctions::define);
    section("Strings", StringFunctions::define);
    section("Patterns", PatternFunctions::define);
    section("Bytes and digests", BinaryFunctions::define);
    section("Bytes with a key", SecretFunctions::define);
    section("JSON", JsonFunctions::define);
    section("XML", XmlFunctions::define);
    section("Schemas", SchemaFunctions::define);
    section("Dates and times", TimeFunctions::define);
    section("Times made and read", TimeMakers::define);
    section("Times of a day", DayTimeFunctions::define);
    section("Intervals", IntervalFunctions::define);
    section("Chance and places", PlaceFunctions::define);
    section("Files", FileFunctions::define);
    section("Session", SessionFunctions::define);
  }

  private void section(String title, Consumer<ScalarFunctions> define) {
    section = title;
    define.accept(this);
  }

  public static boolean isKnown(String name) {
    return find(name).isPresent();
  }

  public static Optional<FunctionDefinition> find(String name) {
    return Optional.ofNullable(ALL.byName.get(name.toLowerCase(Locale.ROOT)));
  }

  public static Collection<String> names() {
    return ALL.byName.keySet();
  }

  /// What the docs say, by section.
  public static Map<String, List<FunctionDoc>> docs() {
    var docs = new LinkedHashMap<String, List<FunctionDoc>>();
    ALL.bySection.forEach(
        (title, definitions) ->
            docs.put(title, definitions.stream().map(FunctionDefinition::doc).toList()));
    return docs;
  }

  public static Expression build(FunctionCall call) {
    return find(call.name())
        .orElseThrow(() -> call.error("no function is called '" + call.name() + "'"))
        .apply(call);
  }

  /// Defines a function under each of `names` (separated by blanks).
  FunctionDefinition define(String names, int least, int most, FunctionDefinition.Rule rule) {
    var definition = new FunctionDefinition(List.of(names.split(" ", -1)), least, most, rule);
    for (String name : definition.names()) {
      if (byName.put(name, definition) != null) {
        throw new IllegalStateException("defined twice: " + name);
      }
    }
    bySection.computeIfAbsent(section, _ -> new ArrayList<>()).add(definition);
    return definition;
  }

  /// Defines a function whose arguments are brought to `parameters` and whose result has one type.
  FunctionDefinition define(
      String names, ScalarFunction function, DataType result, DataType... parameters) {
    return defineOptional(names, function, result, parameters.length, parameters);
  }

  /// As [#define], with only the first `required` arguments needed.
  FunctionDefinition defineOptional(
      String names,
      ScalarFunction function,
      DataType result,
      int required,
      DataType... parameters) {
    return define(
        names,
        required,
        parameters.length,
        call -> {
          var arguments = new ArrayList<Expression>();
          for (int index = 0; index < call.count(); index++) {
            arguments.add(call.as(index, parameters[index]));
          }
          return call.call(function, result, arguments);
        });
  }
}
