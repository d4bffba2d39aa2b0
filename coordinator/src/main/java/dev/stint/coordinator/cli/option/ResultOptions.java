package dev.stint.coordinator.cli.option;

import dev.stint.coordinator.cli.result.FormatName;
import picocli.CommandLine.Option;

/// How a result is printed.
public final class ResultOptions {

  static final long DEFAULT_MAX_ROWS = 1000;

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description =
          "How to print the result: table (the default), csv (header, NULL as nothing, RFC 4180),"
              + " json (one object per line).")
  public FormatName format = FormatName.TABLE;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many rows a table shows, by default 1000; 0 shows all. csv and json print all.")
  long maxRows = DEFAULT_MAX_ROWS;

  public long maxRowsOrAll() {
    return maxRows <= 0 ? Long.MAX_VALUE : maxRows;
  }
}
