package dev.stint.coordinator.cli.option;

import dev.stint.coordinator.cli.result.FormatName;
import picocli.CommandLine.Option;

/// How the demo's result is printed: a sample, rather than all of it.
public final class DemoResultOptions {

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description = "How to print the result: table (the default), csv or json.")
  FormatName format = FormatName.TABLE;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many rows of the result the table shows, by default 20; 0 shows all.")
  long maxRows;

  public ResultOptions options() {
    var options = new ResultOptions();
    options.format = format;
    options.maxRows = maxRows;
    return options;
  }
}
