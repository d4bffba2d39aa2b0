package dev.stint.coordinator.cli.result;

import dev.stint.executor.batch.Batch;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;

/// Prints the rows of a result.
interface ResultWriter {

  void write(Batch batch) throws IOException;

  /// Called once, after the last batch, also when there was none.
  void finish() throws IOException;

  static ResultWriter of(
      FormatName format, Schema schema, ZoneId zone, OutputStream out, long maxRows)
      throws IOException {
    return switch (format) {
      case TABLE -> new TableWriter(schema, zone, out, maxRows);
      case CSV -> new CsvWriter(schema, zone, out);
      case JSON -> new JsonLinesWriter(schema, zone, out);
    };
  }
}
