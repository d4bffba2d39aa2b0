package dev.stint.coordinator.cli.result;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.ObjectStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/// Prints a result as it is read. When standard output is closed (by `head`, say) it stops quietly.
public final class ResultPrinter implements ResultConsumer {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Console console;
  private final ObjectStore store;
  private final ZoneId zone;
  private final FormatName format;
  private final long maxRows;

  public ResultPrinter(
      Console console, ObjectStore store, ZoneId zone, FormatName format, long maxRows) {
    this.console = console;
    this.store = store;
    this.zone = zone;
    this.format = format;
    this.maxRows = maxRows;
  }

  @Override
  public void accept(Schema schema, List<SegmentRef> segments) {
    try {
      print(schema, segments);
    } catch (IOException e) {
      throw StintException.user("cannot write the result: " + e.getMessage(), e);
    }
  }

  private void print(Schema schema, List<SegmentRef> segments) throws IOException {
    var out = new BufferedOutputStream(console.out(), BUFFER_BYTES);
    var writer = ResultWriter.of(format, schema, zone, out, maxRows);
    try (var batches = SegmentBatches.read(store, segments, schema)) {
      while (batches.hasNext()) {
        writer.write(batches.next());
        out.flush();
        if (console.out().checkError()) {
          return;
        }
      }
    }
    writer.finish();
  }
}
