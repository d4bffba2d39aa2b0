package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import org.jspecify.annotations.Nullable;

/// A condition on a string alone. Keeps what it found out about the last dictionary, since batches
/// in a row share theirs. Belongs to one thread.
public abstract class BytesMatcher {

  private @Nullable BytesVector lastDictionary;
  private boolean[] lastMatches = new boolean[0];

  /// Selects rows that satisfy the condition, with [Select]'s contract. NULL rows were dropped by
  /// the caller.
  protected abstract int select(
      byte[] data, int[] starts, int[] lengths, int[] rows, int count, int[] out);

  /// Selects rows of `texts`, NULL ones never. A dictionary that is known, or has fewer entries
  /// than there are candidates, is asked instead of them.
  public final int select(BytesVector texts, int[] rows, int count, int[] out) {
    int candidates = Select.notNull(texts.nulls(), rows, count, out);
    var dictionary = texts.dictionary();
    int[] ids = texts.ids();
    boolean isKnown = dictionary != null && dictionary == lastDictionary;
    if (dictionary == null || ids == null || (!isKnown && dictionary.rowCount() >= candidates)) {
      return select(texts.data(), texts.starts(), texts.lengths(), out, candidates, out);
    }
    if (!isKnown) {
      lastMatches = matches(dictionary);
      lastDictionary = dictionary;
    }
    boolean[] isMatch = lastMatches;
    int survivors = 0;
    for (int i = 0; i < candidates; i++) {
      int row = out[i];
      out[survivors] = row;
      survivors += isMatch[ids[row]] ? 1 : 0;
    }
    return survivors;
  }

  /// The condition's value for every row, NULL for NULL.
  public final LongVector evaluate(BytesVector texts) {
    int rowCount = texts.rowCount();
    int[] rows = Select.all(rowCount);
    int count = select(texts, rows, rowCount, rows);
    long[] values = new long[rowCount];
    for (int i = 0; i < count; i++) {
      values[rows[i]] = 1;
    }
    return new LongVector(rowCount, values, texts.nulls());
  }

  private boolean[] matches(BytesVector dictionary) {
    int entries = dictionary.rowCount();
    int[] rows = Select.all(entries);
    int count =
        select(dictionary.data(), dictionary.starts(), dictionary.lengths(), rows, entries, rows);
    boolean[] isMatch = new boolean[entries];
    for (int i = 0; i < count; i++) {
      isMatch[rows[i]] = true;
    }
    return isMatch;
  }
}
