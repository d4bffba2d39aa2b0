package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.kernel.Nulls;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Removes characters at the ends of strings, as views of the strings' own bytes.
public final class Trim {

  /// The ends that are trimmed.
  public enum Ends {
    BOTH,
    LEFT,
    RIGHT
  }

  private Trim() {}

  /// Removes blanks (only U+0020), or the code points of the row's `removed`.
  public static BytesVector trim(BytesVector texts, @Nullable BytesVector removed, Ends ends) {
    int rowCount = texts.rowCount();
    int[] starts = new int[rowCount];
    int[] lengths = new int[rowCount];
    boolean[] nulls =
        removed == null ? texts.nulls() : Nulls.either(texts.nulls(), removed.nulls(), rowCount);
    byte[] data = texts.data();
    for (int row = 0; row < rowCount; row++) {
      if (Nulls.isNull(nulls, row)) {
        continue;
      }
      int start = texts.starts()[row];
      int end = start + texts.lengths()[row];
      while (ends != Ends.RIGHT && start < end) {
        int next = Utf8.next(data, start, end);
        if (!isRemoved(data, start, next, removed, row)) {
          break;
        }
        start = next;
      }
      while (ends != Ends.LEFT && start < end) {
        int previous = Utf8.previous(data, start, end);
        if (!isRemoved(data, previous, end, removed, row)) {
          break;
        }
        end = previous;
      }
      starts[row] = start;
      lengths[row] = end - start;
    }
    return new BytesVector(rowCount, data, starts, lengths, nulls);
  }

  private static boolean isRemoved(
      byte[] data, int start, int end, @Nullable BytesVector removed, int row) {
    if (removed == null) {
      return data[start] == ' ';
    }
    int from = removed.starts()[row];
    int to = from + removed.lengths()[row];
    for (int position = from; position < to; ) {
      int next = Utf8.next(removed.data(), position, to);
      if (Arrays.equals(data, start, end, removed.data(), position, next)) {
        return true;
      }
      position = next;
    }
    return false;
  }
}
