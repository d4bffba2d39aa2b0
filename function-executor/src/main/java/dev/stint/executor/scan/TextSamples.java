package dev.stint.executor.scan;

import dev.stint.executor.scan.csv.CsvSamples;
import dev.stint.executor.scan.json.JsonSamples;
import dev.stint.executor.scan.source.TextSample;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import org.apache.hadoop.conf.Configuration;

/// Reads the beginning of text files as scans would, for the inference of schemas.
public final class TextSamples {

  private TextSamples() {}

  /// The first `maxRecords` records of a file, or those in its first MiB.
  ///
  /// @throws StintException of kind USER naming the file when it cannot be read
  public static TextSample sample(
      FileFormat format, String path, int maxRecords, Configuration hadoop) {
    return switch (format) {
      case CsvFormat csv -> CsvSamples.sample(csv, path, maxRecords, hadoop);
      case JsonFormat json -> JsonSamples.sample(json, path, maxRecords, hadoop);
      case ParquetFormat _ ->
          throw new IllegalArgumentException(path + ": Parquet has a schema of its own");
    };
  }
}
