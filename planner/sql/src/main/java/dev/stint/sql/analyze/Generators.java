package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Functions that give several columns, in a SELECT list and in FROM.
final class Generators {

  private Generators() {}

  static boolean isGenerator(Term.Call call) {
    return isStack(call) || call.name().equalsIgnoreCase("json_tuple");
  }

  static boolean isStack(Term.Call call) {
    return call.name().equalsIgnoreCase("stack");
  }

  /// `col0`, `col1`, … of `stack`, `c0`, `c1`, … of `json_tuple`.
  static List<String> names(Term.Call call, int count) {
    String prefix = isStack(call) ? "col" : "c";
    return IntStream.range(0, count).mapToObj(at -> prefix + at).toList();
  }

  /// `json_tuple(json, a, b, …)`: the fields of those names of a JSON object, as strings.
  static List<Expression> jsonTuple(
      Tree node, List<Term> arguments, ExpressionAnalyzer expressions) {
    if (arguments.size() < 2) {
      throw expressions.error(node, "json_tuple takes a text and at least one name of a field");
    }
    var context = expressions.context();
    var given = arguments.stream().map(expressions::analyze).toList();
    var call = new FunctionCall("json_tuple", given, node, context);
    var fields = new ArrayList<Expression>();
    for (int index = 1; index < given.size(); index++) {
      fields.add(
          call.call(
              ScalarFunction.GET_JSON_OBJECT,
              DataType.STRING,
              call.as(0, DataType.STRING),
              call.as(index, DataType.STRING),
              Literal.ofString("field")));
    }
    return fields;
  }
}
