package dev.stint.sql.analyze;

import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.Match;
import dev.stint.sql.tree.Term;
import dev.stint.sql.unnest.Unnested;
import dev.stint.sql.unnest.Unnesting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins whose right side uses columns of the left one: it is unnested as a subquery is.
final class LateralJoins {

  private final AnalysisContext context;
  private final QueryAnalyzer queries;

  LateralJoins(AnalysisContext context, QueryAnalyzer queries) {
    this.context = context;
    this.queries = queries;
  }

  /// Whether the right side uses the left one.
  static boolean isDependent(Source left, Source right) {
    var free = Relations.freeIds(right.relation());
    return Expressions.idsOf(left.relation().columns()).stream().anyMatch(free::contains);
  }

  Source join(Query.Join join, Source left, Source right) {
    var kind =
        switch (join.type()) {
          case INNER -> JoinKind.INNER;
          case LEFT -> JoinKind.LEFT;
          case RIGHT, FULL, SEMI, ANTI ->
              throw context
                  .source()
                  .error(
                      join.right(),
                      "LATERAL goes with INNER, CROSS and LEFT joins, not with " + join.type());
        };
    var scope = left.scope().with(right.scope());
    var condition = condition(join, scope);
    var rows = unnesting(join, left.relation(), right.relation()).of(right.relation());
    boolean isOneRow = rows.isOneRow() && (kind == JoinKind.INNER || condition == null);
    if (!isOneRow) {
      rows = unnesting(join, left.relation(), right.relation()).rows(right.relation());
    }
    var relation =
        isOneRow || kind == JoinKind.INNER
            ? Relations.filter(
                inner(left.relation(), rows), condition == null ? List.of() : List.of(condition))
            : outer(left.relation(), rows, condition);
    return new Source(relation, FromAnalyzer.visible(kind, left.scope(), scope, relation));
  }

  private Unnesting unnesting(Query.Join join, Relation left, Relation right) {
    var used = new HashSet<>(Relations.freeIds(right));
    used.retainAll(Expressions.idsOf(left.columns()));
    return new Unnesting(
        context.ids(),
        left,
        used,
        () ->
            Unsupported.notSupported(
                context,
                join.right(),
                "LATERAL over rows that come of a LIMIT, of any_value or of a sum of floating-point"
                    + " numbers; they would be computed twice, and may differ"));
  }

  private @Nullable Expression condition(Query.Join join, Scope scope) {
    return switch (join.match()) {
      case Match.All() -> null;
      case Match.On(var term) -> condition(term, scope);
      case Match.Using _, Match.Natural _ ->
          throw context
              .source()
              .error(join.right(), "LATERAL goes with ON, not with USING or NATURAL");
    };
  }

  private Expression condition(Term term, Scope scope) {
    var expressions = ExpressionAnalyzer.of(context, queries, scope, Clause.plain("ON"));
    var condition = expressions.condition(term);
    if (!expressions.definitions().subqueries().isEmpty()) {
      throw Unsupported.notSupported(context, term, "a subquery in ON of a LATERAL join");
    }
    return condition;
  }

  /// As many rows as match, or the one that there is for each.
  private static Relation inner(Relation left, Unnested rows) {
    var joined = new Join(left, rows.relation(), rows.kind(), rows.conditions());
    return with(joined, left, rows.columns(), rows.expressions());
  }

  /// What is computed from the left side's columns, only where there is a row.
  private Relation outer(Relation left, Unnested rows, @Nullable Expression condition) {
    var row = context.ids().column("row", DataType.BOOLEAN, false);
    var marked = Relations.extend(rows.relation(), List.of(row), List.of(Literal.TRUE));
    var conditions = new ArrayList<>(rows.conditions());
    if (condition != null) {
      conditions.addAll(Expressions.conjuncts(rows.value(condition)));
    }
    var joined = new Join(left, marked, JoinKind.LEFT, conditions);
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (int index = 0; index < rows.columns().size(); index++) {
      var value = rows.expressions().get(index);
      columns.add(rows.columns().get(index).nullable());
      values.add(rows.isPlain(rows.columns().get(index)) ? value : ifPresent(row, value));
    }
    return with(joined, left, columns, values);
  }

  private static Expression ifPresent(Column row, Expression value) {
    var branch = new Case.Branch(Expressions.isNotNull(row.ref()), value);
    return new Case(List.of(branch), Literal.nullOf(value.type()), value.type());
  }

  private static Relation with(
      Relation joined, Relation left, List<Column> columns, List<Expression> values) {
    var all = new ArrayList<>(left.columns());
    var expressions = new ArrayList<Expression>();
    all.forEach(column -> expressions.add(column.ref()));
    all.addAll(columns);
    expressions.addAll(values);
    return new Project(joined, all, expressions);
  }
}
