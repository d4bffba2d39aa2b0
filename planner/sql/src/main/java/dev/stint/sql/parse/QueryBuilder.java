package dev.stint.sql.parse;

import dev.stint.plan.expression.SortKey;
import dev.stint.sql.tree.CommonTable;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.SetKind;
import dev.stint.sql.tree.Query.SetOperation;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CtesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExpressionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FromStmtContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.InlineTableDefault1Context;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.NamedQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.OperatorPipeRightSideContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.OperatorPipeStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryOrganizationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryPrimaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryPrimaryDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryTermContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.QueryTermDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetOperationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetQuantifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SortItemContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SubqueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableContext;
import org.jspecify.annotations.Nullable;

/// Queries: WITH, set operations, order and limits around what [SelectBuilder] makes.
final class QueryBuilder {

  private final TreeBuilder trees;
  private final SelectBuilder selects;
  private final PipeBuilder pipes;

  QueryBuilder(TreeBuilder trees) {
    this.trees = trees;
    this.selects = new SelectBuilder(trees);
    this.pipes = new PipeBuilder(trees);
  }

  SelectBuilder selects() {
    return selects;
  }

  Query query(QueryContext query) {
    var organization = query.queryOrganization();
    var body =
        trees
            .windows()
            .naming(
                organization.windowClause(),
                () -> organized(term(query.queryTerm()), organization));
    return query.ctes() == null
        ? body
        : new Query.With(TreeBuilder.span(query), tables(query.ctes()), body);
  }

  List<CommonTable> tables(CtesContext ctes) {
    var tables = new ArrayList<CommonTable>();
    for (var named : ctes.namedQuery()) {
      tables.add(
          new CommonTable(
              TreeBuilder.span(named.name),
              trees.names().name(named.name),
              named.columnAliases == null ? List.of() : trees.names().names(named.columnAliases),
              query(named.query()),
              maxLevels(ctes, named)));
    }
    return tables;
  }

  private int maxLevels(CtesContext ctes, NamedQueryContext named) {
    if (ctes.RECURSIVE() == null) {
      if (named.MAX() != null) {
        throw trees.error(named, "MAX RECURSION LEVEL goes with WITH RECURSIVE");
      }
      return CommonTable.NOT_RECURSIVE;
    }
    if (named.integerValue() == null) {
      return CommonTable.DEFAULT_LEVELS;
    }
    try {
      return Integer.parseInt(named.integerValue().getText());
    } catch (NumberFormatException e) {
      throw trees.error(named.integerValue(), "the levels of a recursion are a whole number");
    }
  }

  /// The query in its order, and as much of it as is wanted.
  Query organized(Query query, QueryOrganizationContext organization) {
    refuseUnsupported(organization);
    var result = query;
    if (!organization.distributeBy.isEmpty()
        || !organization.clusterBy.isEmpty()
        || !organization.sort.isEmpty()) {
      result = distributed(result, organization);
    }
    if (!organization.order.isEmpty()) {
      var span =
          TreeBuilder.span(
              organization.ORDER().getSymbol(), organization.order.getLast().getStop());
      result =
          new Query.Sort(span, result, organization.order.stream().map(this::sortItem).toList());
    }
    if (organization.offset != null) {
      result =
          new Query.Offset(
              TreeBuilder.span(organization.offset),
              result,
              trees.terms().term(organization.offset));
    }
    if (organization.limit != null) {
      result =
          new Query.Limit(
              TreeBuilder.span(organization.limit), result, trees.terms().term(organization.limit));
    }
    return result;
  }

  void refuseUnsupported(QueryOrganizationContext organization) {
    if (organization.windowClause() != null) {
      throw trees.notSupported(organization.windowClause(), "WINDOW after ORDER BY");
    }
  }

  /// SORT BY alone orders all rows, which is more than it asks for.
  private Query distributed(Query query, QueryOrganizationContext organization) {
    var items = new ArrayList<SortItem>();
    organization.distributeBy.forEach(term -> items.add(ascending(term)));
    organization.clusterBy.forEach(term -> items.add(ascending(term)));
    int distributed = items.size();
    organization.clusterBy.forEach(term -> items.add(ascending(term)));
    organization.sort.forEach(item -> items.add(sortItem(item)));
    var span = TreeBuilder.span(organization);
    return new Query.Sort(span, query, items, distributed);
  }

  private SortItem ascending(ExpressionContext term) {
    return new SortItem(
        TreeBuilder.span(term),
        trees.terms().term(term),
        SortKey.Direction.ASCENDING,
        SortKey.Nulls.FIRST);
  }

  SortItem sortItem(SortItemContext item) {
    boolean isDescending = item.DESC() != null;
    var usual = isDescending ? SortKey.Nulls.LAST : SortKey.Nulls.FIRST;
    var nulls =
        item.nullOrder == null
            ? usual
            : item.LAST() == null ? SortKey.Nulls.FIRST : SortKey.Nulls.LAST;
    Term value = trees.terms().term(item.expression());
    return new SortItem(
        TreeBuilder.span(item),
        value,
        isDescending ? SortKey.Direction.DESCENDING : SortKey.Direction.ASCENDING,
        nulls);
  }

  Query term(QueryTermContext term) {
    return switch (term) {
      case QueryTermDefaultContext primary -> primary(primary.queryPrimary());
      case SetOperationContext operation -> setOperation(operation);
      case OperatorPipeStatementContext piped ->
          pipes.pipe(term(piped.left), piped.operatorPipeRightSide());
      default -> throw trees.notSupported(term, "this query");
    };
  }

  /// A chain of one kind has all its inputs beside each other, however long it is.
  private Query setOperation(SetOperationContext operation) {
    var kind = kind(operation.operator);
    var quantifier = quantifier(operation.setQuantifier());
    var inputs = new ArrayDeque<Query>();
    QueryTermContext next = operation;
    while (next instanceof SetOperationContext same
        && kind(same.operator) == kind
        && quantifier(same.setQuantifier()) == quantifier) {
      inputs.push(term(same.right));
      next = same.left;
    }
    inputs.push(term(next));
    return new SetOperation(TreeBuilder.span(operation), kind, quantifier, List.copyOf(inputs));
  }

  /// The rows before a pipe operator, and those after it.
  Query setOperation(Span span, OperatorPipeRightSideContext operator, Query left) {
    return new SetOperation(
        span,
        kind(operator.operator),
        quantifier(operator.setQuantifier()),
        List.of(left, primary(operator.right)));
  }

  private static SetKind kind(Token operator) {
    return switch (operator.getType()) {
      case SqlBaseParser.UNION -> SetKind.UNION;
      case SqlBaseParser.INTERSECT -> SetKind.INTERSECT;
      default -> SetKind.EXCEPT;
    };
  }

  private static Quantifier quantifier(@Nullable SetQuantifierContext quantifier) {
    boolean isAll = quantifier != null && quantifier.ALL() != null;
    return isAll ? Quantifier.ALL : Quantifier.DISTINCT;
  }

  private Query primary(QueryPrimaryContext primary) {
    return switch (primary) {
      case QueryPrimaryDefaultContext select -> selects.select(select.querySpecification());
      case FromStmtContext from -> selects.from(from.fromStatement());
      case TableContext table -> trees.from().table(table.identifierReference());
      case InlineTableDefault1Context values -> trees.from().inline(values.inlineTable());
      case SubqueryContext subquery -> query(subquery.query());
      default -> throw trees.notSupported(primary, "this query");
    };
  }
}
