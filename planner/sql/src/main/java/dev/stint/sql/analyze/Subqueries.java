package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Operator;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
  private record Attachment(Tree node, Set<Integer> used, Column output, Attaching join) {}

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

  private SubqueryJoins joins(Tree node, ExpressionAnalyzer expressions) {
    return new SubqueryJoins(context, node, expressions.scope());
  }

  /// The same column for the same words: a subquery may stand in the SELECT list and in GROUP BY.
  private Expression once(Tree node, List<Expression> values, Supplier<Expression> making) {
    var wording = new Wording(context.source().exact(node), values);
    var found = known.get(wording);
    if (found == null) {
      found = making.get();
      known.put(wording, found);
    }
    return found;
  }

  /// The value of a subquery of one column and at most one row.
  Expression scalar(ExpressionAnalyzer expressions, Term term, Query query) {
    return once(term, List.of(), () -> newScalar(expressions, term, query));
  }

  private Expression newScalar(ExpressionAnalyzer expressions, Term term, Query tree) {
    var query = queries.query(tree, expressions.scope());
    if (query.columns().size() != 1) {
      throw context
          .source()
          .error(
              term,
              "a subquery in an expression must give one column, not " + query.columns().size());
    }
    var value = query.columns().getFirst();
    var column = context.ids().column(value.name(), value.type(), true);
    var joins = joins(tree, expressions);
    attachments.add(
        new Attachment(
            tree,
            Relations.freeIds(query),
            column,
            (input, around) -> joins.scalar(input, around, query, column)));
    return column.ref();
  }

  /// EXISTS inside a larger expression.
  Expression exists(ExpressionAnalyzer expressions, Term.Exists exists) {
    return once(exists, List.of(), () -> newExists(expressions, exists));
  }

  private Expression newExists(ExpressionAnalyzer expressions, Term.Exists exists) {
    var query = queries.query(exists.query(), expressions.scope());
    var mark = context.ids().column("exists", DataType.BOOLEAN, false);
    var joins = joins(exists.query(), expressions);
    attachments.add(
        new Attachment(
            exists.query(),
            Relations.freeIds(query),
            mark,
            (input, around) -> joins.existsMark(input, around, query, mark)));
    return mark.ref();
  }

  /// `IN` inside a larger expression: true, false or, where NULLs leave it open, NULL.
  Expression in(ExpressionAnalyzer expressions, Term.InQuery in) {
    var values = QuantifiedAnalyzer.values(expressions, in.value());
    return once(
        in,
        values,
        () -> compared(expressions, in, quantifieds().analyze(expressions, in, values)));
  }

  /// `= ANY`, `<> ALL` and the like inside a larger expression, as [#in].
  Expression quantified(ExpressionAnalyzer expressions, Term.Quantified quantified) {
    var values = QuantifiedAnalyzer.values(expressions, quantified.value());
    return once(
        quantified,
        values,
        () ->
            compared(
                expressions, quantified, quantifieds().analyze(expressions, quantified, values)));
  }

  private Expression compared(
      ExpressionAnalyzer expressions, Term term, QuantifiedAnalyzer.Quantified quantified) {
    var comparisons = quantified.comparisons();
    var mark = context.ids().column("in", DataType.BOOLEAN, true);
    var used = new HashSet<>(Relations.freeIds(comparisons.query()));
    comparisons.pairs().forEach(pair -> used.addAll(Expressions.ids(pair.left())));
    var joins = joins(term, expressions);
    attachments.add(
        new Attachment(
            term,
            used,
            mark,
            (input, around) -> joins.anyRowMark(input, around, rewritten(comparisons), mark)));
    return quantified.isNegated() ? expressions.negated(mark.ref()) : mark.ref();
  }

  private QuantifiedAnalyzer quantifieds() {
    return new QuantifiedAnalyzer(context, queries);
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
      Term condition,
      ExpressionAnalyzer expressions,
      UnaryOperator<Expression> rewrite) {
    rewriteWith(rewrite);
    var before = new ArrayList<Expression>();
    var after = new ArrayList<Expression>();
    var filtering = new ArrayList<Attaching>();
    for (var part : conjuncts(condition)) {
      var join = filteringJoin(part, false, expressions);
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

  private static List<Term> conjuncts(Term condition) {
    return condition instanceof Term.Operation(_, var operator, var operands)
            && operator == Operator.AND
        ? operands.stream().flatMap(part -> conjuncts(part).stream()).toList()
        : List.of(condition);
  }

  /// `null` for what is no subquery alone.
  private @Nullable Attaching filteringJoin(
      Term part, boolean isNot, ExpressionAnalyzer expressions) {
    if (part instanceof Term.Operation operation && operation.operator() == Operator.NOT) {
      return filteringJoin(operation.operand(0), !isNot, expressions);
    }
    if (part instanceof Term.Exists exists) {
      var query = queries.query(exists.query(), expressions.scope());
      var joins = joins(exists, expressions);
      return (input, around) -> joins.exists(input, around, query, isNot);
    }
    if (part instanceof Term.InQuery in) {
      var values = QuantifiedAnalyzer.values(expressions, in.value());
      var quantified = quantifieds().analyze(expressions, in, values);
      return filteringJoin(in, quantified, isNot, expressions);
    }
    if (part instanceof Term.Quantified term) {
      var values = QuantifiedAnalyzer.values(expressions, term.value());
      var quantified = quantifieds().analyze(expressions, term, values);
      return filteringJoin(term, quantified, isNot, expressions);
    }
    return null;
  }

  private Attaching filteringJoin(
      Term term,
      QuantifiedAnalyzer.Quantified quantified,
      boolean isNot,
      ExpressionAnalyzer expressions) {
    var joins = joins(term, expressions);
    return (input, around) -> {
      var comparisons = rewritten(quantified.comparisons());
      return isNot == quantified.isNegated()
          ? joins.anyRow(input, around, comparisons)
          : joins.noRow(input, around, comparisons);
    };
  }
}
