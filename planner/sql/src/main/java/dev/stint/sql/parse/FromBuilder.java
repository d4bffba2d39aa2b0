package dev.stint.sql.parse;

import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.Aliased;
import dev.stint.sql.tree.Query.Join;
import dev.stint.sql.tree.Query.JoinType;
import dev.stint.sql.tree.Query.Match;
import dev.stint.sql.tree.Query.Table;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AliasedQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AliasedRelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.FromClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.InlineTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.InlineTableDefault2Context;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinRelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.JoinTypeContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PivotClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.RelationPrimaryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableAliasContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableFunctionCallWithTrailingClausesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableNameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TableValuedFunctionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UnpivotClauseContext;
import org.jspecify.annotations.Nullable;

/// What follows FROM: tables, joins and queries under names.
final class FromBuilder {

  private final TreeBuilder trees;
  private final PivotBuilder pivots;
  private final SampleBuilder samples;

  FromBuilder(TreeBuilder trees) {
    this.trees = trees;
    this.pivots = new PivotBuilder(trees);
    this.samples = new SampleBuilder(trees);
  }

  Query from(FromClauseContext clause) {
    if (!clause.lateralView().isEmpty()) {
      throw trees.notSupported(clause.lateralView(0), "LATERAL VIEW");
    }
    Query all = null;
    for (var relation : clause.relation()) {
      var next = lateral(relation.LATERAL(), relation(relation));
      all =
          all == null
              ? next
              : new Join(all.span().to(next.span()), all, next, JoinType.INNER, new Match.All());
    }
    return pivoted(Objects.requireNonNull(all), clause.pivotClause(), clause.unpivotClause());
  }

  private Query pivoted(
      Query query, @Nullable PivotClauseContext pivot, @Nullable UnpivotClauseContext unpivot) {
    if (pivot != null && unpivot != null) {
      throw trees.error(unpivot, "PIVOT and UNPIVOT do not go together; put one into a subquery");
    }
    if (pivot != null) {
      return pivots.pivot(query, pivot);
    }
    return unpivot == null ? query : pivots.unpivot(query, unpivot);
  }

  /// With LATERAL, on the right side of the join with what stands before.
  private static Query lateral(@Nullable TerminalNode keyword, Query query) {
    return keyword == null ? query : new Query.Lateral(query.span(), query);
  }

  private Query relation(RelationContext relation) {
    var query = primary(relation.relationPrimary());
    for (var extension : relation.relationExtension()) {
      query =
          extension.joinRelation() == null
              ? pivoted(query, extension.pivotClause(), extension.unpivotClause())
              : join(query, extension.joinRelation());
    }
    return query;
  }

  private void refuse(@Nullable ParserRuleContext clause, String what) {
    if (clause != null) {
      throw trees.notSupported(clause.getStart(), what);
    }
  }

  Query join(Query left, JoinRelationContext join) {
    var type = type(join.joinType());
    var right =
        join.nearestByClause() == null
            ? lateral(join.LATERAL(), primary(join.right))
            : new NearestBuilder(trees).nearest(join, type, primary(join.right));
    var span = left.span().to(TreeBuilder.span(join));
    return new Join(span, left, right, type, match(join));
  }

  private static JoinType type(JoinTypeContext type) {
    if (type.SEMI() != null) {
      return JoinType.SEMI;
    }
    if (type.ANTI() != null) {
      return JoinType.ANTI;
    }
    if (type.LEFT() != null) {
      return JoinType.LEFT;
    }
    if (type.RIGHT() != null) {
      return JoinType.RIGHT;
    }
    return type.FULL() == null ? JoinType.INNER : JoinType.FULL;
  }

  private Match match(JoinRelationContext join) {
    if (join.NATURAL() != null) {
      return new Match.Natural();
    }
    var criteria = join.joinCriteria();
    if (criteria == null) {
      return new Match.All();
    }
    return criteria.USING() == null
        ? new Match.On(trees.conditions().condition(criteria.booleanExpression()))
        : new Match.Using(
            criteria.identifierList().identifierSeq().ident.stream()
                .map(trees.names()::column)
                .toList());
  }

  private Query primary(RelationPrimaryContext primary) {
    return switch (primary) {
      case TableNameContext table -> table(table);
      case AliasedQueryContext query -> {
        refuse(query.watermarkClause(), "WATERMARK");
        var rows = samples.sampled(trees.queries().query(query.query()), query.sample());
        yield aliased(primary, rows, query.tableAlias());
      }
      case AliasedRelationContext relation -> {
        refuse(relation.watermarkClause(), "WATERMARK");
        var rows = samples.sampled(relation(relation.relation()), relation.sample());
        yield aliased(primary, rows, relation.tableAlias());
      }
      case InlineTableDefault2Context values -> inline(values.inlineTable());
      case TableValuedFunctionContext call -> function(call.tableFunctionCallWithTrailingClauses());
      default -> throw trees.notSupported(primary, "this table");
    };
  }

  private Query table(TableNameContext table) {
    refuse(table.temporalClause(), "an older version of a table (AS OF)");
    refuse(table.optionsClause(), "options of a table (WITH)");
    refuse(table.watermarkClause(), "WATERMARK");
    var rows = samples.sampled(table(table.identifierReference()), table.sample());
    return aliased(table, rows, table.tableAlias());
  }

  private Query function(TableFunctionCallWithTrailingClausesContext clause) {
    refuse(clause.identifiedByClause(), "IDENTIFIED BY");
    refuse(clause.watermarkClause(), "WATERMARK");
    var call = clause.tableFunctionCall();
    var arguments = new ArrayList<Term>();
    for (var argument : call.functionTableArgument()) {
      refuse(argument.functionTableReferenceArgument(), "a table as an argument");
      arguments.add(trees.calls().argument(argument.functionArgument()));
    }
    var function =
        new Query.TableFunction(
            TreeBuilder.span(call), trees.calls().name(call.funcName), arguments);
    return aliased(clause, function, clause.tableAlias());
  }

  Table table(IdentifierReferenceContext reference) {
    return new Table(TreeBuilder.span(reference), trees.names().names(reference));
  }

  /// `VALUES …` with the names that its table and columns may have.
  Query inline(InlineTableContext inline) {
    var rows = trees.terms().rows(inline.expression());
    var span = TreeBuilder.span(inline.getStart(), inline.expression().getLast().getStop());
    return aliased(inline, new Query.Values(span, rows), inline.tableAlias());
  }

  private Query aliased(ParserRuleContext rule, Query query, TableAliasContext alias) {
    if (alias.strictIdentifier() == null) {
      return query;
    }
    String name = trees.names().alias(alias.strictIdentifier(), alias.AS());
    List<String> columns =
        alias.identifierList() == null ? List.of() : trees.names().names(alias.identifierList());
    return new Aliased(TreeBuilder.span(rule), query, name, columns);
  }
}
