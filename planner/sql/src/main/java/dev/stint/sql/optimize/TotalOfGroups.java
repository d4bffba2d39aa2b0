package dev.stint.sql.optimize;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.RelationCopy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the total of all rows of the totals of groups of the same rows, beside which it stands:
/// `HAVING sum(x) > (SELECT sum(x) * 0.01 …)`. The groups stand in the plan twice, in the same way,
/// and are computed once.
///
/// Without groups there is no row that the total would be joined to, so it does not matter that a
/// count of nothing is 0 and a sum of no counts NULL.
final class TotalOfGroups {

  private final Aggregate groups;
  private final JoinedScans rows;
  private final JoinedScans ofTotal;

  /// Columns of the rows of which the total is, as those that are grouped.
  private final Map<Integer, Expression> columns;

  private final KnownConditions known;

  private TotalOfGroups(
      Aggregate groups,
      JoinedScans rows,
      JoinedScans ofTotal,
      Map<Integer, Expression> columns,
      KnownConditions known) {
    this.groups = groups;
    this.rows = rows;
    this.ofTotal = ofTotal;
    this.columns = columns;
    this.known = known;
  }

  /// `join`, of `groups` with `total`, if the total can be made of the groups.
  static Optional<Relation> of(Join join, Relation groups, Relation total, ColumnIds ids) {
    if (!(groups instanceof Aggregate aggregate) || aggregate.groups().isEmpty()) {
      return Optional.empty();
    }
    var totals = Grouped.of(total).orElseThrow().aggregate();
    return of(aggregate, totals)
        .flatMap(same -> same.total(totals, ids))
        .map(newTotal -> Grouped.replaced(total, newTotal))
        .map(
            newTotal ->
                join.left().equals(groups)
                    ? join.over(groups, newTotal, join.conditions())
                    : join.over(newTotal, groups, join.conditions()));
  }

  private static Optional<TotalOfGroups> of(Aggregate groups, Aggregate totals) {
    var rows = JoinedScans.of(groups.input());
    var ofTotal = JoinedScans.of(totals.input());
    if (rows.isEmpty() || ofTotal.isEmpty()) {
      return Optional.empty();
    }
    return ofTotal
        .get()
        .columnsIn(rows.get())
        .flatMap(columns -> ofSameRows(groups, rows.get(), ofTotal.get(), columns));
  }

  private static Optional<TotalOfGroups> ofSameRows(
      Aggregate groups, JoinedScans rows, JoinedScans ofTotal, Map<Integer, Expression> columns) {
    var renamed =
        ofTotal.conditions().stream().map(one -> Expressions.substitute(one, columns)).toList();
    var known = new KnownConditions(rows.conditions());
    var knownOfTotal = new KnownConditions(renamed);
    boolean areSame =
        rows.scans().size() == ofTotal.scans().size()
            && renamed.stream().allMatch(known::say)
            && rows.conditions().stream().allMatch(knownOfTotal::say);
    return areSame
        ? Optional.of(new TotalOfGroups(groups, rows, ofTotal, columns, known))
        : Optional.empty();
  }

  /// The aggregates `totals` over a copy of the groups.
  private Optional<Relation> total(Aggregate totals, ColumnIds ids) {
    var copy = RelationCopy.of(groups, ids);
    var used = new HashSet<Integer>();
    var aggregations = new ArrayList<Aggregation>();
    for (var wanted : totals.aggregations()) {
      int place = place(wanted);
      if (place < 0) {
        return Optional.empty();
      }
      used.add(place);
      var ofGroup = copy.columns().get(groups.groups().size() + place);
      aggregations.add(overGroups(wanted, ofGroup));
    }
    // Groups with fewer aggregates would not be the same ones: they would be computed twice.
    boolean areShared = used.equals(places());
    return areShared ? Optional.of(new Aggregate(copy, List.of(), aggregations)) : Optional.empty();
  }

  private Set<Integer> places() {
    var places = new HashSet<Integer>();
    for (int place = 0; place < groups.aggregations().size(); place++) {
      places.add(place);
    }
    return places;
  }

  private static Aggregation overGroups(Aggregation wanted, Column ofGroup) {
    var function = wanted.function().isCount() ? AggregateFunction.SUM : wanted.function();
    return new Aggregation(wanted.output(), function, ofGroup, false, null);
  }

  /// Which of the groups' aggregates adds up to the wanted one; -1 if none does.
  private int place(Aggregation wanted) {
    for (int place = 0; place < groups.aggregations().size(); place++) {
      var one = groups.aggregations().get(place);
      boolean isSame =
          addsUp(wanted)
              && addsUp(one)
              && wanted.function() == one.function()
              && wanted.output().type().equals(one.output().type())
              && Objects.equals(ofTotal(wanted.argument()), ofRows(one.argument()));
      if (isSame) {
        return place;
      }
    }
    return -1;
  }

  private static boolean addsUp(Aggregation one) {
    boolean isPlain = one.filter() == null && !one.isDistinct() && one.constants().isEmpty();
    return isPlain
        && switch (one.function()) {
          case SUM, MIN, MAX, COUNT, COUNT_ALL -> true;
          default -> false;
        };
  }

  private @Nullable Expression ofRows(@Nullable Column column) {
    return column == null ? null : known.canonical(rows.overScans(column.ref()));
  }

  private @Nullable Expression ofTotal(@Nullable Column column) {
    return column == null
        ? null
        : known.canonical(Expressions.substitute(ofTotal.overScans(column.ref()), columns));
  }
}
