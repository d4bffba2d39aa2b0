package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// The subqueries met in the expressions of a clause. Each becomes a join, added to the clause's
/// relation by [#attach]; in the expression stands a column of that join.
final class Subqueries {

  /// Joins a subquery to `input`; `around` has its rows, or more, from before other subqueries were
  /// joined.
  @FunctionalInterface
  private interface Attaching {
    Relation to(Relation input, Relation around);
  }

  /// A subquery where it stands, with the columns around it that it, or what it is compared with,
  /// uses, and the one that it gives.
  private record Attachment(SqlNode node, Set<Integer> used, Column output, Attaching join) {}

  /// What a subquery is known by: its text, and the values it is compared with.
  private record Wording(String text, List<Expression> values) {}

  /// Two relations, each with the subqueries that use its columns.
  record Sides(Relation left, Relation right) {}

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final List<Attachment> attachments = new ArrayList<>();
  private final Map<Wording, Expression> known = new HashMap<>();
  private UnaryOperator<Expression> afterwards = UnaryOperator.identity();

  Subqueries(AnalysisContext context, QueryAnalyzer queries) {
    this.context = context;
    this.queries = queries;
  }

  boolean isEmpty() {
    return attachments.isEmpty();
  }

  /// Sets how values compared with subqueries are rewritten before they are joined: after a
  /// grouping they refer to its columns.
  void rewriteWith(UnaryOperator<Expression> rewrite) {
    afterwards = rewrite;
  }

  /// Hands those that give one of these columns to `others`, which are attached earlier.
  void move(Set<Integer> columns, Subqueries others) {
    var moved = attachments.stream().filter(a -> columns.contains(a.output().id())).toList();
    attachments.removeAll(moved);
    others.attachments.addAll(moved);
  }

  /// The relation with what the subqueries give; call it once.
  Relation attach(Relation relation) {
    var result = relation;
    for (var attachment : attachments) {
      result = attachment.join().to(result, relation);
    }
    return result;
  }

  /// Each subquery attached to the one relation whose columns it uses; to the right one if it uses
  /// none. Both keep their rows, which is what the condition of an outer join needs.
  Sides attach(Relation left, Relation right) {
    var leftIds = Expressions.idsOf(left.columns());
    var rightIds = Expressions.idsOf(right.columns());
    var newLeft = left;
    var newRight = right;
    for (var attachment : attachments) {
      boolean usesLeft = attachment.used().stream().anyMatch(leftIds::contains);
      boolean usesRight = attachment.used().stream().anyMatch(rightIds::contains);
      if (usesLeft && usesRight) {
        throw Unsupported.notSupported(
            context,
            attachment.node(),
            "in ON of a join other than an inner one, a subquery that uses columns of both sides");
      }
      if (usesLeft) {
        newLeft = attachment.join().to(newLeft, left);
      } else {
        newRight = attachment.join().to(newRight, right);
      }
    }
    return new Sides(newLeft, newRight);
  }

  private SubqueryJoins joins(SqlNode node, ExpressionAnalyzer expressions) {
    return new SubqueryJoins(context, node, expressions.scope());
  }

  /// The same column for the same words: a subquery may stand in the SELECT list and in GROUP BY.
  private Expression once(SqlNode node, List<Expression> values, Supplier<Expression> making) {
    var wording = new Wording(context.source().exact(node), values);
    var found = known.get(wording);
    if (found == null) {
      found = making.get();
      known.put(wording, found);
    }
    return found;
  }

  /// The value of a subquery of one column and at most one row.
  Expression scalar(ExpressionAnalyzer expressions, SqlNode node) {
    return once(node, List.of(), () -> newScalar(expressions, node));
  }

  private Expression newScalar(ExpressionAnalyzer expressions, SqlNode node) {
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
    var joins = joins(node, expressions);
    attachments.add(
        new Attachment(
            node,
            Relations.freeIds(query),
            column,
            (input, around) -> joins.scalar(input, around, query, column)));
    return column.ref();
  }

  /// EXISTS inside a larger expression.
  Expression exists(ExpressionAnalyzer expressions, SqlBasicCall call) {
    return once(call, List.of(), () -> newExists(expressions, call));
  }

  private Expression newExists(ExpressionAnalyzer expressions, SqlBasicCall call) {
    SqlNode node = call.operand(0);
    var query = queries.query(node, expressions.scope());
    var mark = context.ids().column("exists", DataType.BOOLEAN, false);
    var joins = joins(node, expressions);
    attachments.add(
        new Attachment(
            node,
            Relations.freeIds(query),
            mark,
            (input, around) -> joins.existsMark(input, around, query, mark)));
    return mark.ref();
  }

  /// `IN`, `= ANY`, `<> ALL` and the like inside a larger expression: true, false or, where NULLs
  /// leave it open, NULL.
  Expression compared(ExpressionAnalyzer expressions, SqlCall call) {
    var values = QuantifiedAnalyzer.values(expressions, call);
    return once(call, values, () -> newCompared(expressions, call, values));
  }

  private Expression newCompared(
      ExpressionAnalyzer expressions, SqlCall call, List<Expression> values) {
    var quantified = quantified(expressions, call, values);
    var comparisons = quantified.comparisons();
    var mark = context.ids().column("in", DataType.BOOLEAN, true);
    var used = new HashSet<>(Relations.freeIds(comparisons.query()));
    comparisons.pairs().forEach(pair -> used.addAll(Expressions.ids(pair.left())));
    var joins = joins(call, expressions);
    attachments.add(
        new Attachment(
            call,
            used,
            mark,
            (input, around) -> joins.anyRowMark(input, around, rewritten(comparisons), mark)));
    return quantified.isNegated() ? expressions.negated(mark.ref()) : mark.ref();
  }

  private QuantifiedAnalyzer.Quantified quantified(
      ExpressionAnalyzer expressions, SqlCall call, List<Expression> values) {
    return new QuantifiedAnalyzer(context, queries).analyze(expressions, call, values);
  }

  private Comparisons rewritten(Comparisons comparisons) {
    return new Comparisons(
        comparisons.function(),
        comparisons.pairs().stream()
            .map(pair -> new Comparisons.Pair(afterwards.apply(pair.left()), pair.right()))
            .toList(),
        comparisons.query());
  }

  /// The rows for which a condition is true. Subqueries that decide alone (`EXISTS …`, `x IN …`
  /// joined by AND) become semi joins and anti joins.
  Relation where(
      Relation input,
      SqlNode condition,
      ExpressionAnalyzer expressions,
      UnaryOperator<Expression> rewrite) {
    rewriteWith(rewrite);
    var before = new ArrayList<Expression>();
    var after = new ArrayList<Expression>();
    var filtering = new ArrayList<Attaching>();
    for (var part : conjuncts(condition)) {
      var join = filteringJoin(part, expressions);
      if (join != null) {
        filtering.add(join);
      } else {
        int known = attachments.size();
        var analyzed = rewrite.apply(expressions.condition(part));
        (attachments.size() == known ? before : after).add(analyzed);
      }
    }
    // What needs no subquery comes first: it leaves fewer rows around the subqueries.
    var around = Relations.filter(input, before);
    var result = Relations.filter(attach(around), after);
    for (var join : filtering) {
      result = join.to(result, around);
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

  /// `null` for what is no subquery alone.
  private @Nullable Attaching filteringJoin(SqlNode part, ExpressionAnalyzer expressions) {
    boolean isNot = part.getKind() == SqlKind.NOT;
    SqlNode inner = isNot ? ((SqlCall) part).operand(0) : part;
    return switch (inner.getKind()) {
      case EXISTS -> {
        var query = queries.query(((SqlCall) inner).operand(0), expressions.scope());
        var joins = joins(inner, expressions);
        yield (input, around) -> joins.exists(input, around, query, isNot);
      }
      case IN, NOT_IN, SOME, ALL -> {
        var call = (SqlCall) inner;
        yield ExpressionAnalyzer.isQuery(call.operand(1))
            ? filteringJoin(call, isNot, expressions)
            : null;
      }
      default -> null;
    };
  }

  private Attaching filteringJoin(SqlCall call, boolean isNot, ExpressionAnalyzer expressions) {
    var quantified = quantified(expressions, call, QuantifiedAnalyzer.values(expressions, call));
    var joins = joins(call, expressions);
    return (input, around) -> {
      var comparisons = rewritten(quantified.comparisons());
      return isNot == quantified.isNegated()
          ? joins.anyRow(input, around, comparisons)
          : joins.noRow(input, around, comparisons);
    };
  }
}
