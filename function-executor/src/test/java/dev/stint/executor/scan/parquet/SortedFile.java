package dev.stint.executor.scan.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;

/// A file whose rows are numbered, in pages of 700 rows.
final class SortedFile {

  private SortedFile() {}

  /// Columns `id`, from 0, and `s`.
  static Path write(Path path, int rowCount) throws IOException {
    var schema =
        MessageTypeParser.parseMessageType(
            "message t { optional int32 id; optional binary s (STRING); }");
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withPageRowCountLimit(700)
            .withRowGroupSize(100_000L)
            .build()) {
      for (int id = 0; id < rowCount; id++) {
        var row = new SimpleGroup(schema);
        row.add("id", id);
        row.add("s", "row " + id);
        writer.write(row);
      }
    }
    return path;
  }
}
