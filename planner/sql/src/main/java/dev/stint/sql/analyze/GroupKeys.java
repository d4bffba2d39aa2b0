package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.sql.tree.Tree;
import java.util.List;
import java.util.stream.IntStream;

/// What rows are grouped by: all keys, and the sets of them, as places in `keys`. Without keys
/// there is one set, of none.
record GroupKeys(List<Key> keys, List<List<Integer>> sets, Form form) {

  /// Whether sets of keys were written, be it one set of all.
  enum Form {
    PLAIN,
    SETS
  }

  /// A value, the name of its column, and where it was written.
  record Key(Expression value, String name, Tree written) {}

  GroupKeys {
    keys = List.copyOf(keys);
    sets = List.copyOf(sets);
  }

  static GroupKeys none() {
    return all(List.of());
  }

  /// One set of all.
  static GroupKeys all(List<Key> keys) {
    return new GroupKeys(
        keys, List.of(IntStream.range(0, keys.size()).boxed().toList()), Form.PLAIN);
  }

  List<Expression> values() {
    return keys.stream().map(Key::value).toList();
  }

  boolean isOneSet() {
    return sets.size() == 1 && sets.getFirst().size() == keys.size();
  }
}
