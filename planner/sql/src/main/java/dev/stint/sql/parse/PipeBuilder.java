package dev.stint.sql.parse;

import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Step;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AggregationClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedExpressionSeqContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.OperatorPipeRightSideContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.OperatorPipeSetAssignmentSeqContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryOrganizationContext;
import org.jspecify.annotations.Nullable;

/// Pipe operators: each a query over the one before it.
final class PipeBuilder {

  private final TreeBuilder trees;
  private final PivotBuilder pivots;

  PipeBuilder(TreeBuilder trees) {
    this.trees = trees;
    this.pivots = new PivotBuilder(trees);
  }

  Query pipe(Query input, OperatorPipeRightSideContext operator) {
    var span = TreeBuilder.span(operator);
    if (operator.selectClause() != null) {
      var select = trees.queries().selects().piped(operator);
      return new Query.Pipe(span, input, new Step.Select(select));
    }
    if (operator.EXTEND() != null) {
      return new Query.Pipe(span, input, new Step.Extend(named(operator.extendList)));
    }
    if (operator.SET() != null) {
      return assigned(input, operator.operatorPipeSetAssignmentSeq());
    }
    if (operator.DROP() != null) {
      var names = operator.multipartIdentifierList().multipartIdentifier();
      return new Query.Pipe(
          span, input, new Step.Drop(names.stream().map(trees.names()::column).toList()));
    }
    if (operator.AS() != null) {
      var name = trees.names().name(operator.errorCapturingIdentifier());
      return new Query.Aliased(span, input, name, List.of());
    }
    if (operator.AGGREGATE() != null) {
      return aggregated(span, input, operator);
    }
    return rows(span, input, operator);
  }

  /// What makes no new columns of its own.
  private Query rows(Span span, Query input, OperatorPipeRightSideContext operator) {
    if (operator.whereClause() != null) {
      if (operator.windowClause() != null) {
        throw trees.error(operator.windowClause(), "WINDOW goes with |> SELECT, not with |> WHERE");
      }
      var condition = trees.conditions().condition(operator.whereClause().booleanExpression());
      return new Query.Pipe(span, input, new Step.Where(condition));
    }
    if (operator.pivotClause() != null) {
      return pivots.pivot(input, operator.pivotClause());
    }
    if (operator.unpivotClause() != null) {
      return pivots.unpivot(input, operator.unpivotClause());
    }
    if (operator.sample() != null) {
      return new SampleBuilder(trees).sampled(input, operator.sample());
    }
    if (operator.joinRelation() != null) {
      return trees.from().join(input, operator.joinRelation());
    }
    if (operator.operator != null) {
      return trees.queries().setOperation(span, operator, input);
    }
    if (operator.queryOrganization() != null) {
      return organized(span, input, operator.queryOrganization());
    }
    throw trees.notSupported(operator, "this pipe operator");
  }

  private List<Term> named(NamedExpressionSeqContext list) {
    return list.namedExpression().stream().map(trees.terms()::named).toList();
  }

  /// One column after the other: each sees the values that those before it were given.
  private Query assigned(Query input, OperatorPipeSetAssignmentSeqContext list) {
    if (!list.DOT().isEmpty()) {
      throw trees.notSupported(list, "setting a field of a struct");
    }
    var seen = new HashSet<String>();
    var result = input;
    for (int index = 0; index < list.expression().size(); index++) {
      var column = trees.names().column(list.ident.get(index));
      if (!seen.add(column.last().toLowerCase(Locale.ROOT))) {
        throw trees.error(column.span(), "'%s' is set twice".formatted(column.last()));
      }
      var value = trees.terms().term(list.expression(index));
      result = new Query.Pipe(column.span(), result, new Step.Assign(column, value));
    }
    return result;
  }

  private Query aggregated(Span span, Query input, OperatorPipeRightSideContext operator) {
    var aggregates =
        operator.namedExpressionSeq() == null
            ? List.<Term>of()
            : named(operator.namedExpressionSeq());
    var keys = keys(operator.aggregationClause());
    if (keys.isEmpty() && aggregates.isEmpty()) {
      throw trees.error(operator, "AGGREGATE needs aggregate functions, or GROUP BY");
    }
    return new Query.Pipe(span, input, new Step.Aggregate(keys, aggregates));
  }

  private List<Term> keys(@Nullable AggregationClauseContext clause) {
    if (clause == null) {
      return List.of();
    }
    if (clause.kind != null) {
      throw trees.error(clause, "|> AGGREGATE takes no GROUPING SETS, ROLLUP or CUBE, as in Spark");
    }
    var keys = new ArrayList<Term>();
    for (var group : clause.groupingExpressionsWithGroupingAnalytics) {
      if (group.groupingAnalytics() != null) {
        throw trees.error(
            group, "|> AGGREGATE takes no GROUPING SETS, ROLLUP or CUBE, as in Spark");
      }
      keys.add(trees.terms().term(group.expression()));
    }
    clause.groupingExpressions.forEach(key -> keys.add(trees.terms().named(key)));
    return keys;
  }

  private Query organized(Span span, Query input, QueryOrganizationContext clause) {
    trees.queries().refuseUnsupported(clause);
    var result = input;
    if (!clause.order.isEmpty()) {
      var items = clause.order.stream().map(trees.queries()::sortItem).toList();
      result = new Query.Pipe(span, result, new Step.Order(span, items));
    }
    if (clause.offset != null) {
      var count = trees.terms().term(clause.offset);
      result = new Query.Pipe(span, result, new Step.Offset(count));
    }
    if (clause.limit != null) {
      var count = trees.terms().term(clause.limit);
      result = new Query.Pipe(span, result, new Step.Limit(count));
    }
    return result;
  }
}
