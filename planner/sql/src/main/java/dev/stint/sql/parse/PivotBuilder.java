package dev.stint.sql.parse;

import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.ColumnSet;
import dev.stint.sql.tree.Query.UnpivotNulls;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ErrorCapturingIdentifierContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PivotClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.PivotValueContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UnpivotAliasContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UnpivotClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UnpivotMultiValueColumnClauseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UnpivotSingleValueColumnClauseContext;
import org.jspecify.annotations.Nullable;

/// PIVOT and UNPIVOT over a query.
final class PivotBuilder {

  private final TreeBuilder trees;

  PivotBuilder(TreeBuilder trees) {
    this.trees = trees;
  }

  Query pivot(Query input, PivotClauseContext clause) {
    var pivot =
        new Query.Pivot(
            TreeBuilder.span(clause),
            input,
            clause.aggregates.namedExpression().stream().map(trees.terms()::named).toList(),
            clause.pivotColumn().identifiers.stream().map(trees.names()::column).toList(),
            clause.pivotValues.stream().map(this::value).toList());
    return aliased(pivot, clause.errorCapturingIdentifier());
  }

  private Term value(PivotValueContext value) {
    var term = trees.terms().term(value.expression());
    var name = value.errorCapturingIdentifier();
    return name == null
        ? term
        : new Term.Alias(TreeBuilder.span(value), term, List.of(trees.names().name(name)));
  }

  private Query aliased(Query query, @Nullable ErrorCapturingIdentifierContext name) {
    return name == null
        ? query
        : new Query.Aliased(query.span(), query, trees.names().name(name), List.of());
  }

  Query unpivot(Query input, UnpivotClauseContext clause) {
    boolean areNullsIncluded = clause.nullOperator != null && clause.nullOperator.INCLUDE() != null;
    var nulls = areNullsIncluded ? UnpivotNulls.INCLUDE : UnpivotNulls.EXCLUDE;
    var span = TreeBuilder.span(clause);
    var single = clause.operator.unpivotSingleValueColumnClause();
    var unpivot =
        single != null
            ? new Query.Unpivot(
                span,
                input,
                nulls,
                List.of(trees.names().name(single.unpivotValueColumn().identifier())),
                trees.names().name(single.unpivotNameColumn().identifier()),
                sets(single))
            : several(input, clause, nulls);
    return aliased(unpivot, clause.errorCapturingIdentifier());
  }

  private Query.Unpivot several(Query input, UnpivotClauseContext clause, UnpivotNulls nulls) {
    var several = clause.operator.unpivotMultiValueColumnClause();
    return new Query.Unpivot(
        TreeBuilder.span(clause),
        input,
        nulls,
        several.unpivotValueColumns.stream()
            .map(column -> trees.names().name(column.identifier()))
            .toList(),
        trees.names().name(several.unpivotNameColumn().identifier()),
        sets(several));
  }

  private List<ColumnSet> sets(UnpivotSingleValueColumnClauseContext clause) {
    var sets = new ArrayList<ColumnSet>();
    for (var column : clause.unpivotColumns) {
      var name = trees.names().column(column.unpivotColumn().multipartIdentifier());
      sets.add(new ColumnSet(TreeBuilder.span(column), List.of(name), name(column.unpivotAlias())));
    }
    return sets;
  }

  private List<ColumnSet> sets(UnpivotMultiValueColumnClauseContext clause) {
    var sets = new ArrayList<ColumnSet>();
    for (var set : clause.unpivotColumnSets) {
      var names =
          set.unpivotColumns.stream()
              .map(column -> trees.names().column(column.multipartIdentifier()))
              .toList();
      if (names.size() != clause.unpivotValueColumns.size()) {
        throw trees.error(
            set,
            "%d columns for %d columns of values"
                .formatted(names.size(), clause.unpivotValueColumns.size()));
      }
      sets.add(new ColumnSet(TreeBuilder.span(set), names, name(set.unpivotAlias())));
    }
    return sets;
  }

  private @Nullable String name(@Nullable UnpivotAliasContext alias) {
    return alias == null ? null : trees.names().name(alias.errorCapturingIdentifier());
  }
}
