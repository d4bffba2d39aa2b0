package dev.stint.executor.batch;

import java.util.List;

/// Rows held by column. All vectors have `rowCount` rows, at most [#MAX_ROWS], and every row is
/// alive: operators that drop rows gather the survivors. Valid until the operator that gave it is
/// asked again; its vectors are never written by whoever received it.
public final class Batch {

  public static final int MAX_ROWS = 4096;

  private final int rowCount;
  private final List<Vector> columns;

  public Batch(int rowCount, List<? extends Vector> columns) {
    this.rowCount = rowCount;
    this.columns = List.copyOf(columns);
    for (var column : this.columns) {
      if (column.rowCount() != rowCount) {
        throw new IllegalArgumentException(
            "a vector of %d rows in a batch of %d".formatted(column.rowCount(), rowCount));
      }
    }
  }

  public int rowCount() {
    return rowCount;
  }

  public int columnCount() {
    return columns.size();
  }

  public List<Vector> columns() {
    return columns;
  }

  public Vector column(int column) {
    return columns.get(column);
  }

  public LongVector longs(int column) {
    return (LongVector) columns.get(column);
  }

  public DoubleVector doubles(int column) {
    return (DoubleVector) columns.get(column);
  }

  public Int128Vector int128s(int column) {
    return (Int128Vector) columns.get(column);
  }

  public BytesVector bytes(int column) {
    return (BytesVector) columns.get(column);
  }

  /// The rows `rows[0..count)`, in that order.
  public Batch gather(int[] rows, int count) {
    return new Batch(count, columns.stream().map(column -> column.gather(rows, count)).toList());
  }
}
