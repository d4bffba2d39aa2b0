package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.time.ZoneClock;
import dev.stint.plan.type.DataType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Writes values as text, as Spark's `CAST` to string does: `1.0E10`, `2020-01-31 23:59:59.5`,
/// `true`, decimals with their scale and without an exponent.
public final class ValueText {

  private ValueText() {}

  /// The text of every row; NULL for NULL. A `TIMESTAMP` is written as the wall clock of `zone`
  /// reads. Binary is taken for UTF-8.
  public static BytesVector format(Vector vector, DataType type, ZoneId zone) {
    if (vector instanceof BytesVector bytes) {
      return bytes;
    }
    int rowCount = vector.rowCount();
    var builder = new BytesBuilder(rowCount, rowCount * 16);
    var writer = new ValueWriter(type, new ZoneClock(zone), builder);
    for (int row = 0; row < rowCount; row++) {
      if (!vector.isNull(row)) {
        writer.write(vector, row);
      }
      builder.endRow();
    }
    return builder.build(vector.nulls());
  }

  /// The text of one row; `null` for NULL.
  public static @Nullable String text(Vector vector, int row, DataType type, ZoneId zone) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof BytesVector bytes) {
      return bytes.string(row);
    }
    var builder = new BytesBuilder(1, 16);
    new ValueWriter(type, new ZoneClock(zone), builder).write(vector, row);
    builder.endRow();
    return builder.build(null).string(0);
  }
}
