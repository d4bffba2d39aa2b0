package dev.stint.sql.parse;

import dev.stint.sql.tree.GroupBy;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AggregationClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FromStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GroupingAnalyticsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GroupingElementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.GroupingSetContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.HavingClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.LateralViewContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.OperatorPipeRightSideContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QualifyClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QuerySpecificationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RegularQuerySpecificationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SelectClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WhereClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.WindowClauseContext;
import org.jspecify.annotations.Nullable;

/// One SELECT with its clauses.
final class SelectBuilder {

  private final TreeBuilder trees;

  SelectBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Query select(QuerySpecificationContext specification) {
    if (!(specification instanceof RegularQuerySpecificationContext regular)) {
      throw trees.notSupported(specification, "TRANSFORM, MAP and REDUCE with a script");
    }
    refuse(regular.lateralView());
    return select(
        regular,
        regular.selectClause(),
        regular.fromClause() == null ? null : trees.from().from(regular.fromClause()),
        regular.whereClause(),
        regular.aggregationClause(),
        regular.havingClause(),
        regular.qualifyClause(),
        regular.windowClause());
  }

  /// `FROM t SELECT …`, perhaps several times: then the rows of all together; or `FROM t` alone,
  /// with which pipes begin.
  Query from(FromStatementContext statement) {
    if (statement.fromStatementBody().isEmpty()) {
      return trees.from().from(statement.fromClause());
    }
    var queries = new ArrayList<Query>();
    for (var body : statement.fromStatementBody()) {
      if (body.transformClause() != null) {
        throw trees.notSupported(body, "TRANSFORM, MAP and REDUCE with a script");
      }
      refuse(body.lateralView());
      var select =
          select(
              body,
              body.selectClause(),
              trees.from().from(statement.fromClause()),
              body.whereClause(),
              body.aggregationClause(),
              body.havingClause(),
              body.qualifyClause(),
              body.windowClause());
      queries.add(trees.queries().organized(select, body.queryOrganization()));
    }
    return queries.size() == 1
        ? queries.getFirst()
        : new Query.SetOperation(
            TreeBuilder.span(statement), Query.SetKind.UNION, Quantifier.ALL, queries);
  }

  private void refuse(List<LateralViewContext> views) {
    if (!views.isEmpty()) {
      throw trees.notSupported(views.getFirst(), "LATERAL VIEW");
    }
  }

  /// The SELECT of a pipe operator.
  Query.Select piped(OperatorPipeRightSideContext operator) {
    return select(
        operator,
        operator.selectClause(),
        null,
        null,
        operator.aggregationClause(),
        null,
        null,
        operator.windowClause());
  }

  private Query.Select select(
      ParserRuleContext rule,
      SelectClauseContext clause,
      @Nullable Query from,
      @Nullable WhereClauseContext where,
      @Nullable AggregationClauseContext aggregation,
      @Nullable HavingClauseContext having,
      @Nullable QualifyClauseContext qualify,
      @Nullable WindowClauseContext windows) {
    return trees
        .windows()
        .naming(windows, () -> select(rule, clause, from, where, aggregation, having, qualify));
  }

  private Query.Select select(
      ParserRuleContext rule,
      SelectClauseContext clause,
      @Nullable Query from,
      @Nullable WhereClauseContext where,
      @Nullable AggregationClauseContext aggregation,
      @Nullable HavingClauseContext having,
      @Nullable QualifyClauseContext qualify) {
    return new Query.Select(
        TreeBuilder.span(rule),
        hints(clause),
        CallBuilder.quantifier(clause.setQuantifier()),
        clause.namedExpressionSeq().namedExpression().stream().map(trees.terms()::named).toList(),
        from,
        where == null ? null : trees.conditions().condition(where.booleanExpression()),
        aggregation == null ? null : groupBy(aggregation),
        having == null ? null : trees.conditions().condition(having.booleanExpression()),
        qualify == null ? null : trees.conditions().condition(qualify.booleanExpression()));
  }

  private List<Query.Hint> hints(SelectClauseContext clause) {
    var hints = new ArrayList<Query.Hint>();
    for (var hint : clause.hints) {
      for (var statement : hint.hintStatements) {
        hints.add(
            new Query.Hint(
                TreeBuilder.span(statement),
                statement.hintName.getText(),
                statement.parameters.stream().map(trees.terms()::primary).toList()));
      }
    }
    return hints;
  }

  private GroupBy groupBy(AggregationClauseContext clause) {
    var items = new ArrayList<GroupBy.Item>();
    for (var group : clause.groupingExpressionsWithGroupingAnalytics) {
      items.add(
          group.groupingAnalytics() == null
              ? new GroupBy.Key(trees.terms().term(group.expression()))
              : analytics(group.groupingAnalytics()));
    }
    var keys = clause.groupingExpressions.stream().map(trees.terms()::unnamed).toList();
    if (clause.kind == null) {
      keys.forEach(key -> items.add(new GroupBy.Key(key)));
    } else {
      items.add(grouped(clause, keys));
    }
    return new GroupBy(TreeBuilder.span(clause), items);
  }

  /// `GROUP BY a, b WITH ROLLUP`, and the like.
  private GroupBy.Item grouped(AggregationClauseContext clause, List<Term> keys) {
    var span = TreeBuilder.span(clause);
    var each = keys.stream().map(key -> new GroupBy.Keys(key.span(), List.of(key))).toList();
    return switch (clause.kind.getType()) {
      case SqlBaseParser.ROLLUP -> new GroupBy.Rollup(span, each);
      case SqlBaseParser.CUBE -> new GroupBy.Cube(span, each);
      default ->
          new GroupBy.Sets(
              span,
              keys,
              clause.groupingSet().stream().map(set -> (GroupBy.Item) keys(set)).toList());
    };
  }

  private GroupBy.Item analytics(GroupingAnalyticsContext analytics) {
    var span = TreeBuilder.span(analytics);
    if (analytics.SETS() != null) {
      return new GroupBy.Sets(
          span, List.of(), analytics.groupingElement().stream().map(this::element).toList());
    }
    var parts = analytics.groupingSet().stream().map(this::keys).toList();
    return analytics.ROLLUP() == null
        ? new GroupBy.Cube(span, parts)
        : new GroupBy.Rollup(span, parts);
  }

  private GroupBy.Item element(GroupingElementContext element) {
    return element.groupingAnalytics() == null
        ? keys(element.groupingSet())
        : analytics(element.groupingAnalytics());
  }

  private GroupBy.Keys keys(GroupingSetContext set) {
    return new GroupBy.Keys(TreeBuilder.span(set), trees.terms().terms(set.expression()));
  }
}
