package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.ColumnSet;
import dev.stint.sql.tree.Query.UnpivotNulls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// UNPIVOT: each row once for each set of columns.
final class UnpivotAnalyzer {

  private final AnalysisContext context;
  private final Query.Unpivot unpivot;
  private final Source input;

  UnpivotAnalyzer(AnalysisContext context, Query.Unpivot unpivot, Source input) {
    this.context = context;
    this.unpivot = unpivot;
    this.input = input;
  }

  Source analyze() {
    var sets = unpivot.sets().stream().map(this::columns).toList();
    var kept = kept(sets);
    var name = context.ids().column(unpivot.name(), DataType.STRING, false);
    var typed = typed(sets);
    var values = values(typed);
    var columns = new ArrayList<Column>();
    kept.forEach(entry -> columns.add(entry.column()));
    columns.add(name);
    columns.addAll(values);
    var projections = new ArrayList<List<Expression>>();
    for (int set = 0; set < sets.size(); set++) {
      var projection = new ArrayList<Expression>();
      kept.forEach(entry -> projection.add(entry.column().ref()));
      projection.add(Literal.ofString(name(unpivot.sets().get(set))));
      projection.addAll(typed.get(set));
      projections.add(projection);
    }
    var entries = new ArrayList<>(kept);
    columns
        .subList(kept.size(), columns.size())
        .forEach(column -> entries.add(new Scope.Entry(null, column, false)));
    return new Source(
        present(new Expand(input.relation(), columns, projections), values),
        new Scope(entries, input.scope().outer()));
  }

  private List<Column> columns(ColumnSet set) {
    return set.columns().stream().map(name -> input.scope().resolve(name, context)).toList();
  }

  /// What is in no set.
  private List<Scope.Entry> kept(List<List<Column>> sets) {
    var used = new HashSet<Integer>();
    sets.forEach(set -> used.addAll(Expressions.idsOf(set)));
    var all = input.scope().star(null);
    var kept = all.entries().stream().filter(entry -> !used.contains(entry.column().id())).toList();
    Scope.refuseUnreadable(kept.stream().map(Scope.Entry::column).toList(), unpivot, context);
    return kept;
  }

  /// The values of each set, those of one place brought to one type.
  private List<List<Expression>> typed(List<List<Column>> sets) {
    var typed = new ArrayList<List<Expression>>();
    sets.forEach(_ -> typed.add(new ArrayList<>()));
    for (int index = 0; index < unpivot.values().size(); index++) {
      int place = index;
      var values = sets.stream().map(set -> (Expression) set.get(place).ref()).toList();
      var common = new FunctionCall("UNPIVOT", values, unpivot, context).common(0);
      for (int set = 0; set < sets.size(); set++) {
        typed.get(set).add(common.get(set));
      }
    }
    return typed;
  }

  private List<Column> values(List<List<Expression>> typed) {
    var values = new ArrayList<Column>();
    for (int index = 0; index < unpivot.values().size(); index++) {
      var type = typed.getFirst().get(index).type();
      values.add(context.ids().column(unpivot.values().get(index), type, true));
    }
    return values;
  }

  private static String name(ColumnSet set) {
    return set.name() != null
        ? set.name()
        : set.columns().stream().map(column -> column.last()).collect(Collectors.joining("_"));
  }

  private Relation present(Relation rows, List<Column> values) {
    if (unpivot.nulls() == UnpivotNulls.INCLUDE) {
      return rows;
    }
    var present = values.stream().map(value -> Expressions.isNotNull(value.ref())).toList();
    return Relations.filter(rows, List.of(Expressions.or(present)));
  }
}
