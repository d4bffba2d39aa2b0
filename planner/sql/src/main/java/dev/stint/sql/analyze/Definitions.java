package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.aggregate.FoundAggregate;
import dev.stint.sql.analyze.Definition.Aggregate;
import dev.stint.sql.analyze.Definition.Called;
import dev.stint.sql.analyze.Definition.Compared;
import dev.stint.sql.analyze.Definition.Exists;
import dev.stint.sql.analyze.Definition.Grouping;
import dev.stint.sql.analyze.Definition.Scalar;
import dev.stint.sql.analyze.Definition.Subquery;
import dev.stint.sql.analyze.Definition.Window;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.RelationCopy;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// All that the expressions of one SELECT, or of another place, need computed beforehand: each
/// once, however often it is written, by the id of its output and in the order in which it was met.
final class Definitions {

  /// What a subquery is known by: how it was written, and the values it is compared with.
  private record Wording(Object words, List<Expression> values) {}

  private final Map<Integer, Definition> byId = new LinkedHashMap<>();
  private final Map<Wording, Column> outputs = new HashMap<>();

  boolean isEmpty() {
    return byId.isEmpty();
  }

  Optional<Subquery> subquery(int id) {
    return byId.get(id) instanceof Subquery subquery ? Optional.of(subquery) : Optional.empty();
  }

  List<Aggregate> aggregates() {
    return all(Aggregate.class);
  }

  List<Grouping> groupings() {
    return all(Grouping.class);
  }

  List<Window> windows() {
    return all(Window.class);
  }

  List<Subquery> subqueries() {
    return all(Subquery.class);
  }

  private <T extends Definition> List<T> all(Class<T> kind) {
    return byId.values().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The output of an aggregate; `output` is taken if it was not met before.
  Column aggregate(FoundAggregate found, Column output) {
    for (var known : aggregates()) {
      if (known.found().equals(found)) {
        return known.output();
      }
    }
    add(new Aggregate(output, found));
    return output;
  }

  /// The output of a window function.
  Column window(Window window) {
    for (var known : windows()) {
      if (known.isSame(window)) {
        return known.output();
      }
    }
    add(window);
    return window.output();
  }

  /// The output of what tells a group's set of keys.
  Column grouping(Grouping grouping) {
    for (var known : groupings()) {
      if (known.call().name().equalsIgnoreCase(grouping.call().name())
          && known.arguments().equals(grouping.arguments())) {
        return known.output();
      }
    }
    add(grouping);
    return grouping.output();
  }

  void add(Definition definition) {
    byId.put(definition.output().id(), definition);
  }

  /// The same value for the same words: a subquery may stand in the SELECT list and in GROUP BY.
  Expression once(
      AnalysisContext context, Tree node, List<Expression> values, Supplier<Subquery> making) {
    var words = node.span().isKnown() ? context.source().exact(node) : node;
    var wording = new Wording(words, values);
    var found = outputs.get(wording);
    if (found == null) {
      var made = making.get();
      add(made);
      found = made.output();
      outputs.put(wording, found);
    }
    return found.ref();
  }

  /// The output of a copy of a subquery, which computes it once more.
  Column again(Subquery subquery, ColumnIds ids) {
    var old = subquery.output();
    var output = ids.column(old.name(), old.type(), old.isNullable());
    add(
        switch (subquery) {
          case Scalar(_, var node, var query) ->
              new Scalar(output, node, RelationCopy.of(query, ids));
          case Called called ->
              new Called(
                  output,
                  called.node(),
                  RelationCopy.of(called.query(), ids),
                  called.parameters(),
                  called.arguments());
          case Exists(_, var node, var query) ->
              new Exists(output, node, RelationCopy.of(query, ids));
          case Compared(_, var node, var comparisons) ->
              new Compared(output, node, comparisons.copy(ids));
        });
    return output;
  }

  /// The ids that stand once in all of `expressions` and of what is defined here.
  Set<Integer> usedOnce(Collection<? extends Expression> expressions) {
    var all = new ArrayList<Expression>(expressions);
    byId.values().forEach(definition -> all.addAll(definition.inputs()));
    var once = new HashSet<Integer>();
    var several = new HashSet<Integer>();
    for (var expression : all) {
      for (int id : Expressions.ids(expression)) {
        if (!once.add(id)) {
          several.add(id);
        }
      }
    }
    once.removeAll(several);
    return once;
  }
}
