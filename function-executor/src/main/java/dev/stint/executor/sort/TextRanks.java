package dev.stint.executor.sort;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.hash.RowHash;
import org.jspecify.annotations.Nullable;

/// Numbers that order as texts do: each text's place among those that differ, where these are few,
/// as of a column of kinds or of countries. So such texts are sorted as small numbers are.
final class TextRanks {

  /// What [#of] takes for each row.
  static final int BYTES_PER_ROW = Integer.BYTES + Long.BYTES;

  /// Of so many, the table and the texts are mostly in the processor's caches.
  private static final int MOST_TEXTS = 1 << 12;

  /// Rows for each text that make it worth to be looked for.
  private static final int ROWS_PER_TEXT = 16;

  private final byte[] data;
  private final int[] starts;
  private final int[] lengths;

  /// Of each text that was met, a row, and in the table its number, plus one.
  private final int[] firstRows;

  private final int[] table;
  private int count;

  private TextRanks(BytesVector texts, int most) {
    this.data = texts.data();
    this.starts = texts.starts();
    this.lengths = texts.lengths();
    this.firstRows = new int[most];
    this.table = new int[Integer.highestOneBit(most) << 2];
  }

  /// The rank of each row's text, NULL where it is; `null` where texts are too many.
  static @Nullable LongVector of(BytesVector texts) {
    int most = texts.rowCount() / ROWS_PER_TEXT;
    var dictionary = texts.dictionary();
    int[] ids = texts.ids();
    if (dictionary != null && ids != null && dictionary.rowCount() <= most) {
      return ranked(texts, dictionary, ids);
    }
    return most == 0 ? null : new TextRanks(texts, Math.min(MOST_TEXTS, most)).ranked(texts);
  }

  private @Nullable LongVector ranked(BytesVector texts) {
    boolean[] nulls = texts.nulls();
    int[] numbers = new int[texts.rowCount()];
    for (int row = 0; row < numbers.length; row++) {
      if (nulls == null || !nulls[row]) {
        numbers[row] = number(row);
        if (numbers[row] == firstRows.length) {
          return null;
        }
      }
    }
    return ranked(texts, texts.gather(firstRows, count), numbers);
  }

  /// The number of the row's text among those met, in the order in which they were; one that does
  /// not fit any more has the number after the last.
  private int number(int row) {
    int mask = table.length - 1;
    int slot = (int) RowHash.ofBytes(data, starts[row], lengths[row]) & mask;
    while (table[slot] != 0) {
      int number = table[slot] - 1;
      if (BytesVector.areEqual(data, starts, lengths, row, firstRows[number])) {
        return number;
      }
      slot = (slot + 1) & mask;
    }
    if (count < firstRows.length) {
      firstRows[count] = row;
      table[slot] = ++count;
      return count - 1;
    }
    return firstRows.length;
  }

  /// `numbers` are those of the rows' texts among `few`.
  private static LongVector ranked(BytesVector texts, BytesVector few, int[] numbers) {
    long[] ranks = ranks(few);
    boolean[] nulls = texts.nulls();
    long[] values = new long[texts.rowCount()];
    for (int row = 0; row < values.length; row++) {
      if (nulls == null || !nulls[row]) {
        values[row] = ranks[numbers[row]];
      }
    }
    return new LongVector(values.length, values, nulls);
  }

  /// Of each text, equal ones alike: a dictionary may have some twice.
  private static long[] ranks(BytesVector few) {
    long[] ranks = new long[few.rowCount()];
    int[] order = KeySorter.sort(few);
    for (int i = 1; i < order.length; i++) {
      boolean isEqual =
          BytesVector.areEqual(few.data(), few.starts(), few.lengths(), order[i - 1], order[i]);
      ranks[order[i]] = ranks[order[i - 1]] + (isEqual ? 0 : 1);
    }
    return ranks;
  }
}
