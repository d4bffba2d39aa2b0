package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowIndexes;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.scan.source.ScanColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Some rows of a row group, which filters make fewer. A column is decoded when it is first asked
/// for, and then only where a row is left; a column of a filter is decoded by then.
final class PickedRows {

  private final List<@Nullable Vector> constants;

  /// Those of the rows left, by column.
  private final @Nullable Vector[] decoded;

  /// The rows left, by their distance from `from`; those of `RowIndexes.identity()` at first.
  private int[] rows = RowIndexes.identity();

  private final int[] picked = new int[Batch.MAX_ROWS];
  private List<@Nullable ColumnChunk> chunks = List.of();
  private long from;
  private int rangeCount;
  private int rowCount;

  /// `constants` has a vector of [Batch#MAX_ROWS] rows for each column that is not read.
  PickedRows(List<@Nullable Vector> constants) {
    this.constants = constants;
    this.decoded = new Vector[constants.size()];
  }

  /// Begins with the rows `from` to `from + count` of a row group.
  void begin(List<@Nullable ColumnChunk> ofColumns, long firstRow, int count) {
    Arrays.fill(decoded, null);
    rows = RowIndexes.identity();
    chunks = ofColumns;
    from = firstRow;
    rangeCount = count;
    rowCount = count;
  }

  int rowCount() {
    return rowCount;
  }

  /// The rows left, of `columns` alone, in that order.
  Batch batch(List<Integer> columns) {
    var vectors = new ArrayList<Vector>();
    for (int column : columns) {
      vectors.add(vector(column));
    }
    return new Batch(rowCount, vectors);
  }

  private Vector vector(int column) {
    var known = decoded[column];
    if (known != null) {
      return known;
    }
    var vector = decode(column);
    decoded[column] = vector;
    return vector;
  }

  private Vector decode(int column) {
    var constant = constants.get(column);
    if (constant != null) {
      return ScanColumns.head(constant, rowCount);
    }
    var chunk = Objects.requireNonNull(chunks.get(column));
    return rowCount == rangeCount
        ? chunk.read(from, rowCount)
        : chunk.read(from, rangeCount, rows, rowCount);
  }

  /// Leaves the rows `kept[0..count)` of those that are left, in ascending order.
  void keep(int[] kept, int count) {
    if (count == rowCount) {
      return;
    }
    for (int i = 0; i < count; i++) {
      picked[i] = rows[kept[i]];
    }
    rows = picked;
    rowCount = count;
    for (int column = 0; column < decoded.length && count > 0; column++) {
      var vector = decoded[column];
      decoded[column] = vector == null ? null : vector.gather(kept, count);
    }
  }

  /// A column that was a filter's alone is not needed any more.
  void forget(int column) {
    decoded[column] = null;
  }
}
