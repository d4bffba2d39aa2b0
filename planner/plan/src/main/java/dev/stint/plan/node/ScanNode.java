package dev.stint.plan.node;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the splits of a table that the task is given under `sourceId`.
///
/// `columns` is what it reads: a selection of the table's columns, matched to files by name without
/// regard to case. `fileSchema` holds all columns of the table's files (text formats need them all
/// to find one). Columns named in `partitionColumns` do not come from the file but from the split.
/// `filter`, over `columns`, is exact: rows for which it is not true are dropped, and what it can
/// tell from statistics is not read. The last `filterOnlyCount` columns serve the filter alone and
/// are not given: `schema()` is without them. `tableSplitCount` is how many splits the whole table
/// has, before folders were left out; for the reader of the plan, -1 when unknown.
public record ScanNode(
    int sourceId,
    String table,
    FileFormat format,
    Schema fileSchema,
    Schema columns,
    List<String> partitionColumns,
    @Nullable Expression filter,
    int filterOnlyCount,
    int tableSplitCount)
    implements Node {

  public ScanNode {
    partitionColumns = List.copyOf(partitionColumns);
    if (filterOnlyCount < 0 || filterOnlyCount > columns.size()) {
      throw new IllegalArgumentException("filterOnlyCount: " + filterOnlyCount);
    }
  }

  /// A scan of a table of which it is unknown how many splits it has.
  public ScanNode(
      int sourceId,
      String table,
      FileFormat format,
      Schema fileSchema,
      Schema columns,
      List<String> partitionColumns,
      @Nullable Expression filter,
      int filterOnlyCount) {
    this(
        sourceId,
        table,
        format,
        fileSchema,
        columns,
        partitionColumns,
        filter,
        filterOnlyCount,
        -1);
  }

  @Override
  public Schema schema() {
    return new Schema(columns.fields().subList(0, columns.size() - filterOnlyCount));
  }

  @Override
  public List<Node> inputs() {
    return List.of();
  }
}
