package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.parse.Marks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Turns expressions of the parser's tree into typed ones. One for each clause: it knows what names
/// mean there, whether aggregates may stand there, and gathers the subqueries it meets.
final class ExpressionAnalyzer {

  /// Where an expression stands, for messages, and what may stand there: `aggregates` is `null`
  /// where aggregates may not; `aliases` gives what the SELECT list calls by a name.
  record Clause(
      String name,
      @Nullable AggregateCollector aggregates,
      Function<String, Optional<Expression>> aliases,
      boolean areAliasesFirst) {

    static Clause plain(String name) {
      return new Clause(name, null, _ -> Optional.empty(), false);
    }
  }

  private final AnalysisContext context;
  private final Scope scope;
  private final Clause clause;
  private final Subqueries insideAggregates;
  private final Subqueries outsideAggregates;
  private final OperatorAnalyzer operators;
  private final Map<Integer, SqlParserPos> places = new HashMap<>();
  private boolean isInsideAggregate;

  ExpressionAnalyzer(AnalysisContext context, Scope scope, Clause clause, Subqueries subqueries) {
    this(context, scope, clause, subqueries, subqueries);
  }

  ExpressionAnalyzer(
      AnalysisContext context,
      Scope scope,
      Clause clause,
      Subqueries insideAggregates,
      Subqueries outsideAggregates) {
    this.context = context;
    this.scope = scope;
    this.clause = clause;
    this.insideAggregates = insideAggregates;
    this.outsideAggregates = outsideAggregates;
    this.operators = new OperatorAnalyzer(this);
  }

  AnalysisContext context() {
    return context;
  }

  Scope scope() {
    return scope;
  }

  /// Where subqueries met now belong: before the grouping or after it.
  Subqueries subqueries() {
    return isInsideAggregate ? insideAggregates : outsideAggregates;
  }

  /// Where a column was last named, for messages about it.
  Optional<SqlParserPos> place(int columnId) {
    return Optional.ofNullable(places.get(columnId));
  }

  StintException error(SqlNode node, String message) {
    return context.source().error(node, message);
  }

  Expression analyze(SqlNode node) {
    return switch (node) {
      case SqlLiteral literal -> new LiteralAnalyzer(context).analyze(literal);
      case SqlIdentifier identifier -> identifier(identifier);
      case SqlCase choice -> choice(choice);
      case SqlCall call -> call(call);
      case SqlDynamicParam _ -> throw Unsupported.notSupported(context, node, "parameters ('?')");
      default -> throw error(node, "this is not an expression that is supported");
    };
  }

  /// A condition; text constants such as 'true' are read as booleans.
  Expression condition(SqlNode node) {
    var expression = analyze(node);
    if (Coercion.isUntypedNull(expression)) {
      return Literal.nullOf(DataType.BOOLEAN);
    }
    if (!expression.type().equals(DataType.BOOLEAN)) {
      throw error(node, "here a condition is needed, but this is %s".formatted(expression.type()));
    }
    return expression;
  }

  private Expression identifier(SqlIdentifier identifier) {
    if (identifier.isStar()) {
      throw error(identifier, "'*' may stand only in a SELECT list and in count(*)");
    }
    var names = Marks.names(identifier);
    if (names.size() == 1) {
      var alias = clause.aliases().apply(names.getFirst());
      boolean isColumn =
          !clause.areAliasesFirst() && scope.findLocal(identifier, context).isPresent();
      if (alias.isPresent() && !isColumn) {
        return alias.get();
      }
      var constant = constant(identifier, names.getFirst());
      if (constant.isPresent()) {
        return constant.get();
      }
    }
    var column = scope.resolve(identifier, context);
    places.put(column.id(), identifier.getParserPosition());
    return column.ref();
  }

  /// Functions that may be called without parentheses, unless a column has the name.
  private Optional<Expression> constant(SqlIdentifier identifier, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "current_date", "current_timestamp", "current_timezone" ->
          scope.findLocal(identifier, context).isPresent()
              ? Optional.empty()
              : Optional.of(
                  ScalarFunctions.build(new FunctionCall(name, List.of(), identifier, context)));
      default -> Optional.empty();
    };
  }

  private Expression choice(SqlCase choice) {
    var whens = choice.getWhenOperands();
    var values = new ArrayList<Expression>();
    choice.getThenOperands().forEach(node -> values.add(analyze(node)));
    var otherwise = choice.getElseOperand();
    values.add(otherwise == null ? Literal.nullOf(DataType.STRING) : analyze(otherwise));
    var typed = new FunctionCall("CASE", values, choice, context).common(0);
    var branches = new ArrayList<Case.Branch>();
    for (int index = 0; index < whens.size(); index++) {
      branches.add(new Case.Branch(condition(whens.get(index)), typed.get(index)));
    }
    return context.folder().fold(new Case(branches, typed.getLast(), typed.getFirst().type()));
  }

  private Expression call(SqlCall call) {
    if (call.getOperator() instanceof SqlUnresolvedFunction) {
      return function(call, null);
    }
    return switch (call.getKind()) {
      case FILTER -> filtered(call);
      case OVER, WITHIN_GROUP, WITHIN_DISTINCT, RESPECT_NULLS, IGNORE_NULLS ->
          throw Unsupported.at(context, call);
      case EXISTS -> subqueries().exists(this, (SqlBasicCall) call);
      case SCALAR_QUERY -> subqueries().scalar(this, call.operand(0));
      case SELECT, UNION, INTERSECT, EXCEPT, WITH, ORDER_BY, VALUES ->
          subqueries().scalar(this, call);
      default -> operators.analyze(call);
    };
  }

  private Expression filtered(SqlCall call) {
    SqlNode aggregate = call.operand(0);
    if (!(aggregate instanceof SqlCall inner && isAggregate(inner))) {
      throw error(call, "FILTER may follow only an aggregate function");
    }
    return function(inner, call.operand(1));
  }

  private static boolean isAggregate(SqlCall call) {
    return AggregateFunctions.isKnown(name(call));
  }

  private static String name(SqlCall call) {
    return call.getOperator() instanceof SqlUnresolvedFunction function
            && function.getSqlIdentifier() != null
        ? Marks.names(function.getSqlIdentifier()).getLast()
        : call.getOperator().getName();
  }

  private Expression function(SqlCall call, @Nullable SqlNode filter) {
    String name = name(call);
    if (AggregateFunctions.isKnown(name)) {
      return aggregate(call, name, filter);
    }
    requireKnown(call, name);
    if (call.getFunctionQuantifier() != null) {
      throw error(call, "DISTINCT may stand only in an aggregate function");
    }
    return ScalarFunctions.build(functionCall(name, call, call.getOperandList()));
  }

  private void requireKnown(SqlCall call, String name) {
    if (ScalarFunctions.isKnown(name)) {
      return;
    }
    Unsupported.function(context, call, name);
    var known = new TreeSet<>(ScalarFunctions.names());
    known.addAll(AggregateFunctions.known());
    throw error(call, "no function is called '" + name + "'" + NearestName.suggestion(name, known));
  }

  /// A call with its arguments analysed; units of time become constant strings.
  FunctionCall functionCall(String name, SqlNode node, List<SqlNode> operands) {
    var arguments = new ArrayList<Expression>();
    for (int index = 0; index < operands.size(); index++) {
      var operand = operands.get(index);
      boolean isUnit =
          index == 0
              && operand instanceof SqlIdentifier identifier
              && identifier.isSimple()
              && isUnitFirst(name, operands.size());
      arguments.add(
          isUnit ? Literal.ofString(((SqlIdentifier) operand).getSimple()) : analyze(operand));
    }
    return new FunctionCall(name, arguments, node, context);
  }

  private static boolean isUnitFirst(String name, int count) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "dateadd", "date_add", "timestampadd", "datediff", "date_diff", "timestampdiff" ->
          count == 3;
      case "date_part", "datepart" -> false;
      default -> false;
    };
  }

  private Expression aggregate(SqlCall call, String name, @Nullable SqlNode filter) {
    var collector = clause.aggregates();
    if (collector == null) {
      throw error(call, "%s may not hold an aggregate function".formatted(clause.name()));
    }
    if (isInsideAggregate) {
      throw error(call, "an aggregate function may not stand inside another one");
    }
    isInsideAggregate = true;
    var arguments = new ArrayList<Expression>();
    for (var operand : call.getOperandList()) {
      boolean isStar = operand instanceof SqlIdentifier identifier && identifier.isStar();
      if (!isStar) {
        arguments.add(analyze(operand));
      } else if (!name.equalsIgnoreCase("count")) {
        throw error(operand, "'*' may stand only in a SELECT list and in count(*)");
      }
    }
    var where = filter == null ? null : condition(filter);
    isInsideAggregate = false;
    if (scope.isOuter(Expressions.ids(arguments))) {
      throw Unsupported.notSupported(
          context, call, "in a subquery, an aggregate function of the outer query's columns alone");
    }
    boolean isDistinct =
        call.getFunctionQuantifier() != null
            && call.getFunctionQuantifier().symbolValue(SqlSelectKeyword.class)
                == SqlSelectKeyword.DISTINCT;
    var found =
        AggregateFunctions.build(
            new FunctionCall(name, arguments, call, context), isDistinct, where);
    boolean isCount =
        found.function() == AggregateFunction.COUNT
            || found.function() == AggregateFunction.COUNT_ALL;
    var output =
        context
            .ids()
            .column(context.source().snippet(call), AggregateFunctions.resultType(found), !isCount);
    return collector.add(found, output).ref();
  }

  Expression fold(Expression expression) {
    return context.folder().fold(expression);
  }

  Expression compare(ScalarFunction function, SqlNode node, Expression left, Expression right) {
    var both = new FunctionCall(function.sqlName(), List.of(left, right), node, context).compared();
    return fold(Call.of(function, DataType.BOOLEAN, both.get(0), both.get(1)));
  }

  Expression negated(Expression condition) {
    return fold(Expressions.not(condition));
  }

  static boolean isQuery(SqlNode node) {
    return node.isA(SqlKind.QUERY);
  }
}
