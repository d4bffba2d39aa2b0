package dev.stint.executor.scan;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.scan.source.SplitReader;
import dev.stint.plan.stage.Split;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads splits one after the other.
final class ScanOperator implements Operator {

  private final Iterator<Split> splits;
  private final Function<Split, SplitReader> format;
  private @Nullable SplitReader reader;

  ScanOperator(List<Split> splits, Function<Split, SplitReader> format) {
    this.splits = splits.iterator();
    this.format = format;
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      if (reader == null) {
        if (!splits.hasNext()) {
          return null;
        }
        reader = format.apply(splits.next());
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
    if (reader != null) {
      reader.close();
      reader = null;
    }
    while (splits.hasNext()) {
      splits.next();
    }
  }
}
