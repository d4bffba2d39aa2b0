package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Values of one batch that are not of their column's kind, and so have no cell: by column how many
/// there are and the first of them.
public final class Misfits {

  private static final int MAX_TEXT = 1000;

  private final int[] counts;
  private final int[] firstRows;
  private final String[] texts;

  /// The row of the column's last one: a record may give a column twice.
  private final int[] lastRows;

  private final boolean[] rows = new boolean[Batch.MAX_ROWS];

  public Misfits(int columnCount) {
    counts = new int[columnCount];
    firstRows = new int[columnCount];
    lastRows = new int[columnCount];
    texts = new String[columnCount];
    Arrays.fill(lastRows, -1);
    Arrays.fill(texts, "");
  }

  public void add(int column, int row, byte[] value) {
    if (lastRows[column] == row) {
      return;
    }
    if (counts[column] == 0) {
      firstRows[column] = row;
      texts[column] =
          new String(value, 0, Math.min(value.length, MAX_TEXT), StandardCharsets.UTF_8);
    }
    counts[column]++;
    lastRows[column] = row;
    rows[row] = true;
  }

  /// Forgets those of the row that was added to last.
  public void undo(int row) {
    rows[row] = false;
    for (int column = 0; column < counts.length; column++) {
      if (lastRows[column] == row) {
        counts[column]--;
        lastRows[column] = -1;
      }
    }
  }

  int count(int column) {
    return counts[column];
  }

  int firstRow(int column) {
    return firstRows[column];
  }

  String text(int column) {
    return texts[column];
  }

  boolean isIn(int row) {
    return rows[row];
  }
}
