package dev.stint.sql.analyze;

import static dev.stint.plan.type.DataType.BIGINT;
import static dev.stint.plan.type.DataType.DATE;
import static dev.stint.plan.type.DataType.INT;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.tree.Interval;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.IntervalConstant;
import dev.stint.sql.tree.Term.Operation;
import java.util.List;
import java.util.Optional;

/// `+ - * / % div`, of numbers and of dates with days and intervals.
final class ArithmeticAnalyzer {

  private final ExpressionAnalyzer expressions;

  ArithmeticAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression binary(Operation operation, ScalarFunction function) {
    var left = operation.operand(0);
    var right = operation.operand(1);
    boolean isMinus = operation.operator() == Operator.SUBTRACT;
    boolean isPlus = operation.operator() == Operator.ADD;
    if ((isPlus || isMinus) && right instanceof IntervalConstant interval) {
      return moved(operation, left, interval.interval(), isMinus);
    }
    if (isPlus && left instanceof IntervalConstant interval) {
      return moved(operation, right, interval.interval(), false);
    }
    var arguments = expressions.functionCall(function.sqlName(), operation, operation.operands());
    return time(operation, arguments).orElseGet(() -> new Arithmetic(arguments).apply(function));
  }

  /// A date and a number of days.
  private static Optional<Expression> time(Operation operation, FunctionCall arguments) {
    boolean isPlus = operation.operator() == Operator.ADD;
    boolean isMinus = operation.operator() == Operator.SUBTRACT;
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

  Expression minus(Operation operation) {
    var arguments = expressions.functionCall("-", operation, operation.operands());
    var number = arguments.number(0);
    return arguments.call(ScalarFunction.NEGATE, number.type(), number);
  }

  Expression plus(Operation operation) {
    return expressions.functionCall("+", operation, operation.operands()).number(0);
  }

  private Expression moved(Operation operation, Term timeTerm, Interval interval, boolean isBack) {
    var arguments =
        expressions.functionCall(operation.operator().symbol(), operation, List.of(timeTerm));
    boolean isTime = Coercion.isTime(arguments.type(0));
    if (!isTime && !arguments.type(0).equals(DataType.STRING)) {
      throw expressions.error(
          timeTerm, "an interval moves a date or a timestamp, not %s".formatted(arguments.types()));
    }
    var time = isTime ? arguments.argument(0) : arguments.as(0, DataType.TIMESTAMP);
    var unit = unit(interval);
    var count = count(interval, unit);
    return UnitOfTime.addTo(
        arguments,
        time,
        unit,
        isBack ? arguments.call(ScalarFunction.NEGATE, count.type(), count) : count);
  }

  private static UnitOfTime unit(Interval interval) {
    return switch (interval) {
      case Interval.Months _ -> UnitOfTime.MONTH;
      case Interval.Micros micros ->
          micros.last() == Interval.Field.DAY ? UnitOfTime.DAY : UnitOfTime.MICROSECOND;
    };
  }

  private static Literal count(Interval interval, UnitOfTime unit) {
    return switch (interval) {
      case Interval.Months months -> Literal.ofLong(INT, months.months());
      case Interval.Micros micros -> Literal.ofLong(BIGINT, micros.micros() / unit.size());
    };
  }
}
