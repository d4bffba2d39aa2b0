package dev.stint.sql.physical;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.WindowNode;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.optimize.Estimates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToIntFunction;

/// Plans windows that stand on each other without using each other's columns: in the order in which
/// they need the fewest exchanges and sorts.
final class WindowPlanner {

  /// Rows are hashed by fewer columns than a window could be, to save it an exchange, only if these
  /// have so many values.
  private static final int MIN_SHARED_VALUES = 64;

  private final Stages stages;
  private final Estimates estimates;

  WindowPlanner(Stages stages, Estimates estimates) {
    this.stages = stages;
    this.estimates = estimates;
  }

  /// Windows that can be computed in any order over `base`.
  record Chain(Relation base, List<WindowSpec> specs) {

    static Chain of(Window top) {
      var specs = new ArrayList<WindowSpec>();
      var used = new HashSet<Integer>();
      Relation base = top;
      while (base instanceof Window window
          && window.calls().stream().noneMatch(call -> used.contains(call.output().id()))) {
        add(WindowSpec.of(window), specs);
        used.addAll(window.usedIds());
        base = window.input();
      }
      return new Chain(base, specs.reversed());
    }

    private static void add(WindowSpec spec, List<WindowSpec> specs) {
      for (int index = 0; index < specs.size(); index++) {
        if (specs.get(index).isLike(spec)) {
          specs.set(index, specs.get(index).with(spec.calls()));
          return;
        }
      }
      specs.add(spec);
    }
  }

  /// `input` has the rows of the chain's base.
  Part plan(Part input, Chain chain) {
    var part = input;
    var left = new ArrayList<>(chain.specs());
    while (!left.isEmpty()) {
      var moved = part;
      var here = left.stream().filter(spec -> isTogether(moved, spec)).toList();
      if (here.isEmpty()) {
        part = move(part, left, chain.base());
        continue;
      }
      part = part.isSingle() ? part : part.whole();
      var order = order(part);
      var served = here.stream().filter(spec -> spec.isServedBy(order)).toList();
      if (served.isEmpty()) {
        part = sort(part, here);
        continue;
      }
      for (var spec : served) {
        part = compute(part, spec);
      }
      left.removeAll(served);
    }
    return part;
  }

  private static boolean isTogether(Part part, WindowSpec spec) {
    return part.isSingle() || AggregatePlanner.isTogether(part, spec.partition());
  }

  /// The rows hashed by columns that serve as many of the windows as can be; in one task if no
  /// window has a partition.
  private Part move(Part part, List<WindowSpec> specs, Relation base) {
    var keyed = specs.stream().filter(spec -> !spec.partition().isEmpty()).toList();
    if (keyed.isEmpty()) {
      return stages.gathered(part);
    }
    var chosen = best(keyed, spec -> sharers(spec, keyed, base));
    return stages.hashed(part, chosen.partition(), HotBucket.WHOLE);
  }

  private int sharers(WindowSpec spec, List<WindowSpec> others, Relation base) {
    boolean isFine = estimates.distinct(base, spec.partition()) >= MIN_SHARED_VALUES;
    return (int)
        others.stream()
            .filter(
                other ->
                    isFine
                        ? other.partitionIds().containsAll(spec.partitionIds())
                        : other.partitionIds().equals(spec.partitionIds()))
            .count();
  }

  /// Sorted as serves the most of the windows.
  private static Part sort(Part part, List<WindowSpec> specs) {
    var orders = new ArrayList<List<SortKey>>();
    for (var spec : specs) {
      specs.forEach(other -> orders.add(spec.sortKeys(other)));
    }
    var keys = best(orders, order -> (int) specs.stream().filter(s -> s.isServedBy(order)).count());
    var node = new SortNode(part.node(), PhysicalPlanner.bound(keys, part));
    return part.with(node, part.columns(), part.rows());
  }

  /// The first with the greatest value.
  private static <T> T best(List<T> choices, ToIntFunction<T> value) {
    var best = choices.getFirst();
    for (var choice : choices) {
      best = value.applyAsInt(choice) > value.applyAsInt(best) ? choice : best;
    }
    return best;
  }

  /// The order of a task's rows, by column ids.
  private static List<SortKey> order(Part part) {
    return NodeOrder.of(part.node()).stream()
        .map(
            key -> new SortKey(part.columns().get(key.column()).id(), key.direction(), key.nulls()))
        .toList();
  }

  private static Part compute(Part part, WindowSpec spec) {
    var columns = new ArrayList<Column>(part.columns());
    spec.calls().forEach(one -> columns.add(one.output()));
    var node =
        new WindowNode(
            part.node(),
            part.places(spec.partition()),
            PhysicalPlanner.bound(spec.order(), part),
            spec.calls().stream().map(one -> one.call().withColumns(part::place)).toList(),
            Part.schema(columns));
    return part.with(node, columns, part.rows());
  }
}
