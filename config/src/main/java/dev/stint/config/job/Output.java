package dev.stint.config.job;

import java.util.List;
import java.util.Map;

/// Where a statement's rows go: files under `path`, in folders `column=value` for each column of
/// `partitionBy`, of about `targetFileSize` each.
public record Output(
    String path,
    String format,
    Mode mode,
    List<String> partitionBy,
    DataSize targetFileSize,
    Map<String, String> options) {

  public static final String DEFAULT_FORMAT = "parquet";
  public static final DataSize DEFAULT_TARGET_FILE_SIZE = DataSize.ofMebibytes(128);

  /// What to do when the output is already there; Spark's names, and Spark's default.
  public enum Mode {
    APPEND,
    OVERWRITE,
    ERRORIFEXISTS,
    IGNORE
  }

  public Output {
    partitionBy = List.copyOf(partitionBy);
    options = Map.copyOf(options);
  }
}
