package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.function.ScalarFunctions;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Operation;
import java.util.ArrayList;
import java.util.List;

/// Operators and what has a syntax like them.
final class OperatorAnalyzer {

  private final ExpressionAnalyzer expressions;

  OperatorAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression analyze(Operation operation) {
    return switch (operation.operator()) {
      case AND -> logic(operation, ScalarFunction.AND);
      case OR -> logic(operation, ScalarFunction.OR);
      case NOT -> expressions.negated(condition(operation));
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NULL_SAFE_EQUAL ->
          compare(operation, comparison(operation.operator()));
      case IS_NULL -> Expressions.isNull(operand(operation, 0));
      case IS_NOT_NULL -> Expressions.isNotNull(operand(operation, 0));
      case IS_TRUE -> isTruth(operation, Literal.TRUE);
      case IS_FALSE -> isTruth(operation, Literal.FALSE);
      case IS_NOT_TRUE -> expressions.negated(isTruth(operation, Literal.TRUE));
      case IS_NOT_FALSE -> expressions.negated(isTruth(operation, Literal.FALSE));
      case ADD -> arithmetic(operation, ScalarFunction.ADD);
      case SUBTRACT -> arithmetic(operation, ScalarFunction.SUBTRACT);
      case MULTIPLY -> arithmetic(operation, ScalarFunction.MULTIPLY);
      case DIVIDE -> arithmetic(operation, ScalarFunction.DIVIDE);
      case INT_DIVIDE -> arithmetic(operation, ScalarFunction.INT_DIVIDE);
      case REMAINDER -> arithmetic(operation, ScalarFunction.REMAINDER);
      case PLUS_SIGN -> new ArithmeticAnalyzer(expressions).plus(operation);
      case MINUS_SIGN -> new ArithmeticAnalyzer(expressions).minus(operation);
      case BIT_AND -> bits(operation, ScalarFunction.BIT_AND);
      case BIT_OR -> bits(operation, ScalarFunction.BIT_OR);
      case BIT_XOR -> bits(operation, ScalarFunction.BIT_XOR);
      case BIT_NOT -> build("bit_not", operation);
      case CONCAT -> build("concat", operation);
    };
  }

  static ScalarFunction comparison(Operator operator) {
    return switch (operator) {
      case EQUAL -> ScalarFunction.EQUAL;
      case NOT_EQUAL -> ScalarFunction.NOT_EQUAL;
      case LESS -> ScalarFunction.LESS;
      case LESS_OR_EQUAL -> ScalarFunction.LESS_OR_EQUAL;
      case GREATER -> ScalarFunction.GREATER;
      case GREATER_OR_EQUAL -> ScalarFunction.GREATER_OR_EQUAL;
      case NULL_SAFE_EQUAL -> ScalarFunction.NULL_SAFE_EQUAL;
      case AND,
          OR,
          NOT,
          IS_NULL,
          IS_NOT_NULL,
          IS_TRUE,
          IS_NOT_TRUE,
          IS_FALSE,
          IS_NOT_FALSE,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          INT_DIVIDE,
          REMAINDER,
          PLUS_SIGN,
          MINUS_SIGN,
          BIT_AND,
          BIT_OR,
          BIT_XOR,
          BIT_NOT,
          CONCAT ->
          throw new IllegalArgumentException("no comparison: " + operator);
    };
  }

  private Expression operand(Operation operation, int index) {
    return expressions.analyze(operation.operand(index));
  }

  private Expression condition(Operation operation) {
    return expressions.condition(operation.operand(0));
  }

  private Expression logic(Operation operation, ScalarFunction function) {
    var parts = operation.operands().stream().map(expressions::condition).toList();
    return expressions.fold(new Call(function, parts, DataType.BOOLEAN));
  }

  private Expression arithmetic(Operation operation, ScalarFunction function) {
    return new ArithmeticAnalyzer(expressions).binary(operation, function);
  }

  private Expression compare(Operation operation, ScalarFunction function) {
    boolean isEquality = operation.operator() == Operator.EQUAL;
    if (isEquality
        && operation.operand(0) instanceof Term.Row left
        && operation.operand(1) instanceof Term.Row right) {
      return rowEquality(operation, left, right);
    }
    return expressions.compare(function, operation, operand(operation, 0), operand(operation, 1));
  }

  private Expression rowEquality(Term term, Term.Row left, Term.Row right) {
    if (left.values().size() != right.values().size()) {
      throw expressions.error(term, "these rows have different numbers of values");
    }
    var parts = new ArrayList<Expression>();
    for (int index = 0; index < left.values().size(); index++) {
      parts.add(
          expressions.compare(
              ScalarFunction.EQUAL,
              term,
              expressions.analyze(left.values().get(index)),
              expressions.analyze(right.values().get(index))));
    }
    return Expressions.and(parts);
  }

  private Expression isTruth(Operation operation, Literal truth) {
    return Call.of(ScalarFunction.NULL_SAFE_EQUAL, DataType.BOOLEAN, condition(operation), truth);
  }

  private Expression bits(Operation operation, ScalarFunction function) {
    var arguments =
        expressions.functionCall(operation.operator().symbol(), operation, operation.operands());
    var both = arguments.common(0);
    if (!both.getFirst().type().isInteger()) {
      throw expressions.error(
          operation,
          "'%s' takes whole numbers, not %s".formatted(arguments.name(), arguments.types()));
    }
    return arguments.call(function, both.getFirst().type(), both.get(0), both.get(1));
  }

  private Expression build(String name, Operation operation) {
    return ScalarFunctions.build(expressions.functionCall(name, operation, operation.operands()));
  }

  Expression between(Term.Between between) {
    var value = expressions.analyze(between.value());
    var low = expressions.analyze(between.low());
    var high = expressions.analyze(between.high());
    return expressions.fold(
        Expressions.and(
            List.of(
                expressions.compare(ScalarFunction.GREATER_OR_EQUAL, between, value, low),
                expressions.compare(ScalarFunction.LESS_OR_EQUAL, between, value, high))));
  }

  Expression inList(Term.InList in) {
    if (in.value() instanceof Term.Row row) {
      return rowInList(in, row);
    }
    var all = new ArrayList<Expression>();
    all.add(expressions.analyze(in.value()));
    in.options().forEach(option -> all.addAll(expressions.values(option)));
    var padded = new LimitedText(expressions.context()).compared(all);
    var typed = new FunctionCall("IN", padded, in, expressions.context()).common(0);
    var value = typed.getFirst();
    var literals = new ArrayList<Literal>();
    var others = new ArrayList<Expression>();
    boolean hasNull = false;
    for (var option : typed.subList(1, typed.size())) {
      if (Coercion.isNull(option)) {
        hasNull = true;
      } else if (option instanceof Literal literal) {
        literals.add(literal);
      } else {
        others.add(Expressions.equal(value, option));
      }
    }
    var distinct = literals.stream().distinct().toList();
    if (distinct.size() == 1) {
      others.addFirst(Expressions.equal(value, distinct.getFirst()));
    } else if (!distinct.isEmpty()) {
      others.addFirst(new In(value, distinct));
    }
    if (hasNull) {
      others.add(Literal.nullOf(DataType.BOOLEAN));
    }
    return expressions.fold(Expressions.or(others));
  }

  private Expression rowInList(Term.InList in, Term.Row row) {
    var options = new ArrayList<Expression>();
    for (var option : in.options()) {
      if (!(option instanceof Term.Row other)) {
        throw expressions.error(option, "expected a row of values in parentheses");
      }
      options.add(rowEquality(in, row, other));
    }
    return Expressions.or(options);
  }

  Expression cast(Term.Cast cast) {
    var value = expressions.analyze(cast.value());
    if (!Coercion.isUntypedNull(value)
        && !expressions.context().coercion().isCastable(value.type(), cast.type())) {
      throw expressions.error(cast, "%s cannot be cast to %s".formatted(value.type(), cast.type()));
    }
    boolean isTried = cast.onError() == Term.OnError.NULL && !Coercion.isUntypedNull(value);
    return isTried
        ? Call.of(ScalarFunction.TRY_CAST, cast.type(), value)
        : expressions.context().coercion().cast(value, cast.type());
  }
}
