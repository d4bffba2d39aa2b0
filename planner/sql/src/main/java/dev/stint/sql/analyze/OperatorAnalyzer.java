package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlBetweenOperator;

/// Operators and the functions that have a syntax of their own.
final class OperatorAnalyzer {

  private final ExpressionAnalyzer expressions;

  OperatorAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression analyze(SqlCall call) {
    return switch (call.getKind()) {
      case AND, OR -> logic(call);
      case NOT -> expressions.negated(expressions.condition(call.operand(0)));
      case EQUALS -> compare(call, ScalarFunction.EQUAL);
      case NOT_EQUALS -> compare(call, ScalarFunction.NOT_EQUAL);
      case LESS_THAN -> compare(call, ScalarFunction.LESS);
      case LESS_THAN_OR_EQUAL -> compare(call, ScalarFunction.LESS_OR_EQUAL);
      case GREATER_THAN -> compare(call, ScalarFunction.GREATER);
      case GREATER_THAN_OR_EQUAL -> compare(call, ScalarFunction.GREATER_OR_EQUAL);
      case IS_NOT_DISTINCT_FROM -> compare(call, ScalarFunction.NULL_SAFE_EQUAL);
      case IS_DISTINCT_FROM -> expressions.negated(compare(call, ScalarFunction.NULL_SAFE_EQUAL));
      case IS_NULL, IS_UNKNOWN -> Expressions.isNull(analyze(call, 0));
      case IS_NOT_NULL -> Expressions.isNotNull(analyze(call, 0));
      case IS_TRUE -> isTruth(call, Literal.TRUE);
      case IS_FALSE -> isTruth(call, Literal.FALSE);
      case IS_NOT_TRUE -> expressions.negated(isTruth(call, Literal.TRUE));
      case IS_NOT_FALSE -> expressions.negated(isTruth(call, Literal.FALSE));
      case PLUS, MINUS, TIMES, DIVIDE, MOD -> new ArithmeticAnalyzer(expressions).binary(call);
      case MINUS_PREFIX, PLUS_PREFIX -> new ArithmeticAnalyzer(expressions).prefix(call);
      case BITAND -> bits(call, ScalarFunction.BIT_AND);
      case BITOR -> bits(call, ScalarFunction.BIT_OR);
      case BITXOR -> bits(call, ScalarFunction.BIT_XOR);
      case LIKE, RLIKE -> like(call);
      case BETWEEN -> between(call);
      case IN, NOT_IN -> in(call);
      case SOME, ALL -> quantified(call);
      case CAST, SAFE_CAST -> cast(call);
      case EXTRACT -> extract(call);
      case TRIM -> trim(call);
      default -> named(call);
    };
  }

  private Expression analyze(SqlCall call, int index) {
    return expressions.analyze(call.operand(index));
  }

  private Expression logic(SqlCall call) {
    var function = call.getKind() == SqlKind.AND ? ScalarFunction.AND : ScalarFunction.OR;
    var parts = new ArrayList<Expression>();
    call.getOperandList().forEach(operand -> parts.add(expressions.condition(operand)));
    return expressions.fold(new Call(function, parts, DataType.BOOLEAN));
  }

  private Expression compare(SqlCall call, ScalarFunction function) {
    boolean hasRows =
        call.operand(0).getKind() == SqlKind.ROW && call.operand(1).getKind() == SqlKind.ROW;
    if (hasRows && function == ScalarFunction.EQUAL) {
      return rowEquality(call, call.operand(0), call.operand(1));
    }
    return expressions.compare(function, call, analyze(call, 0), analyze(call, 1));
  }

  private Expression rowEquality(SqlNode node, SqlCall left, SqlCall right) {
    if (left.operandCount() != right.operandCount()) {
      throw expressions.error(node, "these rows have different numbers of values");
    }
    var parts = new ArrayList<Expression>();
    for (int index = 0; index < left.operandCount(); index++) {
      parts.add(
          expressions.compare(
              ScalarFunction.EQUAL, node, analyze(left, index), analyze(right, index)));
    }
    return Expressions.and(parts);
  }

  private Expression isTruth(SqlCall call, Literal truth) {
    var condition = expressions.condition(call.operand(0));
    return Call.of(ScalarFunction.NULL_SAFE_EQUAL, DataType.BOOLEAN, condition, truth);
  }

  private Expression bits(SqlCall call, ScalarFunction function) {
    var arguments =
        expressions.functionCall(call.getOperator().getName(), call, call.getOperandList());
    var both = arguments.common(0);
    if (!both.getFirst().type().isInteger()) {
      throw expressions.error(
          call, "'%s' takes whole numbers, not %s".formatted(arguments.name(), arguments.types()));
    }
    return arguments.call(function, both.getFirst().type(), both.get(0), both.get(1));
  }

  private Expression like(SqlCall call) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    boolean isNegated = name.startsWith("not ");
    String function = isNegated ? name.substring(4) : name;
    if (!ScalarFunctions.isKnown(function)) {
      throw Unsupported.at(expressions.context(), call);
    }
    var matches =
        ScalarFunctions.build(expressions.functionCall(function, call, call.getOperandList()));
    return isNegated ? expressions.negated(matches) : matches;
  }

  private Expression between(SqlCall call) {
    var operator = (SqlBetweenOperator) call.getOperator();
    if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
      throw Unsupported.notSupported(expressions.context(), call, "BETWEEN SYMMETRIC");
    }
    var value = analyze(call, 0);
    var low = analyze(call, 1);
    var high = analyze(call, 2);
    var isBetween =
        expressions.fold(
            Expressions.and(
                List.of(
                    expressions.compare(ScalarFunction.GREATER_OR_EQUAL, call, value, low),
                    expressions.compare(ScalarFunction.LESS_OR_EQUAL, call, value, high))));
    return operator.isNegated() ? expressions.negated(isBetween) : isBetween;
  }

  private Expression in(SqlCall call) {
    if (ExpressionAnalyzer.isQuery(call.operand(1))) {
      return expressions.subqueries().compared(expressions, call);
    }
    var found = inList(call, (SqlNodeList) call.operand(1));
    return call.getKind() == SqlKind.NOT_IN ? expressions.negated(found) : found;
  }

  /// `x = ANY (…)` is `x IN (…)`.
  private Expression quantified(SqlCall call) {
    if (ExpressionAnalyzer.isQuery(call.operand(1))) {
      return expressions.subqueries().compared(expressions, call);
    }
    String name = call.getOperator().getName();
    boolean isIn = name.equals("= SOME");
    boolean isNotIn = name.equals("<> ALL");
    if (!isIn && !isNotIn) {
      throw Unsupported.notSupported(expressions.context(), call, "'" + name + "' over a list");
    }
    var found = inList(call, (SqlNodeList) call.operand(1));
    return isNotIn ? expressions.negated(found) : found;
  }

  private Expression inList(SqlCall call, SqlNodeList list) {
    if (call.operand(0).getKind() == SqlKind.ROW) {
      return rowInList(call, list);
    }
    var all = new ArrayList<Expression>();
    all.add(analyze(call, 0));
    list.forEach(option -> all.add(expressions.analyze(option)));
    var typed = new FunctionCall("IN", all, call, expressions.context()).common(0);
    var value = typed.getFirst();
    var literals = new ArrayList<Literal>();
    var others = new ArrayList<Expression>();
    boolean hasNull = false;
    for (var option : typed.subList(1, typed.size())) {
      if (Coercion.isUntypedNull(option)) {
        hasNull = true;
      } else if (option instanceof Literal literal) {
        if (!literals.contains(literal)) {
          literals.add(literal);
        }
      } else {
        others.add(Expressions.equal(value, option));
      }
    }
    if (literals.size() == 1) {
      others.addFirst(Expressions.equal(value, literals.getFirst()));
    } else if (!literals.isEmpty()) {
      others.addFirst(new In(value, literals));
    }
    if (hasNull) {
      others.add(Literal.nullOf(DataType.BOOLEAN));
    }
    return expressions.fold(Expressions.or(others));
  }

  private Expression rowInList(SqlCall call, SqlNodeList list) {
    var options = new ArrayList<Expression>();
    for (var option : list) {
      if (option.getKind() != SqlKind.ROW) {
        throw expressions.error(option, "expected a row of values in parentheses");
      }
      options.add(rowEquality(call, call.operand(0), (SqlCall) option));
    }
    return Expressions.or(options);
  }

  private Expression cast(SqlCall call) {
    var type = TypeNames.of(expressions.context(), call.operand(1));
    var value = analyze(call, 0);
    if (!Coercion.isUntypedNull(value) && !Coercion.isCastable(value.type(), type)) {
      throw expressions.error(call, "%s cannot be cast to %s".formatted(value.type(), type));
    }
    if (call.getKind() == SqlKind.SAFE_CAST && !Coercion.isUntypedNull(value)) {
      return Call.of(ScalarFunction.TRY_CAST, type, value);
    }
    return expressions.context().coercion().cast(value, type);
  }

  private Expression extract(SqlCall call) {
    String field =
        call.operand(0) instanceof SqlIntervalQualifier qualifier
            ? qualifierName(qualifier)
            : call.operand(0).toString();
    var arguments = expressions.functionCall("extract", call, List.of(call.operand(1)));
    return TimeFunctions.field(arguments, field, 0);
  }

  private static String qualifierName(SqlIntervalQualifier qualifier) {
    return qualifier.timeFrameName != null ? qualifier.timeFrameName : qualifier.getUnit().name();
  }

  private Expression trim(SqlCall call) {
    var function =
        switch (call.operand(0).toString().toUpperCase(Locale.ROOT)) {
          case "LEADING" -> ScalarFunction.LTRIM;
          case "TRAILING" -> ScalarFunction.RTRIM;
          default -> ScalarFunction.TRIM;
        };
    var arguments =
        expressions.functionCall("trim", call, List.of(call.operand(2), call.operand(1)));
    var value = arguments.as(0, DataType.STRING);
    var characters = arguments.as(1, DataType.STRING);
    return characters.equals(Literal.ofString(" "))
        ? arguments.call(function, DataType.STRING, value)
        : arguments.call(function, DataType.STRING, value, characters);
  }

  /// Functions for which the parser has classes of its own, and `||`.
  private Expression named(SqlCall call) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "||" -> build("concat", call, call.getOperandList());
      case "substring", "position", "replace", "concat" -> build(name, call, call.getOperandList());
      case "translate3" -> build("translate", call, call.getOperandList());
      case "ceil", "floor" -> {
        if (call.operandCount() > 1) {
          throw Unsupported.notSupported(
              expressions.context(), call, name + "(… TO …); use date_trunc");
        }
        yield build(name, call, call.getOperandList());
      }
      default -> throw Unsupported.at(expressions.context(), call);
    };
  }

  private Expression build(String name, SqlCall call, List<SqlNode> operands) {
    return ScalarFunctions.build(expressions.functionCall(name, call, operands));
  }
}
