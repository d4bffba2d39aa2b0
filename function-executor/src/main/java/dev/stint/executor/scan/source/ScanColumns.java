package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.TextCast;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;

/// Columns of one split that are the same in every row: partition values, and NULL for what a file
/// does not have. Vectors are shared by all batches.
public final class ScanColumns {

  private ScanColumns() {}

  public static boolean isPartition(ScanNode scan, int column) {
    var name = scan.columns().field(column).name();
    return scan.partitionColumns().stream().anyMatch(name::equalsIgnoreCase);
  }

  /// The partition value of a column, [Batch#MAX_ROWS] times.
  ///
  /// @throws StintException of kind USER when the folder's text is no value of the column's type
  public static Vector partitionValue(Split split, Field field, ZoneId zone) {
    var text = partitionText(split, field.name());
    if (text == null) {
      return Vector.nulls(field.type().physicalType(), Batch.MAX_ROWS);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var texts = new BytesVector(1, bytes, new int[1], new int[] {bytes.length}, null);
    boolean[] failed = new boolean[1];
    var value = TextCast.parse(texts, field.type(), zone, failed);
    if (failed[0]) {
      throw StintException.user(
          "%s: the folder %s=%s is no %s; correct the folder or the column's type"
              .formatted(split.path(), field.name(), text, field.type()));
    }
    return value.gather(new int[Batch.MAX_ROWS], Batch.MAX_ROWS);
  }

  private static @org.jspecify.annotations.Nullable String partitionText(Split split, String name) {
    for (var entry : split.partitionValues().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /// [Batch#MAX_ROWS] NULLs.
  public static Vector absent(DataType type) {
    return Vector.nulls(type.physicalType(), Batch.MAX_ROWS);
  }

  /// The first `rowCount` rows of a vector that repeats one value.
  public static Vector head(Vector constant, int rowCount) {
    return rowCount == constant.rowCount() ? constant : constant.gather(ROWS, rowCount);
  }

  private static final int[] ROWS = new int[Batch.MAX_ROWS];

  static {
    Arrays.setAll(ROWS, row -> row);
  }
}
