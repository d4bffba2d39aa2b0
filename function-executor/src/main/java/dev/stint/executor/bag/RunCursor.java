package dev.stint.executor.bag;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.kernel.Bag;
import dev.stint.executor.spill.RowSpool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a run of pieces entry by entry, group by group.
final class RunCursor implements AutoCloseable {

  private final RowSpool rows;
  private @Nullable Batch batch;
  private int row;
  private Bag bag = new Bag(new byte[0], 0, 0);

  RunCursor(RowSpool rows) {
    this.rows = rows;
  }

  /// Goes to the first entry of a group, behind those it was in; says whether it has one.
  boolean open(int group) {
    while (hasRow() && group() < group) {
      row++;
    }
    return nextPiece(group);
  }

  /// Goes to the group's next entry; says whether there is one.
  boolean next(int group) {
    return bag.next() || nextPiece(group);
  }

  private boolean nextPiece(int group) {
    while (hasRow() && group() == group) {
      bag = Bag.of((BytesVector) current().column(1), row++);
      if (bag.next()) {
        return true;
      }
    }
    return false;
  }

  private boolean hasRow() {
    if (batch == null || row == batch.rowCount()) {
      batch = rows.next();
      row = 0;
    }
    return batch != null;
  }

  private int group() {
    return (int) current().longs(0).values()[row];
  }

  private Batch current() {
    if (batch == null) {
      throw new IllegalStateException("the run is at its end");
    }
    return batch;
  }

  /// The entry that it is at.
  Bag entry() {
    return bag;
  }

  int compareTo(RunCursor other) {
    return Arrays.compareUnsigned(
        bag.data(),
        bag.elementStart(),
        bag.elementStart() + bag.elementLength(),
        other.bag.data(),
        other.bag.elementStart(),
        other.bag.elementStart() + other.bag.elementLength());
  }

  @Override
  public void close() {
    rows.close();
  }
}
