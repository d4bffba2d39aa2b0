package dev.stint.executor.scan;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.scan.source.SplitReader;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Reads splits one after the other.
final class ScanOperator implements Operator {

  private final Iterator<SplitReader> readers;
  private @Nullable SplitReader reader;
  private boolean isClosed;

  /// Each reader is taken, and so opened, when the one before is at its end.
  ScanOperator(Iterator<SplitReader> readers) {
    this.readers = readers;
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      if (reader == null) {
        if (isClosed || !readers.hasNext()) {
          return null;
        }
        reader = readers.next();
      }
      var batch = reader.next();
      if (batch != null) {
        return batch;
      }
      reader.close();
      reader = null;
    }
  }

  @Override
  public void close() {
    isClosed = true;
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
