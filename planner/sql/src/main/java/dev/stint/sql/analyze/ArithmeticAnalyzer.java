package dev.stint.sql.analyze;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.INT;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;

/// `+ - * / % div`, of numbers and of dates with days and intervals.
final class ArithmeticAnalyzer {

  private final ExpressionAnalyzer expressions;

  ArithmeticAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression binary(SqlCall call) {
    SqlNode left = call.operand(0);
    SqlNode right = call.operand(1);
    if (call.getKind() == SqlKind.PLUS || call.getKind() == SqlKind.MINUS) {
      boolean isMinus = call.getKind() == SqlKind.MINUS;
      if (isInterval(right)) {
        return moved(call, left, right, isMinus);
      }
      if (isInterval(left) && !isMinus) {
        return moved(call, right, left, false);
      }
    }
    var arguments = expressions.functionCall(symbol(call), call, List.of(left, right));
    return time(call, arguments)
        .orElseGet(() -> new MathFunctions.Arithmetic(arguments).apply(function(call)));
  }

  private String symbol(SqlCall call) {
    return function(call).sqlName();
  }

  private ScalarFunction function(SqlCall call) {
    return switch (call.getKind()) {
      case PLUS -> ScalarFunction.ADD;
      case MINUS -> ScalarFunction.SUBTRACT;
      case TIMES -> ScalarFunction.MULTIPLY;
      case DIVIDE -> ScalarFunction.DIVIDE;
      default ->
          expressions
                  .context()
                  .marks()
                  .operatorBetween(call.operand(0), call.operand(1))
                  .isPresent()
              ? ScalarFunction.INT_DIVIDE
              : ScalarFunction.REMAINDER;
    };
  }

  /// A date and a number of days.
  private static Optional<Expression> time(SqlCall call, FunctionCall arguments) {
    boolean isPlus = call.getKind() == SqlKind.PLUS;
    boolean isMinus = call.getKind() == SqlKind.MINUS;
    boolean hasTime = Coercion.isTime(arguments.type(0)) || Coercion.isTime(arguments.type(1));
    if (!hasTime || (!isPlus && !isMinus)) {
      return Optional.empty();
    }
    if (Coercion.isTime(arguments.type(0)) && Coercion.isTime(arguments.type(1)) && isMinus) {
      throw arguments.error(
          "the difference of two times is an interval, and these are not supported as values;"
              + " use datediff, months_between or unix_seconds");
    }
    boolean isDateFirst = arguments.type(0).equals(DATE) && arguments.type(1).isInteger();
    boolean isDateLast = arguments.type(1).equals(DATE) && arguments.type(0).isInteger() && isPlus;
    if (isDateFirst) {
      var function = isPlus ? ScalarFunction.DATE_ADD : ScalarFunction.DATE_SUB;
      return Optional.of(
          arguments.call(function, DATE, arguments.argument(0), arguments.as(1, INT)));
    }
    if (isDateLast) {
      return Optional.of(
          arguments.call(
              ScalarFunction.DATE_ADD, DATE, arguments.argument(1), arguments.as(0, INT)));
    }
    throw arguments.error(
        "'%s' does not go with %s".formatted(arguments.name(), arguments.types()));
  }

  Expression prefix(SqlCall call) {
    var arguments = expressions.functionCall("-", call, call.getOperandList());
    var number = arguments.number(0);
    return call.getKind() == SqlKind.PLUS_PREFIX
        ? number
        : arguments.call(ScalarFunction.NEGATE, number.type(), number);
  }

  private static boolean isInterval(SqlNode node) {
    return node instanceof SqlIntervalLiteral || node.getKind() == SqlKind.INTERVAL;
  }

  private Expression moved(SqlCall call, SqlNode timeNode, SqlNode intervalNode, boolean isBack) {
    var arguments = expressions.functionCall(call.getOperator().getName(), call, List.of(timeNode));
    boolean isTime = Coercion.isTime(arguments.type(0));
    if (!isTime && !arguments.type(0).equals(DataType.STRING)) {
      throw expressions.error(
          timeNode, "an interval moves a date or a timestamp, not %s".formatted(arguments.types()));
    }
    var time = isTime ? arguments.argument(0) : arguments.as(0, DataType.TIMESTAMP);
    var interval = interval(arguments, intervalNode);
    var count =
        isBack
            ? arguments.call(ScalarFunction.NEGATE, interval.count().type(), interval.count())
            : interval.count();
    return Interval.addTo(arguments, time, interval.unit(), count);
  }

  private Interval interval(FunctionCall call, SqlNode node) {
    if (node instanceof SqlIntervalLiteral literal) {
      return literal(literal);
    }
    SqlCall interval = (SqlCall) node;
    SqlIntervalQualifier qualifier = interval.operand(1);
    if (!qualifier.isSingleDatetimeField()) {
      throw expressions.error(node, "write this interval in quotes: INTERVAL '1-6' YEAR TO MONTH");
    }
    var unit = Interval.Unit.parse(call, qualifier.getUnit().name());
    var count = expressions.functionCall("INTERVAL", node, List.of(interval.operand(0)));
    return new Interval(unit, count.as(0, unit.isMonths() ? INT : BIGINT));
  }

  private static Interval literal(SqlIntervalLiteral literal) {
    var value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    var qualifier = value.getIntervalQualifier();
    if (qualifier.isYearMonth()) {
      long months = SqlParserUtil.intervalToMonths(value);
      return new Interval(Interval.Unit.MONTH, Literal.ofLong(INT, months));
    }
    long millis = SqlParserUtil.intervalToMillis(value);
    long dayMillis = Interval.Unit.DAY.size() / 1000;
    boolean isDays =
        qualifier.isSingleDatetimeField()
            && millis % dayMillis == 0
            && (qualifier.getUnit().name().equals("DAY")
                || qualifier.getUnit().name().equals("WEEK"));
    return isDays
        ? new Interval(Interval.Unit.DAY, Literal.ofLong(BIGINT, millis / dayMillis))
        : new Interval(Interval.Unit.MILLISECOND, Literal.ofLong(BIGINT, millis));
  }
}
