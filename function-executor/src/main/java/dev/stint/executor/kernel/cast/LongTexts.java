package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import org.jspecify.annotations.Nullable;

/// Reads whole numbers from texts that are not worth a loop of their own.
final class LongTexts {

  /// Reads one text; `null` for what is none.
  @FunctionalInterface
  interface Reader {
    @Nullable Long read(String text);
  }

  private LongTexts() {}

  /// The values of `texts`; a row that is none sets `wrong[row]`.
  static LongVector parse(BytesVector texts, boolean[] wrong, Reader reader) {
    int rowCount = texts.rowCount();
    long[] values = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        var value = reader.read(texts.string(row));
        wrong[row] = value == null;
        values[row] = value == null ? 0 : value;
      }
    }
    return new LongVector(rowCount, values, texts.nulls());
  }
}
