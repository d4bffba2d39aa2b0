package dev.stint.sql.optimize;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.BroadcastLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds an order for inner joins: takes chains of them apart into their inputs and conditions and
/// puts them together again so that few rows move. Semi and anti joins, which only drop rows, go to
/// where they cost least: a semi join that keeps few rows to the input that it filters, others to
/// the fewest rows on the way from there to the whole chain.
final class JoinOrder {

  /// How many inputs one search can tell apart.
  private static final int MAX_INPUTS = 30;

  /// A semi join keeps few rows if they are at most this share.
  private static final double FEW = 0.5;

  private final Estimates estimates;
  private final BroadcastLimits broadcasts;

  JoinOrder(Estimates estimates, BroadcastLimits broadcasts) {
    this.estimates = estimates;
    this.broadcasts = broadcasts;
  }

  Relation apply(Relation relation) {
    if (relation instanceof Union union) {
      return new Union(union.inputs().stream().map(this::inOrder).toList(), union.columns());
    }
    if (!(relation instanceof Join join)
        || (join.kind() != JoinKind.INNER && !join.kind().isLeftOnly())) {
      return relation.withInputs(relation.inputs().stream().map(this::apply).toList());
    }
    var chain = new Chain();
    flatten(relation, chain);
    var ordered = joined(chain.inputs, chain.conditions);
    for (var reducer : chain.reducers) {
      ordered = reducer.over(ordered, fewestRows(ordered, reducer));
    }
    return ordered;
  }

  /// Another order of joins has its columns in another one, but a union knows them by their place.
  private Relation inOrder(Relation input) {
    return Relations.select(apply(input), input.columns());
  }

  /// A chain of joins, taken apart.
  private static final class Chain {
    final List<Relation> inputs = new ArrayList<>();
    final List<Expression> conditions = new ArrayList<>();
    final List<Reducer> reducers = new ArrayList<>();
  }

  /// A semi or anti join without the rows that it filters; `used` are the columns of these that it
  /// compares.
  private record Reducer(
      Relation right, JoinKind kind, List<Expression> conditions, Set<Integer> used) {

    static Reducer of(Join join, Relation right) {
      var used = new HashSet<>(Expressions.ids(join.conditions()));
      used.removeAll(Expressions.idsOf(right.columns()));
      return new Reducer(right, join.kind(), join.conditions(), used);
    }

    boolean fits(Relation relation) {
      return !used.isEmpty() && Expressions.idsOf(relation.columns()).containsAll(used);
    }

    Join on(Relation relation) {
      return new Join(relation, right, kind, conditions);
    }

    /// The inputs of a relation from which rows may be dropped as well as from itself.
    Optional<Relation> below(Relation relation) {
      var inputs =
          switch (relation) {
            case Project _, Filter _ -> relation.inputs();
            case Join join -> join.kind() == JoinKind.INNER ? join.inputs() : List.of(join.left());
            default -> List.<Relation>of();
          };
      boolean dropsRight =
          relation instanceof Join join
              && (join.kind() == JoinKind.RIGHT || join.kind() == JoinKind.FULL);
      return dropsRight ? Optional.empty() : inputs.stream().filter(this::fits).findFirst();
    }

    /// `whole` with this join put onto a relation in it.
    Relation over(Relation whole, Relation place) {
      if (whole.equals(place)) {
        return on(whole);
      }
      var below = below(whole).orElseThrow();
      return whole.withInputs(
          whole.inputs().stream()
              .map(input -> input.equals(below) ? over(input, place) : input)
              .toList());
    }
  }

  /// The relation of fewest rows that the reducer fits on; of equal ones the lowest.
  private Relation fewestRows(Relation whole, Reducer reducer) {
    var fewest = whole;
    var next = reducer.below(whole);
    while (next.isPresent()) {
      if (estimates.rows(next.get()) <= estimates.rows(fewest)) {
        fewest = next.get();
      }
      next = reducer.below(next.get());
    }
    return fewest;
  }

  private static Relation lowest(Relation whole, Reducer reducer) {
    var lowest = whole;
    var next = reducer.below(whole);
    while (next.isPresent()) {
      lowest = next.get();
      next = reducer.below(lowest);
    }
    return lowest;
  }

  private Relation joined(List<Relation> inputs, List<Expression> conditions) {
    return switch (inputs.size()) {
      case 1 -> Relations.filter(inputs.getFirst(), conditions);
      case 2 -> pair(new JoinConditions(inputs, conditions));
      default -> search(inputs, conditions);
    };
  }

  private static Relation pair(JoinConditions conditions) {
    var pair = conditions.inputs();
    var join =
        new Join(pair.getFirst(), pair.getLast(), JoinKind.INNER, conditions.between(0b01, 0b10));
    return Relations.filter(join, conditions.ofNoJoin());
  }

  private Relation search(List<Relation> inputs, List<Expression> conditions) {
    if (inputs.size() <= MAX_INPUTS) {
      return new JoinSearch(estimates, broadcasts, inputs, conditions).best();
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

  private void flatten(Relation relation, Chain chain) {
    switch (relation) {
      case Join join when join.kind() == JoinKind.INNER -> {
        flatten(join.left(), chain);
        flatten(join.right(), chain);
        chain.conditions.addAll(join.conditions());
      }
      case Join join when join.kind().isLeftOnly() -> {
        flatten(join.left(), chain);
        reduce(chain, Reducer.of(join, apply(join.right())));
      }
      case Project project when project.input() instanceof Join && Relations.isSelection(project) ->
          flatten(project.input(), chain);
      default -> chain.inputs.add(apply(relation));
    }
  }

  /// Puts a semi join that keeps few rows onto the input whose columns it compares; others wait
  /// until the order is known.
  private void reduce(Chain chain, Reducer reducer) {
    for (int index = 0; index < chain.inputs.size(); index++) {
      var input = chain.inputs.get(index);
      if (reducer.fits(input) && keepsFew(reducer, input)) {
        chain.inputs.set(index, reducer.over(input, lowest(input, reducer)));
        return;
      }
    }
    chain.reducers.add(reducer);
  }

  private boolean keepsFew(Reducer reducer, Relation input) {
    return reducer.kind() == JoinKind.SEMI
        && estimates.rows(reducer.on(input)) <= FEW * estimates.rows(input);
  }
}
