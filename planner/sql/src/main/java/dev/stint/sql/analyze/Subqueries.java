package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/// The subqueries met in the expressions of a clause. Each becomes a join, added to the clause's
/// relation by [#attach]; in the expression stands a column of that join.
final class Subqueries {

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final List<UnaryOperator<Relation>> joins = new ArrayList<>();
  private UnaryOperator<Expression> afterwards = UnaryOperator.identity();

  Subqueries(AnalysisContext context, QueryAnalyzer queries) {
    this.context = context;
    this.queries = queries;
  }

  boolean isEmpty() {
    return joins.isEmpty();
  }

  /// Sets how values compared with subqueries are rewritten before they are joined: after a
  /// grouping they refer to its columns.
  void rewriteWith(UnaryOperator<Expression> rewrite) {
    afterwards = rewrite;
  }

  /// The relation with what the subqueries give; call it once.
  Relation attach(Relation relation) {
    var result = relation;
    for (var join : joins) {
      result = join.apply(result);
    }
    return result;
  }

  /// The value of a subquery of one column and at most one row.
  Expression scalar(ExpressionAnalyzer expressions, SqlNode node) {
    var query = queries.query(node, expressions.scope());
    if (query.columns().size() != 1) {
      throw context
          .source()
          .error(
              node,
              "a subquery in an expression must give one column, not " + query.columns().size());
    }
    var value = query.columns().getFirst();
    var column = context.ids().column(value.name(), value.type(), true);
    joins.add(
        input ->
            new SubqueryJoins(context, node, expressions.scope()).scalar(input, query, column));
    return column.ref();
  }

  /// EXISTS inside a larger expression.
  Expression exists(ExpressionAnalyzer expressions, SqlBasicCall call) {
    SqlNode node = call.operand(0);
    var query = queries.query(node, expressions.scope());
    var mark = context.ids().column("exists", DataType.BOOLEAN, true);
    joins.add(
        input ->
            new SubqueryJoins(context, node, expressions.scope())
                .mark(input, query, List.of(), mark));
    return Expressions.isNotNull(mark.ref());
  }

  /// IN inside a larger expression: true, false or, where NULLs leave it open, NULL.
  Expression in(ExpressionAnalyzer expressions, SqlCall call) {
    var pair = inPair(expressions, call);
    var mark = context.ids().column("in", DataType.BOOLEAN, true);
    var rows = context.ids().column("rows", DataType.BIGINT, true);
    var values = context.ids().column("values", DataType.BIGINT, true);
    joins.add(
        input ->
            new SubqueryJoins(context, call, expressions.scope())
                .in(input, pair.query(), rewritten(pair), mark, rows, values));
    var isOpen =
        Expressions.or(
            List.of(
                Expressions.isNull(pair.left()),
                Call.of(ScalarFunction.LESS, DataType.BOOLEAN, values.ref(), rows.ref())));
    var isEmpty = Expressions.equal(rows.ref(), Literal.ofLong(DataType.BIGINT, 0));
    return new Case(
        List.of(
            new Case.Branch(Expressions.isNotNull(mark.ref()), Literal.TRUE),
            new Case.Branch(isEmpty, Literal.FALSE),
            new Case.Branch(isOpen, Literal.nullOf(DataType.BOOLEAN))),
        Literal.FALSE,
        DataType.BOOLEAN);
  }

  private Expression rewritten(Pair pair) {
    return Expressions.equal(afterwards.apply(pair.left()), pair.right().ref());
  }

  /// `left IN (query)` where `right` is the query's column, both of one type.
  private record Pair(Expression left, Relation query, Column right) {}

  private Pair inPair(ExpressionAnalyzer expressions, SqlCall call) {
    if (call.operand(0).getKind() == SqlKind.ROW) {
      throw context
          .source()
          .error(
              call,
              "rows compared with a subquery are supported only as a condition of their own"
                  + " in WHERE or HAVING, without NOT");
    }
    var left = expressions.analyze(call.operand(0));
    var query = queries.query(call.operand(1), expressions.scope());
    return pairs(call, List.of(left), query).getFirst();
  }

  /// Each left value beside the query's column, both brought to their common type.
  private List<Pair> pairs(SqlNode node, List<Expression> lefts, Relation query) {
    if (query.columns().size() != lefts.size()) {
      throw context
          .source()
          .error(
              node,
              "the subquery of IN gives %d columns; here %d needed"
                  .formatted(query.columns().size(), lefts.size())
                  .replace("here 1 needed", "1 is needed"));
    }
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    var casts = new ArrayList<Expression>();
    for (int index = 0; index < lefts.size(); index++) {
      var column = query.columns().get(index);
      var both =
          new FunctionCall("IN", List.of(lefts.get(index), column.ref()), node, context).common(0);
      values.add(both.getFirst());
      casts.add(both.getLast());
      boolean isSame = both.getLast() instanceof ColumnRef;
      columns.add(
          isSame
              ? column
              : context.ids().columnFor(column.name(), both.getLast(), column.isNullable()));
    }
    var typed = new Relation.Project(query, columns, casts);
    var relation = Relations.ids(columns).equals(Relations.ids(query.columns())) ? query : typed;
    var pairs = new ArrayList<Pair>();
    for (int index = 0; index < lefts.size(); index++) {
      pairs.add(new Pair(values.get(index), relation, columns.get(index)));
    }
    return pairs;
  }

  /// The rows for which a condition is true. Subqueries that decide alone (`EXISTS …`, `x IN …`
  /// joined by AND) become semi joins and anti joins.
  Relation where(
      Relation input,
      SqlNode condition,
      ExpressionAnalyzer expressions,
      UnaryOperator<Expression> rewrite) {
    rewriteWith(rewrite);
    var conditions = new ArrayList<Expression>();
    var filteringJoins = new ArrayList<UnaryOperator<Relation>>();
    for (var part : conjuncts(condition)) {
      if (!filteringJoin(part, expressions, filteringJoins)) {
        conditions.add(rewrite.apply(expressions.condition(part)));
      }
    }
    var result = Relations.filter(attach(input), conditions);
    for (var join : filteringJoins) {
      result = join.apply(result);
    }
    return result;
  }

  private static List<SqlNode> conjuncts(SqlNode condition) {
    if (condition.getKind() != SqlKind.AND) {
      return List.of(condition);
    }
    return ((SqlCall) condition)
        .getOperandList().stream().flatMap(part -> conjuncts(part).stream()).toList();
  }

  private boolean filteringJoin(
      SqlNode part, ExpressionAnalyzer expressions, List<UnaryOperator<Relation>> found) {
    boolean isNegated = part.getKind() == SqlKind.NOT;
    SqlNode inner = isNegated ? ((SqlCall) part).operand(0) : part;
    return switch (inner.getKind()) {
      case EXISTS -> {
        var query = queries.query(((SqlCall) inner).operand(0), expressions.scope());
        var joins = new SubqueryJoins(context, inner, expressions.scope());
        found.add(input -> joins.exists(input, query, isNegated));
        yield true;
      }
      case IN, NOT_IN -> {
        var call = (SqlCall) inner;
        boolean isQuery = ExpressionAnalyzer.isQuery(call.operand(1));
        if (isQuery) {
          found.add(inJoin(call, expressions, isNegated != (inner.getKind() == SqlKind.NOT_IN)));
        }
        yield isQuery;
      }
      default -> false;
    };
  }

  private UnaryOperator<Relation> inJoin(
      SqlCall call, ExpressionAnalyzer expressions, boolean isNegated) {
    var lefts = new ArrayList<Expression>();
    if (call.operand(0).getKind() == SqlKind.ROW) {
      if (isNegated) {
        throw Unsupported.notSupported(context, call, "NOT IN of rows with a subquery");
      }
      ((SqlCall) call.operand(0))
          .getOperandList()
          .forEach(operand -> lefts.add(expressions.analyze(operand)));
    } else {
      lefts.add(expressions.analyze(call.operand(0)));
    }
    var query = queries.query(call.operand(1), expressions.scope());
    var pairs = pairs(call, lefts, query);
    var joins = new SubqueryJoins(context, call, expressions.scope());
    return input -> {
      var conditions = pairs.stream().map(this::rewritten).toList();
      var relation = pairs.getFirst().query();
      return isNegated
          ? joins.notIn(input, relation, (Call) conditions.getFirst())
          : joins.in(input, relation, conditions);
    };
  }

  /// Whether some aggregate of the relation's top gives a value, not NULL, over no rows.
  static boolean countsNothing(Relation relation) {
    return switch (relation) {
      case Relation.Project project -> countsNothing(project.input());
      case Relation.Filter filter -> countsNothing(filter.input());
      case Relation.Aggregate aggregate ->
          aggregate.groups().isEmpty()
              && aggregate.aggregations().stream()
                  .anyMatch(
                      a ->
                          a.function() == AggregateFunction.COUNT
                              || a.function() == AggregateFunction.COUNT_ALL);
      default -> false;
    };
  }
}
