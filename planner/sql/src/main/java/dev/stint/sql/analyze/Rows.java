package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.sql.analyze.Definition.Called;
import dev.stint.sql.analyze.Definition.Compared;
import dev.stint.sql.analyze.Definition.Exists;
import dev.stint.sql.analyze.Definition.Scalar;
import dev.stint.sql.analyze.Definition.Subquery;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rows of a SELECT on their way through its phases. Each phase first adds the columns of those
/// definitions that its expressions need and that are not there yet. Used by one thread, once.
final class Rows {

  /// A subquery that decides alone whether a row is kept: as a semi join, or as an anti join where
  /// it stands below NOT.
  private record Test(Subquery subquery, boolean isNegated) {}

  private final AnalysisContext context;
  private final Scope scope;
  private final Definitions definitions;

  /// Outputs that stand in one expression alone.
  private final Set<Integer> usedOnce;

  private Relation relation;
  private Reading reading;

  /// `expressions` are all that will be computed over the rows.
  Rows(
      ExpressionAnalyzer resolver,
      Relation relation,
      Collection<? extends Expression> expressions) {
    this.context = resolver.context();
    this.scope = resolver.scope();
    this.definitions = resolver.definitions();
    this.usedOnce = definitions.usedOnce(expressions);
    this.relation = relation;
    this.reading = Reading.asResolved(context);
  }

  Relation relation() {
    return relation;
  }

  /// What the expressions are over these rows, which get the outputs of the subqueries that they
  /// need.
  List<Expression> computed(List<Resolved> resolved) {
    var expressions = resolved.stream().map(this::read).toList();
    attach(expressions);
    return expressions;
  }

  private Expression read(Resolved resolved) {
    return reading.read(resolved.value(), resolved.term());
  }

  /// Adds the outputs of the subqueries that the expressions need.
  void attach(List<Expression> expressions) {
    var missing = missing(expressions);
    var around = relation;
    for (var subquery : definitions.subqueries()) {
      if (missing.contains(subquery.output().id())) {
        relation = subquery instanceof Called called ? called(called) : attached(subquery, around);
      }
    }
  }

  /// With the values of the function's parameters beside the rows, as columns that it uses.
  private Relation called(Called called) {
    var present = Expressions.idsOf(relation.columns());
    var rows =
        present.containsAll(Expressions.idsOf(called.parameters()))
            ? relation
            : Relations.extend(relation, called.parameters(), inputs(called));
    var joins = new SubqueryJoins(context, called.node(), scope);
    return joins.scalar(rows, rows, called.query(), called.output());
  }

  /// The outputs that are needed and not there, with those that these need in turn.
  private Set<Integer> missing(List<Expression> expressions) {
    var present = Expressions.idsOf(relation.columns());
    var missing = new HashSet<Integer>();
    var open = new ArrayList<>(expressions);
    while (!open.isEmpty()) {
      for (int id : Expressions.ids(open.removeLast())) {
        var subquery = definitions.subquery(id);
        if (subquery.isPresent() && !present.contains(id) && missing.add(id)) {
          open.addAll(inputs(subquery.get()));
        }
      }
    }
    return missing;
  }

  private List<Expression> inputs(Subquery subquery) {
    return subquery.inputs().stream().map(input -> reading.read(input, subquery.node())).toList();
  }

  private Relation attached(Subquery subquery, Relation around) {
    var joins = new SubqueryJoins(context, subquery.node(), scope);
    return switch (subquery) {
      case Called called -> called(called);
      case Scalar(var output, _, var query) -> joins.scalar(relation, around, query, output);
      case Exists(var output, _, var query) -> joins.existsMark(relation, around, query, output);
      case Compared compared ->
          joins.anyRowMark(relation, around, read(compared), compared.output());
    };
  }

  /// What is compared, over these rows.
  private Comparisons read(Compared compared) {
    var comparisons = compared.comparisons();
    return comparisons.withLefts(left -> reading.read(left, compared.node()));
  }

  /// Keeps the rows for which the condition is true. Subqueries that decide alone (`EXISTS …`, `x
  /// IN …` joined by AND) become semi joins and anti joins.
  void keep(Resolved condition) {
    var before = new ArrayList<Expression>();
    var after = new ArrayList<Expression>();
    var tests = new ArrayList<Test>();
    for (var part : Expressions.conjuncts(read(condition))) {
      var test = test(part);
      if (test.isPresent()) {
        tests.add(test.get());
      } else {
        (missing(List.of(part)).isEmpty() ? before : after).add(part);
      }
    }
    // What needs no subquery comes first: it leaves fewer rows around the subqueries.
    relation = Relations.filter(relation, before);
    var around = relation;
    attach(after);
    relation = Relations.filter(relation, after);
    for (var test : tests) {
      relation = kept(test, around);
    }
  }

  private Optional<Test> test(Expression part) {
    var inner = part;
    boolean isNegated = false;
    while (inner instanceof Call call && call.function() == ScalarFunction.NOT) {
      inner = call.argument(0);
      isNegated = !isNegated;
    }
    if (!(inner instanceof ColumnRef ref) || !usedOnce.contains(ref.column())) {
      return Optional.empty();
    }
    boolean isNot = isNegated;
    return definitions
        .subquery(ref.column())
        .filter(subquery -> !(subquery instanceof Scalar || subquery instanceof Called))
        .map(subquery -> new Test(subquery, isNot));
  }

  private Relation kept(Test test, Relation around) {
    var joins = new SubqueryJoins(context, test.subquery().node(), scope);
    return switch (test.subquery()) {
      case Scalar _, Called _ -> throw new IllegalArgumentException("no test: " + test);
      case Exists(_, _, var query) -> joins.exists(relation, around, query, test.isNegated());
      case Compared compared ->
          test.isNegated()
              ? joins.noRow(relation, around, read(compared))
              : joins.anyRow(relation, around, read(compared));
    };
  }

  /// Groups the rows and computes the aggregates.
  void group(GroupKeys keys) {
    var needed = new ArrayList<>(keys.values());
    definitions.aggregates().forEach(aggregate -> needed.addAll(aggregate.inputs()));
    attach(needed);
    var grouped = new Groups(context, definitions, relation).by(keys);
    var lost = Relations.columnsById(relation.columns());
    lost.keySet().removeAll(Expressions.idsOf(grouped.relation().columns()));
    relation = grouped.relation();
    reading = new Reading(grouped.keys(), again(lost), lost, context);
  }

  /// Computes the window functions.
  void window() {
    var windows =
        definitions.windows().stream()
            .map(window -> window.with(part -> reading.read(part, window.written())))
            .toList();
    var needed = new ArrayList<Expression>();
    windows.forEach(window -> needed.addAll(window.inputs()));
    attach(needed);
    relation = new Windows(context, relation).of(windows);
  }

  /// Subqueries whose outputs were lost, under other ids: they may be needed again.
  private Map<Integer, Column> again(Map<Integer, Column> lost) {
    var again = new HashMap<Integer, Column>();
    for (var subquery : definitions.subqueries()) {
      int id = subquery.output().id();
      if (lost.remove(id) != null) {
        again.put(id, definitions.again(subquery, context.ids()));
      }
    }
    return again;
  }
}
