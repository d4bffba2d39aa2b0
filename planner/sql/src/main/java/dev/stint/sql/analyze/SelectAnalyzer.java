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
import dev.stint.sql.tree.GroupBy;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.Select;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Turns one SELECT into a relation. Used once.
final class SelectAnalyzer {

  /// An item of the SELECT list, stars expanded: its term as it was written, its value over the
  /// rows of FROM (aggregates as columns), and the name of its column.
  private record Item(Term term, Expression value, String name) {}

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

  Relation analyze(Select select, Presentation given) {
    refuseUnsupported(select);
    var source = from(select.from());
    var scope = source.scope();
    Relation rows = where(select, source);
    var before = new Subqueries(context, queries);
    var after = new Subqueries(context, queries);
    var expressions = analyzer(scope, "SELECT", before, after, false);
    select.items().forEach(item -> addItem(item, scope, expressions));
    var presentation = given.ordered(items.size(), scope, context);

    var groupBy = new GroupAnalyzer(context, this::itemAt, analyzerOfGroups(scope, after));
    var groups = select.groupBy();
    if (groups != null) {
      group(groupBy, groups);
      // What is grouped by is computed before that, with its subqueries.
      after.move(groupBy.usedIds(), before);
    }
    var having = new Subqueries(context, queries);
    var havingExpressions = analyzer(scope, "HAVING", before, having, false);
    var orderExpressions = analyzer(scope, "ORDER BY", before, after, true);
    var order = orderValues(presentation, orderExpressions);
    // HAVING is analysed when its place is known, but its aggregates are needed before that.
    var condition = select.having();
    if (condition != null) {
      analyzer(scope, "HAVING", before, new Subqueries(context, queries), false)
          .condition(condition);
    }

    boolean isGrouped = groups != null || !aggregates.isEmpty() || condition != null;
    UnaryOperator<Expression> rewrite = UnaryOperator.identity();
    rows = before.attach(rows);
    if (isGrouped) {
      var grouped = groupBy.build(rows, aggregates);
      rows = grouped.relation();
      rewrite = expression -> grouped.rewrite(expression, expressions, orderExpressions);
    }
    after.rewriteWith(rewrite);
    if (condition != null) {
      rows = having.where(rows, condition, havingExpressions, rewrite);
    }
    rows = after.attach(rows);
    return project(select, rows, rewrite, order, presentation);
  }

  private void refuseUnsupported(Select select) {
    if (select.qualify() != null) {
      throw Unsupported.notSupported(context, select.qualify(), "QUALIFY");
    }
    if (!select.windows().isEmpty()) {
      throw Unsupported.notSupported(context, select.windows().getFirst().window(), "WINDOW");
    }
    if (!select.hints().isEmpty()) {
      throw Unsupported.notSupported(context, select.hints().getFirst().span(), "a hint");
    }
  }

  private FromAnalyzer.Source from(@Nullable Query query) {
    return query == null
        ? new FromAnalyzer.Source(QueryAnalyzer.noColumns(), Scope.empty(outer))
        : new FromAnalyzer(context, queries, outer).analyze(query);
  }

  private Relation where(Select select, FromAnalyzer.Source source) {
    if (select.where() == null) {
      return source.relation();
    }
    var subqueries = new Subqueries(context, queries);
    var expressions =
        new ExpressionAnalyzer(
            context, source.scope(), ExpressionAnalyzer.Clause.plain("WHERE"), subqueries);
    return subqueries.where(
        source.relation(), select.where(), expressions, UnaryOperator.identity());
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
    return item.term() instanceof Term.Alias || item.term() instanceof Term.Name;
  }

  private void group(GroupAnalyzer groupBy, GroupBy groups) {
    if (!groupBy.isAll(groups)) {
      groupBy.add(groups, items.size());
      return;
    }
    var computed = Expressions.idsOf(aggregates.outputs());
    for (int index = 0; index < items.size(); index++) {
      if (Expressions.ids(items.get(index).value()).stream().noneMatch(computed::contains)) {
        groupBy.add(itemAt(index));
      }
    }
  }

  private GroupAnalyzer.Item itemAt(int index) {
    return new GroupAnalyzer.Item(items.get(index).value(), items.get(index).name());
  }

  private void addItem(Term item, Scope scope, ExpressionAnalyzer expressions) {
    switch (item) {
      case Term.Star star ->
          StarColumns.of(star, scope, context)
              .forEach(column -> items.add(new Item(star, column.ref(), column.name())));
      case Term.Alias(_, var value, var names) -> {
        if (names.size() > 1) {
          throw Unsupported.notSupported(context, item, "several names for one value");
        }
        items.add(new Item(item, expressions.analyze(value), names.getFirst()));
      }
      case Term.Name name -> items.add(new Item(name, expressions.analyze(name), name.last()));
      default -> items.add(new Item(item, expressions.analyze(item), ColumnNames.of(item)));
    }
  }

  /// The values of ORDER BY items that are no positions, analysed early for their aggregates.
  private List<@Nullable Expression> orderValues(
      Presentation presentation, ExpressionAnalyzer expressions) {
    var values = new ArrayList<@Nullable Expression>();
    for (var item : presentation.order()) {
      boolean isOrdinal = Ordinals.of(item.value()).isPresent();
      values.add(isOrdinal ? null : expressions.analyze(item.value()));
    }
    return values;
  }

  private Relation project(
      Select select,
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
    if (select.quantifier() == Quantifier.DISTINCT) {
      Relation projected = new Project(rows, columns, expressions);
      result = new Aggregate(projected, columns, List.of());
    } else {
      result = new Project(rows, columns, expressions);
    }
    return queries.limited(
        sorted(select, result, rewrite, expressions, order, presentation), presentation);
  }

  private Relation sorted(
      Select select,
      Relation result,
      UnaryOperator<Expression> rewrite,
      List<Expression> outputValues,
      List<@Nullable Expression> values,
      Presentation presentation) {
    var sort = presentation.sort();
    if (sort == null) {
      return result;
    }
    var outputs = result.columns();
    var order = new OrderAnalyzer(context, outputs);
    for (int index = 0; index < values.size(); index++) {
      var value = values.get(index);
      order.add(
          sort.items().get(index),
          _ ->
              value == null
                  ? outputs.getFirst().ref()
                  : output(rewrite.apply(value), outputValues, outputs));
    }
    if (order.computed().isEmpty()) {
      return new Sort(result, order.keys());
    }
    if (select.quantifier() == Quantifier.DISTINCT || !(result instanceof Project projection)) {
      throw context
          .source()
          .error(sort, "with SELECT DISTINCT, ORDER BY may use only what the SELECT list gives");
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
