package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The scalar functions that SQL can call, by their Spark names.
final class ScalarFunctions {

  /// Turns a call into an expression.
  @FunctionalInterface
  interface Rule {
    Expression apply(FunctionCall call);
  }

  private record Entry(int least, int most, Rule rule) {}

  private static final ScalarFunctions ALL = new ScalarFunctions();

  private final Map<String, Entry> entries = new TreeMap<>();

  private ScalarFunctions() {
    ConditionalFunctions.define(this);
    MathFunctions.define(this);
    StringFunctions.define(this);
    TimeFunctions.define(this);
  }

  static boolean isKnown(String name) {
    return ALL.entries.containsKey(name.toLowerCase(Locale.ROOT));
  }

  static Collection<String> names() {
    return ALL.entries.keySet();
  }

  static Expression build(FunctionCall call) {
    var entry = ALL.entries.get(call.name().toLowerCase(Locale.ROOT));
    if (entry == null) {
      throw call.error("no function is called '" + call.name() + "'");
    }
    if (call.count() < entry.least || call.count() > entry.most) {
      throw call.error("%s takes %s, not %d".formatted(call.name(), arity(entry), call.count()));
    }
    return entry.rule.apply(call);
  }

  private static String arity(Entry entry) {
    if (entry.most == Integer.MAX_VALUE) {
      return entry.least + " or more arguments";
    }
    return entry.least == entry.most
        ? entry.least + (entry.least == 1 ? " argument" : " arguments")
        : entry.least + " to " + entry.most + " arguments";
  }

  /// Defines a function under each of `names` (separated by blanks).
  void define(String names, int least, int most, Rule rule) {
    for (String name : names.split(" ", -1)) {
      if (entries.put(name, new Entry(least, most, rule)) != null) {
        throw new IllegalStateException("defined twice: " + name);
      }
    }
  }

  /// Defines a function whose arguments are brought to `parameters` and whose result has one type.
  void define(String names, ScalarFunction function, DataType result, DataType... parameters) {
    defineOptional(names, function, result, parameters.length, parameters);
  }

  /// As [#define], with only the first `required` arguments needed.
  void defineOptional(
      String names,
      ScalarFunction function,
      DataType result,
      int required,
      DataType... parameters) {
    define(
        names,
        required,
        parameters.length,
        call -> {
          var arguments = new ArrayList<Expression>();
          for (int index = 0; index < call.count(); index++) {
            arguments.add(call.as(index, parameters[index]));
          }
          return call.context().folder().fold(new Call(function, List.copyOf(arguments), result));
        });
  }
}
