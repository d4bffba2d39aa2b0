package dev.stint.sql.optimize;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is compared when inputs of a chain of inner joins meet. A set of inputs has one bit for
/// each.
///
/// Of columns that are all equal, a join compares one of each side: the others are equal to these
/// already. So any two inputs that have one are connected, whichever of the equalities were
/// written.
final class JoinConditions {

  /// A condition and the inputs that it needs.
  private record Condition(Expression expression, int inputs) {

    /// Whether it can be checked first when these two sets meet.
    boolean isNew(int left, int right) {
      return (inputs & ~(left | right)) == 0 && (inputs & left) != 0 && (inputs & right) != 0;
    }
  }

  /// Columns that are equal, one of each input that has any, and the equalities that say so.
  private record Equal(Map<Integer, ColumnRef> byInput, int inputs, List<Condition> written) {

    boolean isOfBoth(int left, int right) {
      return (inputs & left) != 0 && (inputs & right) != 0;
    }

    /// As it was written, if it was.
    Expression between(int left, int right) {
      for (var condition : written) {
        if (condition.isNew(left, right)) {
          return condition.expression();
        }
      }
      return Expressions.equal(first(left), first(right));
    }

    private ColumnRef first(int set) {
      for (var entry : byInput.entrySet()) {
        if ((entry.getKey() & set) != 0) {
          return entry.getValue();
        }
      }
      throw new IllegalArgumentException("no column of " + byInput + " in " + set);
    }
  }

  private final List<Relation> inputs;
  private final List<Set<Integer>> ids;
  private final List<Equal> equal;
  private final List<Condition> others;

  JoinConditions(List<Relation> inputs, List<Expression> conditions) {
    this.ids = inputs.stream().map(input -> Expressions.idsOf(input.columns())).toList();
    var equalities = conditions.stream().filter(Equalities::isEquality).toList();
    var classes = Equalities.of(equalities).classes();
    this.inputs = inputs.stream().map(input -> equalWithin(input, classes)).toList();
    this.equal = classes.stream().map(columns -> equal(columns, equalities)).toList();
    this.others =
        conditions.stream()
            .filter(condition -> !Equalities.isEquality(condition))
            .map(this::condition)
            .toList();
  }

  /// The input, with those of its own columns compared that are equal.
  private static Relation equalWithin(Relation input, List<List<ColumnRef>> classes) {
    var ids = Expressions.idsOf(input.columns());
    var within = new ArrayList<Expression>();
    for (var columns : classes) {
      var own = columns.stream().filter(column -> ids.contains(column.column())).toList();
      for (int index = 1; index < own.size(); index++) {
        within.add(Expressions.equal(own.getFirst(), own.get(index)));
      }
    }
    return Relations.filter(input, within);
  }

  private Equal equal(List<ColumnRef> columns, List<Expression> equalities) {
    var byInput = new LinkedHashMap<Integer, ColumnRef>();
    int set = 0;
    for (var column : columns) {
      int input = inputsOf(Set.of(column.column()));
      byInput.putIfAbsent(input, column);
      set |= input;
    }
    var columnIds = Expressions.ids(columns);
    var written =
        equalities.stream()
            .filter(equality -> columnIds.containsAll(Expressions.ids(equality)))
            .map(this::condition)
            .toList();
    return new Equal(byInput, set, written);
  }

  private Condition condition(Expression expression) {
    return new Condition(expression, inputsOf(Expressions.ids(expression)));
  }

  private int inputsOf(Set<Integer> used) {
    int set = 0;
    for (int index = 0; index < ids.size(); index++) {
      if (ids.get(index).stream().anyMatch(used::contains)) {
        set |= 1 << index;
      }
    }
    return set;
  }

  /// The inputs, each with what is compared within it.
  List<Relation> inputs() {
    return inputs;
  }

  boolean areConnected(int left, int right) {
    return equal.stream().anyMatch(columns -> columns.isOfBoth(left, right))
        || others.stream().anyMatch(condition -> condition.isNew(left, right));
  }

  /// All that is compared when two sets meet.
  List<Expression> between(int left, int right) {
    var found = new ArrayList<Expression>();
    for (var columns : equal) {
      if (columns.isOfBoth(left, right)) {
        found.add(columns.between(left, right));
      }
    }
    for (var condition : others) {
      if (condition.isNew(left, right)) {
        found.add(condition.expression());
      }
    }
    return found;
  }

  /// What needs fewer than two inputs, and so is no join's condition.
  List<Expression> ofNoJoin() {
    return others.stream()
        .filter(condition -> Integer.bitCount(condition.inputs()) < 2)
        .map(Condition::expression)
        .toList();
  }
}
