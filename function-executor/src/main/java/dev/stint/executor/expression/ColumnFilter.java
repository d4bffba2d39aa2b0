package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Select;
import org.jspecify.annotations.Nullable;

/// A condition on the values of one column, which is not true of NULL and fails for none. Of
/// numbers from a dictionary each entry is asked once, and rows look up what is true of theirs;
/// what holds for the last dictionary is kept, since batches in a row share it.
final class ColumnFilter implements RowFilter {

  /// As [RowFilter#select], of rows that are not NULL.
  @FunctionalInterface
  interface ValueSelect {
    int select(Vector column, int[] rows, int count, int[] out);
  }

  private final int column;
  private final ValueSelect select;
  private @Nullable LongVector lastDictionary;
  private byte[] lastMatches = new byte[0];

  ColumnFilter(int column, ValueSelect select) {
    this.column = column;
    this.select = select;
  }

  int column() {
    return column;
  }

  /// This condition and then `other`, of the same column.
  ColumnFilter and(ColumnFilter other) {
    return new ColumnFilter(
        column,
        (vector, rows, count, out) -> {
          int survivors = select.select(vector, rows, count, out);
          return survivors == 0 ? 0 : other.select.select(vector, out, survivors, out);
        });
  }

  @Override
  public boolean isTotal() {
    return true;
  }

  @Override
  public int select(Batch batch, int[] rows, int count, int[] out) {
    var vector = batch.column(column);
    int[] candidates = rows;
    int candidateCount = count;
    if (vector.nulls() != null) {
      candidateCount = Select.notNull(vector.nulls(), rows, count, out);
      candidates = out;
    }
    if (vector instanceof LongVector numbers
        && numbers.ids() != null
        && isKnown(numbers.dictionary(), candidateCount)) {
      return look(lastMatches, numbers.ids(), candidates, candidateCount, out);
    }
    return select.select(vector, candidates, candidateCount, out);
  }

  private static int look(byte[] matches, int[] ids, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += matches[ids[row]];
    }
    return survivors;
  }

  /// Whether `lastMatches` are those of `dictionary`, which is asked if it is worth its while.
  private boolean isKnown(@Nullable LongVector dictionary, int candidates) {
    if (dictionary == null) {
      return false;
    }
    if (dictionary == lastDictionary) {
      return true;
    }
    int entries = dictionary.rowCount();
    if (entries > candidates) {
      return false;
    }
    int[] rows = Select.all(entries);
    int count = select.select(dictionary, rows, entries, rows);
    lastMatches = new byte[entries];
    for (int i = 0; i < count; i++) {
      lastMatches[rows[i]] = 1;
    }
    lastDictionary = dictionary;
    return true;
  }
}
