package dev.stint.executor.scan.source;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/// Timestamps that JSON holds as numbers, seconds since 1970, among those that it holds as text. In
/// a column of texts they are marked.
public final class EpochTexts {

  private static final byte MARK = 1;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private EpochTexts() {}

  /// The marked text of a whole number of seconds.
  public static byte[] ofSeconds(String seconds) {
    return ((char) MARK + seconds).getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean isMarked(BytesVector texts, int row) {
    return !texts.isNull(row)
        && texts.lengths()[row] > 0
        && texts.data()[texts.starts()[row]] == MARK;
  }

  /// What `parse` makes of the texts, given them and a flag for each that fails, with those that
  /// are marked taken for what they are.
  static LongVector parse(
      BytesVector texts, boolean[] failed, BiFunction<BytesVector, boolean[], LongVector> parse) {
    boolean[] wrong = new boolean[failed.length];
    var parsed = parse.apply(texts, wrong);
    long[] values = parsed.values().clone();
    boolean[] nulls = new boolean[texts.rowCount()];
    for (int row = 0; row < texts.rowCount(); row++) {
      nulls[row] = parsed.isNull(row);
      if (isMarked(texts, row)) {
        wrong[row] = !seconds(texts, row, values);
        nulls[row] = wrong[row];
      }
      failed[row] |= wrong[row];
    }
    return new LongVector(texts.rowCount(), values, nulls);
  }

  private static boolean seconds(BytesVector texts, int row, long[] values) {
    try {
      values[row] =
          Math.multiplyExact(Long.parseLong(texts.string(row).substring(1)), MICROS_PER_SECOND);
      return true;
    } catch (NumberFormatException | ArithmeticException _) {
      return false;
    }
  }

  static boolean isAnyMarked(BytesVector texts) {
    for (int row = 0; row < texts.rowCount(); row++) {
      if (isMarked(texts, row)) {
        return true;
      }
    }
    return false;
  }
}
