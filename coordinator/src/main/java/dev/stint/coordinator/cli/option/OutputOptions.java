package dev.stint.coordinator.cli.option;

import dev.stint.config.job.DataSize;
import dev.stint.config.job.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where rows go instead of standard output.
public final class OutputOptions {

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description = "Write the rows into files in this folder instead of printing them.")
  public @Nullable String path;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      defaultValue = Output.DEFAULT_FORMAT,
      description = "parquet (the default), csv or json.")
  String format = Output.DEFAULT_FORMAT;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "errorifexists",
      description = "append, overwrite, errorifexists (the default) or ignore.")
  Output.Mode mode = Output.Mode.ERRORIFEXISTS;

  @Option(
      names = "--partition-by",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that become folders, column=value.")
  List<String> partitionBy = List.of();

  @Option(
      names = "--target-file-size",
      paramLabel = "SIZE",
      converter = SessionOptions.AnySizeConverter.class,
      defaultValue = "128MiB",
      description = "About how large a file becomes; by default 128MiB.")
  DataSize targetFileSize = Output.DEFAULT_TARGET_FILE_SIZE;

  @Option(
      names = "--output-option",
      paramLabel = "KEY=VALUE",
      description = "An option of the format under Spark's name, such as compression=snappy.")
  Map<String, String> options = new LinkedHashMap<>();

  /// `null` when the rows are to be printed.
  public @Nullable Output output() {
    return path == null
        ? null
        : new Output(path, format, mode, partitionBy, targetFileSize, options);
  }
}
