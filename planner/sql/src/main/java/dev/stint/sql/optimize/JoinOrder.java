package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Finds an order for inner joins: takes chains of them apart into their inputs and conditions and
/// puts them together again so that few rows move. Semi and anti joins sink to the one input that
/// they filter.
final class JoinOrder {

  /// How many inputs one search can tell apart.
  private static final int MAX_INPUTS = 30;

  private final Estimates estimates;
  private final double broadcastBytes;

  JoinOrder(Estimates estimates, double broadcastBytes) {
    this.estimates = estimates;
    this.broadcastBytes = broadcastBytes;
  }

  Relation apply(Relation relation) {
    if (relation instanceof Union union) {
      return new Union(union.inputs().stream().map(this::inOrder).toList(), union.columns());
    }
    if (!(relation instanceof Join join)
        || (join.kind() != JoinKind.INNER && !join.kind().isLeftOnly())) {
      return relation.withInputs(relation.inputs().stream().map(this::apply).toList());
    }
    var inputs = new ArrayList<Relation>();
    var conditions = new ArrayList<Expression>();
    flatten(relation, inputs, conditions);
    if (inputs.size() == 1) {
      return inputs.getFirst();
    }
    return inputs.size() == 2 ? pair(inputs, conditions) : search(inputs, conditions);
  }

  /// Another order of joins has its columns in another one, but a union knows them by their place.
  private Relation inOrder(Relation input) {
    return Relations.select(apply(input), input.columns());
  }

  private static Relation pair(List<Relation> inputs, List<Expression> conditions) {
    return new Join(inputs.getFirst(), inputs.getLast(), JoinKind.INNER, conditions);
  }

  private Relation search(List<Relation> inputs, List<Expression> conditions) {
    if (inputs.size() <= MAX_INPUTS) {
      return new JoinSearch(estimates, broadcastBytes, inputs, conditions).best();
    }
    var first = inputs.subList(0, MAX_INPUTS);
    var ids = new HashSet<Integer>();
    first.forEach(input -> ids.addAll(Expressions.idsOf(input.columns())));
    var within = new ArrayList<Expression>();
    var beyond = new ArrayList<Expression>();
    for (var condition : conditions) {
      (ids.containsAll(Expressions.ids(condition)) ? within : beyond).add(condition);
    }
    var rest = new ArrayList<Relation>();
    rest.add(search(first, within));
    rest.addAll(inputs.subList(MAX_INPUTS, inputs.size()));
    return search(rest, beyond);
  }

  private void flatten(Relation relation, List<Relation> inputs, List<Expression> conditions) {
    switch (relation) {
      case Join join when join.kind() == JoinKind.INNER -> {
        flatten(join.left(), inputs, conditions);
        flatten(join.right(), inputs, conditions);
        conditions.addAll(join.conditions());
      }
      case Join join when join.kind().isLeftOnly() -> {
        var own = new ArrayList<Relation>();
        var ownConditions = new ArrayList<Expression>();
        flatten(join.left(), own, ownConditions);
        sink(join, own, ownConditions);
        inputs.addAll(own);
        conditions.addAll(ownConditions);
      }
      case Project project when project.input() instanceof Join && Relations.isSelection(project) ->
          flatten(project.input(), inputs, conditions);
      default -> inputs.add(apply(relation));
    }
  }

  /// Puts a semi or anti join onto the input whose columns it compares; onto all of them joined if
  /// there is no such one.
  private void sink(Join filtering, List<Relation> inputs, List<Expression> conditions) {
    var right = apply(filtering.right());
    var rightIds = Expressions.idsOf(right.columns());
    var used = new HashSet<>(Expressions.ids(filtering.conditions()));
    used.removeAll(rightIds);
    for (int index = 0; index < inputs.size(); index++) {
      var input = inputs.get(index);
      if (!used.isEmpty() && Expressions.idsOf(input.columns()).containsAll(used)) {
        inputs.set(index, new Join(input, right, filtering.kind(), filtering.conditions()));
        return;
      }
    }
    Relation all = inputs.size() == 1 ? inputs.getFirst() : search(inputs, conditions);
    inputs.clear();
    conditions.clear();
    inputs.add(new Join(all, right, filtering.kind(), filtering.conditions()));
  }
}
