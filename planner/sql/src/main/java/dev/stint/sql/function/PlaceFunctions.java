package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DOUBLE;
import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import java.util.List;

/// What is drawn by chance, and numbers of rows: the same whichever attempt computes a task.
/// Without a seed one is made of the statement's time and the place of the call in its text.
final class PlaceFunctions {

  /// Odd, and its bits look drawn by chance: the golden ratio of 64 bits.
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private PlaceFunctions() {}

  static void define(ScalarFunctions functions) {
    functions
        .define("rand random", 0, 1, call -> drawn(call, ScalarFunction.RAND, DOUBLE))
        .says("rand([seed]), random", "From 0 to 1, below 1.")
        .example("rand(0) < 1", "true");
    functions
        .define("randn", 0, 1, call -> drawn(call, ScalarFunction.RANDN, DOUBLE))
        .says("randn([seed])", "Of the normal distribution.")
        .example("randn(0) IS NULL", "false");
    functions
        .define("uniform", 2, 3, PlaceFunctions::uniform)
        .says("uniform(low, high[, seed])", "Between two constants.")
        .example("uniform(10, 20, 0) BETWEEN 10 AND 20", "true");
    functions
        .define("randstr", 1, 2, PlaceFunctions::text)
        .says("randstr(length[, seed])", "Of digits and letters; `length` is constant.")
        .example("length(randstr(5, 0))", "5");
    functions
        .define("uuid", 0, 1, call -> drawn(call, ScalarFunction.UUID, STRING))
        .says("uuid([seed])", "")
        .example("length(uuid())", "36");
    functions
        .define(
            "monotonically_increasing_id",
            0,
            0,
            _ -> new Call(ScalarFunction.ROW_ID, List.of(), BIGINT))
        .says("monotonically_increasing_id()", "The task in the upper 31 bits, the row in 33.")
        .example("monotonically_increasing_id()", "0");
    functions
        .define(
            "spark_partition_id", 0, 0, _ -> new Call(ScalarFunction.TASK_INDEX, List.of(), INT))
        .inCapitals()
        .says("spark_partition_id()", "The number of the task in its stage.")
        .example("spark_partition_id()", "0");
  }

  private static Expression drawn(FunctionCall call, ScalarFunction function, DataType type) {
    return Call.of(function, type, seed(call, 0));
  }

  private static Literal seed(FunctionCall call, int index) {
    if (call.count() <= index) {
      var now = call.context().request().now();
      long moment = now.getEpochSecond() * 1_000_000_000 + now.getNano();
      return Literal.ofLong(BIGINT, (moment ^ call.node().span().start() * MIX) * MIX);
    }
    var seed = call.as(index, BIGINT);
    if (seed instanceof Literal literal) {
      return literal.text() == null ? Literal.ofLong(BIGINT, 0) : literal;
    }
    throw call.error("the seed of %s must be a constant".formatted(call.name()));
  }

  private static Expression uniform(FunctionCall call) {
    for (int index = 0; index < 2; index++) {
      if (!(call.argument(index) instanceof Literal)) {
        throw call.error("argument %d of uniform must be a constant".formatted(index + 1));
      }
    }
    var type = uniformType(call);
    if (call.arguments().subList(0, 2).stream().anyMatch(PlaceFunctions::isNull)) {
      return Literal.nullOf(type);
    }
    var low = call.as(0, DOUBLE);
    var width = call.call(ScalarFunction.SUBTRACT, DOUBLE, call.as(1, DOUBLE), low);
    var drawn = Call.of(ScalarFunction.RAND, DOUBLE, seed(call, 2));
    var part = Call.of(ScalarFunction.MULTIPLY, DOUBLE, width, drawn);
    var sum = Call.of(ScalarFunction.ADD, DOUBLE, low, part);
    return call.context().coercion().cast(sum, type);
  }

  private static boolean isNull(Expression limit) {
    return limit instanceof Literal literal && literal.text() == null;
  }

  /// A fraction's type wins over a whole number's.
  private static DataType uniformType(FunctionCall call) {
    var left = call.type(0);
    var right = call.type(1);
    // A NULL that was not cast is a string.
    if (call.arguments().subList(0, 2).stream().anyMatch(Coercion::isUntypedNull)) {
      return DOUBLE;
    }
    if (!left.isNumeric() || !right.isNumeric()) {
      throw call.error("uniform draws numbers, not " + call.types());
    }
    if (left.isInteger() != right.isInteger()) {
      return left.isInteger() ? right : left;
    }
    var limits = call.arguments().subList(0, 2);
    return call.context().coercion().common(limits).orElse(DOUBLE);
  }

  private static Expression text(FunctionCall call) {
    var length = call.context().coercion().cast(call.number(0), INT);
    if (!(length instanceof Literal literal)) {
      throw call.error("the length of randstr must be a constant");
    }
    if (literal.text() == null) {
      return Literal.nullOf(STRING);
    }
    if (literal.text().startsWith("-")) {
      throw call.error("the length of randstr must not be negative");
    }
    return Call.of(ScalarFunction.RANDSTR, STRING, length, seed(call, 1));
  }
}
