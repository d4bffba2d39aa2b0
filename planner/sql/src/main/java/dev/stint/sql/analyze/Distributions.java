package dev.stint.sql.analyze;

import dev.stint.plan.expression.SortKey;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relations;
import java.util.List;

/// ORDER BY, and DISTRIBUTE BY with SORT BY: a limit per key that leaves out no row brings the rows
/// of a key together, in their order.
final class Distributions {

  private Distributions() {}

  /// By the first `distributed` keys, in the order of the others.
  static Relation sorted(Relation rows, List<SortKey> keys, int distributed) {
    if (distributed == 0) {
      return new Sort(rows, keys);
    }
    var order = keys.subList(distributed, keys.size());
    var sorted = order.isEmpty() ? rows : new Sort(rows, order);
    return together(sorted, keys.subList(0, distributed).stream().map(SortKey::column).toList());
  }

  private static Relation together(Relation rows, List<Integer> ids) {
    var columns = Relations.columnsById(rows.columns());
    return new Limit(rows, Long.MAX_VALUE, 0, ids.stream().distinct().map(columns::get).toList());
  }

  /// The rows of equal values in `columns` made by one task; all of them, without columns.
  static Relation of(Relation rows, List<Column> columns) {
    return new Limit(rows, Long.MAX_VALUE, 0, columns);
  }
}
