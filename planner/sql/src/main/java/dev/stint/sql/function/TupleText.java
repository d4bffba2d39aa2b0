package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.INT;
import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;

/// Several values as one text, such that texts are equal where all values are: each value's text
/// after its length. It is NULL where one of them is.
public final class TupleText {

  private final FunctionCall call;

  private TupleText(FunctionCall call) {
    this.call = call;
  }

  /// Of the call's arguments.
  public static Expression of(FunctionCall call) {
    var tuple = new TupleText(call);
    var parts = new ArrayList<Expression>();
    for (var argument : call.arguments()) {
      var text = tuple.text(argument);
      parts.add(tuple.cast(call.call(ScalarFunction.LENGTH, INT, text)));
      parts.add(Literal.ofString(":"));
      parts.add(text);
    }
    return call.call(ScalarFunction.CONCAT, STRING, parts.toArray(Expression[]::new));
  }

  /// Another text for each value that is another, and the same for those that are equal.
  private Expression text(Expression value) {
    var type = value.type();
    return switch (type.kind()) {
      case STRING -> value;
      case BINARY -> call.call(ScalarFunction.HEX, STRING, value);
      // The negative zero becomes the positive one.
      case FLOAT, DOUBLE -> cast(call.call(ScalarFunction.ADD, type, value, zero(type)));
      // Two instants of a clock that was set back have one text.
      case TIMESTAMP -> cast(call.call(ScalarFunction.UNIX_MICROS, DataType.BIGINT, value));
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, DATE, TIMESTAMP_NTZ -> cast(value);
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> cast(value);
    };
  }

  private Expression zero(DataType type) {
    return call.context().coercion().cast(Literal.ofLong(INT, 0), type);
  }

  private Expression cast(Expression value) {
    return call.context().coercion().cast(value, STRING);
  }
}
