package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.analyze.QueryAnalyzer.Presentation;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.parse.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/// Turns one SELECT into a relation. Used once.
final class SelectAnalyzer {

  /// An item of the SELECT list, stars expanded: its node where it was written, its value over the
  /// rows of FROM (aggregates as columns), and the name of its column.
  private record Item(SqlNode node, Expression value, String name) {}

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final @Nullable Scope outer;
  private final AggregateCollector aggregates = new AggregateCollector();
  private final List<Item> items = new ArrayList<>();

  SelectAnalyzer(AnalysisContext context, QueryAnalyzer queries, @Nullable Scope outer) {
    this.context = context;
    this.queries = queries;
    this.outer = outer;
  }

  Relation analyze(SqlSelect select, Presentation presentation) {
    refuseUnsupported(select);
    var source = from(select.getFrom());
    var scope = source.scope();
    Relation rows = where(select, source);
    var before = new Subqueries(context, queries);
    var after = new Subqueries(context, queries);
    var expressions = analyzer(scope, "SELECT", before, after, false);
    select.getSelectList().forEach(node -> addItem(node, scope, expressions));

    var groupBy = new GroupAnalyzer(context, this::itemAt, analyzerOfGroups(scope, after));
    if (select.getGroup() != null) {
      groupBy.add(select.getGroup(), items.size());
      // What is grouped by is computed before that, with its subqueries.
      after.move(groupBy.usedIds(), before);
    }
    var having = new Subqueries(context, queries);
    var havingExpressions = analyzer(scope, "HAVING", before, having, false);
    var orderExpressions = analyzer(scope, "ORDER BY", before, after, true);
    var order = orderValues(presentation, orderExpressions);
    // HAVING is analysed when its place is known, but its aggregates are needed before that.
    var havingNode = select.getHaving();
    if (havingNode != null) {
      analyzer(scope, "HAVING", before, new Subqueries(context, queries), false)
          .condition(havingNode);
    }

    boolean isGrouped = select.getGroup() != null || !aggregates.isEmpty() || havingNode != null;
    UnaryOperator<Expression> rewrite = UnaryOperator.identity();
    rows = before.attach(rows);
    if (isGrouped) {
      var grouped = groupBy.build(rows, aggregates);
      rows = grouped.relation();
      rewrite = expression -> grouped.rewrite(expression, expressions, orderExpressions);
    }
    after.rewriteWith(rewrite);
    if (havingNode != null) {
      rows = having.where(rows, havingNode, havingExpressions, rewrite);
    }
    rows = after.attach(rows);
    return project(select, rows, rewrite, order, presentation);
  }

  private void refuseUnsupported(SqlSelect select) {
    if (select.getQualify() != null) {
      throw Unsupported.notSupported(context, select.getQualify(), "QUALIFY");
    }
    if (!select.getWindowList().isEmpty()) {
      throw Unsupported.notSupported(context, select.getWindowList(), "WINDOW");
    }
    if (select.hasHints()) {
      throw Unsupported.notSupported(context, select, "a hint");
    }
  }

  private FromAnalyzer.Source from(@Nullable SqlNode node) {
    return node == null
        ? new FromAnalyzer.Source(QueryAnalyzer.noColumns(), Scope.empty(outer))
        : new FromAnalyzer(context, queries, outer).analyze(node);
  }

  private Relation where(SqlSelect select, FromAnalyzer.Source source) {
    if (select.getWhere() == null) {
      return source.relation();
    }
    var subqueries = new Subqueries(context, queries);
    var expressions =
        new ExpressionAnalyzer(
            context, source.scope(), ExpressionAnalyzer.Clause.plain("WHERE"), subqueries);
    return subqueries.where(
        source.relation(), select.getWhere(), expressions, UnaryOperator.identity());
  }

  private ExpressionAnalyzer analyzer(
      Scope scope, String clause, Subqueries inside, Subqueries outside, boolean areAliasesFirst) {
    return new ExpressionAnalyzer(
        context,
        scope,
        new ExpressionAnalyzer.Clause(clause, aggregates, this::alias, areAliasesFirst),
        inside,
        outside);
  }

  private ExpressionAnalyzer analyzerOfGroups(Scope scope, Subqueries subqueries) {
    return new ExpressionAnalyzer(
        context,
        scope,
        new ExpressionAnalyzer.Clause("GROUP BY", null, this::alias, false),
        subqueries);
  }

  /// What the SELECT list calls by that name. In the list itself an item sees those before it, as
  /// in Spark.
  private Optional<Expression> alias(String name) {
    return items.stream()
        .filter(item -> item.name().equalsIgnoreCase(name) && isAliased(item))
        .map(Item::value)
        .findFirst();
  }

  private static boolean isAliased(Item item) {
    return item.node().getKind() == SqlKind.AS || item.node() instanceof SqlIdentifier;
  }

  private GroupAnalyzer.Item itemAt(int index) {
    return new GroupAnalyzer.Item(items.get(index).value(), items.get(index).name());
  }

  private void addItem(SqlNode node, Scope scope, ExpressionAnalyzer expressions) {
    if (StarColumns.isStar(node)) {
      StarColumns.of(node, scope, context)
          .forEach(column -> items.add(new Item(node, column.ref(), column.name())));
      return;
    }
    boolean isNamed = node.getKind() == SqlKind.AS;
    SqlNode value = isNamed ? ((SqlCall) node).operand(0) : node;
    String name =
        isNamed
            ? Marks.names(((SqlCall) node).operand(1)).getFirst()
            : value instanceof SqlIdentifier identifier
                ? Marks.names(identifier).getLast()
                : context.source().snippet(value);
    items.add(new Item(node, expressions.analyze(value), name));
  }

  /// The values of ORDER BY items that are no positions, analysed early for their aggregates.
  private List<@Nullable Expression> orderValues(
      Presentation presentation, ExpressionAnalyzer expressions) {
    var values = new ArrayList<@Nullable Expression>();
    for (var node : presentation.order()) {
      SqlNode inner = node;
      while (isOrdering(inner.getKind())) {
        inner = ((SqlCall) inner).operand(0);
      }
      values.add(OrderAnalyzer.isOrdinal(inner) ? null : expressions.analyze(inner));
    }
    return values;
  }

  private static boolean isOrdering(SqlKind kind) {
    return kind == SqlKind.DESCENDING || kind == SqlKind.NULLS_FIRST || kind == SqlKind.NULLS_LAST;
  }

  private Relation project(
      SqlSelect select,
      Relation rows,
      UnaryOperator<Expression> rewrite,
      List<@Nullable Expression> order,
      Presentation presentation) {
    var nullability = new Nullability(rows.columns());
    var columns = new ArrayList<Column>();
    var expressions = new ArrayList<Expression>();
    var free = Expressions.idsOf(rows.columns());
    for (var item : items) {
      var value = rewrite.apply(item.value());
      boolean isNullable = nullability.isNullable(value);
      // A column keeps its id once; a second time, or out of the query around, it gets a new one.
      boolean isPassed = value instanceof ColumnRef ref && free.remove(ref.column());
      columns.add(
          isPassed
              ? new Column(((ColumnRef) value).column(), item.name(), value.type(), isNullable)
              : context.ids().columnFor(item.name(), value, isNullable));
      expressions.add(value);
    }
    Relation result;
    if (select.isDistinct()) {
      Relation projected = new Project(rows, columns, expressions);
      result = new Aggregate(projected, columns, List.of());
    } else {
      result = new Project(rows, columns, expressions);
    }
    return queries.limited(
        sorted(select, result, rewrite, expressions, order, presentation), presentation);
  }

  private Relation sorted(
      SqlSelect select,
      Relation result,
      UnaryOperator<Expression> rewrite,
      List<Expression> outputValues,
      List<@Nullable Expression> values,
      Presentation presentation) {
    if (presentation.order().isEmpty()) {
      return result;
    }
    var outputs = result.columns();
    var order = new OrderAnalyzer(context, outputs);
    for (int index = 0; index < values.size(); index++) {
      var value = values.get(index);
      order.add(
          presentation.order().get(index),
          _ ->
              value == null
                  ? outputs.getFirst().ref()
                  : output(rewrite.apply(value), outputValues, outputs));
    }
    if (order.computed().isEmpty()) {
      return new Sort(result, order.keys());
    }
    if (select.isDistinct() || !(result instanceof Project projection)) {
      throw context
          .source()
          .error(
              presentation.order(),
              "with SELECT DISTINCT, ORDER BY may use only what the SELECT list gives");
    }
    var columns = new ArrayList<>(outputs);
    columns.addAll(order.computed());
    var all = new ArrayList<>(projection.expressions());
    all.addAll(order.expressions());
    var extended = new Project(projection.input(), columns, all);
    return Relations.select(new Sort(extended, order.keys()), outputs);
  }

  /// The output column that has the value already, or the value.
  private static Expression output(
      Expression value, List<Expression> outputValues, List<Column> outputs) {
    int index = outputValues.indexOf(value);
    return index < 0 ? value : outputs.get(index).ref();
  }
}
