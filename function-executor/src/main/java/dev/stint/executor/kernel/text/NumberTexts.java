package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.TextRows;
import dev.stint.executor.kernel.decimal.DecimalBuilder;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;

/// Decimals read and written by formats.
public final class NumberTexts {

  private NumberTexts() {}

  public static BytesVector format(Vector numbers, DataType type, BytesVector formats) {
    return TextRows.texts(
        new Vector[] {numbers, formats},
        numbers.rowCount(),
        row -> NumberFormat.of(formats.string(row)).format(Decimals.value(numbers, row, type)));
  }

  /// Decimals of `type` by formats; what does not follow its format is NULL or the user's error.
  public static Vector parse(
      BytesVector texts, BytesVector formats, DataType type, OnError onError) {
    int rowCount = texts.rowCount();
    boolean[] nulls = Nulls.either(texts.nulls(), formats.nulls(), rowCount);
    return new DecimalBuilder(type, onError, nulls, rowCount)
        .build(
            row -> NumberFormat.of(formats.string(row)).parse(texts.string(row)),
            row ->
                StintException.user(
                    ("[INVALID_FORMAT.MISMATCH_INPUT] '%s' does not follow the format '%s'. Correct"
                            + " the format, or use `try_to_number` to get NULL.")
                        .formatted(texts.string(row), formats.string(row))));
  }
}
