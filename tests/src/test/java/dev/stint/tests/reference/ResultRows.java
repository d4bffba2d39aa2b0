package dev.stint.tests.reference;

import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.ObjectStore;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a result as lines of text.
public final class ResultRows {

  private ResultRows() {}

  public static List<String> read(ObjectStore store, Schema schema, List<SegmentRef> segments) {
    var lines = new ArrayList<String>();
    try (var batches = SegmentBatches.read(store, segments, schema)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        for (int row = 0; row < batch.rowCount(); row++) {
          var cells = new ArrayList<@Nullable String>();
          for (int column = 0; column < schema.size(); column++) {
            var vector = batch.column(column);
            cells.add(ValueText.text(vector, row, schema.type(column), ZoneOffset.UTC));
          }
          lines.add(cells.toString());
        }
      }
    }
    return lines;
  }
}
