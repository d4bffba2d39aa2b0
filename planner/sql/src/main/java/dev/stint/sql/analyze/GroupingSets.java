package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Groups rows several times over, by some of the keys each time: each row comes once for each set,
/// with NULL for the keys that are not in it, and with the number of the set, by which it is
/// grouped too.
final class GroupingSets {

  /// The groups of all sets: `keys` has a column for each key, `id` the keys that are not in the
  /// group's set, one bit for each, the last key's the lowest.
  record Groups(Relation relation, List<Column> keys, Column id) {

    /// Whether a key is not in the group's set: 1 or 0.
    Expression bit(int key) {
      int shift = keys.size() - 1 - key;
      var places = Literal.ofLong(DataType.INT, shift);
      var shifted =
          shift == 0
              ? id.ref()
              : Call.of(ScalarFunction.SHIFT_RIGHT, DataType.BIGINT, id.ref(), places);
      var one = Literal.ofLong(DataType.BIGINT, 1);
      return Call.of(ScalarFunction.BIT_AND, DataType.BIGINT, shifted, one);
    }

    /// The bits of some keys, at least one, the last one's the lowest.
    Expression bits(List<Integer> some) {
      var sum = bit(some.getLast());
      for (int place = 1; place < some.size(); place++) {
        var bit =
            Call.of(
                ScalarFunction.SHIFT_LEFT,
                DataType.BIGINT,
                bit(some.get(some.size() - 1 - place)),
                Literal.ofLong(DataType.INT, place));
        sum = Call.of(ScalarFunction.BIT_OR, DataType.BIGINT, sum, bit);
      }
      return sum;
    }
  }

  private final ColumnIds ids;
  private final List<Column> keys;
  private final List<List<Integer>> sets;

  /// `sets` has places in `keys`.
  GroupingSets(ColumnIds ids, List<Column> keys, List<List<Integer>> sets) {
    this.ids = ids;
    this.keys = keys;
    this.sets = sets;
  }

  Groups group(Relation input, List<Aggregation> aggregations) {
    var groupKeys = new ArrayList<Column>();
    keys.forEach(key -> groupKeys.add(ids.column(key.name(), key.type(), true)));
    var id = ids.column("grouping_id", DataType.BIGINT, false);
    if (sets.equals(List.of(List.of()))) {
      return ofAllRows(input, aggregations, groupKeys, id);
    }
    var groups = new ArrayList<>(groupKeys);
    groups.add(id);
    // Sets that are alike give their groups once each.
    boolean isRepeated = sets.stream().map(Set::copyOf).distinct().count() < sets.size();
    if (isRepeated) {
      groups.add(ids.column("grouping_set", DataType.INT, false));
    }
    var passed = passed(aggregations);
    var columns = new ArrayList<>(groups);
    columns.addAll(passed);
    var projections = new ArrayList<List<Expression>>();
    for (int set = 0; set < sets.size(); set++) {
      var projection = values(sets.get(set));
      if (isRepeated) {
        projection.add(Literal.ofLong(DataType.INT, set));
      }
      passed.forEach(column -> projection.add(column.ref()));
      projections.add(projection);
    }
    var expanded = new Expand(input, columns, projections);
    return new Groups(new Aggregate(expanded, groups, aggregations), groupKeys, id);
  }

  /// One group, be there rows or not.
  private Groups ofAllRows(
      Relation input, List<Aggregation> aggregations, List<Column> groupKeys, Column id) {
    var all = new Aggregate(input, List.of(), aggregations);
    var columns = new ArrayList<>(groupKeys);
    columns.add(id);
    return new Groups(Relations.extend(all, columns, values(List.of())), groupKeys, id);
  }

  /// The keys of a set, NULL for others, and the set's id.
  private List<Expression> values(List<Integer> set) {
    var values = new ArrayList<Expression>();
    long missing = 0;
    for (int key = 0; key < keys.size(); key++) {
      boolean isIn = set.contains(key);
      missing = 2 * missing + (isIn ? 0 : 1);
      values.add(isIn ? keys.get(key).ref() : Literal.nullOf(keys.get(key).type()));
    }
    values.add(Literal.ofLong(DataType.BIGINT, missing));
    return values;
  }

  private static List<Column> passed(List<Aggregation> aggregations) {
    var passed = new LinkedHashMap<Integer, Column>();
    for (var aggregation : aggregations) {
      if (aggregation.argument() != null) {
        passed.put(aggregation.argument().id(), aggregation.argument());
      }
      if (aggregation.filter() != null) {
        passed.put(aggregation.filter().id(), aggregation.filter());
      }
    }
    return List.copyOf(passed.values());
  }
}
