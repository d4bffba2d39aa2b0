package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runtime filters of one scan: what they rule out before a file is opened, before its pages
/// are read, and row by row.
public final class KeyFilters {

  private final ScanNode scan;
  private final List<KeyFilter> filters;
  private final ZoneId zone;

  /// `zone` is the session's.
  public KeyFilters(ScanNode scan, List<KeyFilter> filters, ZoneId zone) {
    this.scan = scan;
    this.filters = List.copyOf(filters);
    this.zone = zone;
  }

  /// Whether a row of `split` may have a match, by the values of its folders.
  public boolean mayMatch(Split split) {
    return filters.stream()
        .filter(KeyFilter::isFilled)
        .filter(filter -> isOfFolders(filter))
        .allMatch(filter -> filter.isAny(folders(filter, split)));
  }

  private boolean isOfFolders(KeyFilter filter) {
    return filter.columns().stream().allMatch(column -> ScanColumns.isPartition(scan, column));
  }

  /// One row with the keys of all rows of `split`.
  private Batch folders(KeyFilter filter, Split split) {
    var keys = new ArrayList<Vector>();
    for (int column : filter.columns()) {
      var value = ScanColumns.partitionValue(split, scan.columns().field(column), zone);
      keys.add(ScanColumns.head(value, 1));
    }
    return new Batch(1, keys);
  }

  /// What is true of every row that is wanted: `condition`, if there is one, and that its keys lie
  /// between the least and the greatest.
  public @Nullable Expression with(@Nullable Expression condition) {
    var terms = new ArrayList<Expression>();
    if (condition != null) {
      terms.add(condition);
    }
    filters.forEach(filter -> terms.addAll(filter.bounds(scan.columns())));
    return switch (terms.size()) {
      case 0 -> null;
      case 1 -> terms.getFirst();
      default -> new Call(ScalarFunction.AND, terms, DataType.BOOLEAN);
    };
  }

  /// Those to test rows by, in a list of the caller's own: where a column remains that need not be
  /// decoded for the rows that they drop.
  public List<KeyFilter> worthwhile(@Nullable ScanFilter condition) {
    var worthwhile = new ArrayList<KeyFilter>();
    for (var filter : filters) {
      var decoded = new HashSet<>(filter.columns());
      if (condition != null) {
        decoded.addAll(condition.columns());
      }
      if (filter.isFilled() && decoded.size() < scan.columns().size() && !isOfFolders(filter)) {
        worthwhile.add(filter);
      }
    }
    return worthwhile;
  }
}
