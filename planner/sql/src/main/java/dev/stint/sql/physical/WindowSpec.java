package dev.stint.sql.physical;

import dev.stint.plan.expression.SortKey;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relation.Windowed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The calls over one partition and order: what one window node computes.
record WindowSpec(List<Column> partition, List<SortKey> order, List<Windowed> calls) {

  WindowSpec {
    partition = List.copyOf(partition);
    order = List.copyOf(order);
    calls = List.copyOf(calls);
  }

  static WindowSpec of(Window window) {
    return new WindowSpec(window.partition(), window.order(), window.calls());
  }

  Set<Integer> partitionIds() {
    return Expressions.idsOf(partition);
  }

  boolean isLike(WindowSpec other) {
    return partitionIds().equals(other.partitionIds()) && order.equals(other.order);
  }

  WindowSpec with(List<Windowed> more) {
    var all = new ArrayList<>(calls);
    all.addAll(more);
    return new WindowSpec(partition, order, all);
  }

  /// Keys of the order that say more than the partition and the keys before them.
  private List<SortKey> ownOrder() {
    var known = new HashSet<>(partitionIds());
    return order.stream().filter(key -> known.add(key.column())).toList();
  }

  /// Whether rows that are sorted so have its partitions together, each in its order.
  boolean isServedBy(List<SortKey> sorted) {
    var ids = partitionIds();
    var own = ownOrder();
    if (sorted.size() < ids.size() + own.size()) {
      return false;
    }
    var first = new HashSet<Integer>();
    sorted.subList(0, ids.size()).forEach(key -> first.add(key.column()));
    return first.equals(ids) && sorted.subList(ids.size(), ids.size() + own.size()).equals(own);
  }

  /// An order that serves it, with the partition's columns as `other` would have them.
  List<SortKey> sortKeys(WindowSpec other) {
    var keys = new ArrayList<SortKey>();
    var missing = new HashSet<>(partitionIds());
    var wanted = new ArrayList<SortKey>();
    other.partition.forEach(column -> wanted.add(SortKey.ascending(column.id())));
    wanted.addAll(other.order);
    partition.forEach(column -> wanted.add(SortKey.ascending(column.id())));
    for (var key : wanted) {
      if (missing.remove(key.column())) {
        keys.add(key);
      }
    }
    keys.addAll(ownOrder());
    return keys;
  }
}
