package dev.stint.coordinator.cli.option;

import dev.stint.sql.catalog.TableSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The tables that a statement may name.
public final class TableOptions {

  @Option(
      names = {"-t", "--table"},
      paramLabel = "NAME=PATH[,KEY=VALUE...]",
      converter = TableOption.class,
      description = {
        "A table over a file, folder or glob on file:// or s3://; repeatable. Keys are format,"
            + " schema and the format's options under Spark's names:",
        "--table 'trips=data/*.csv,header=false,schema=\"id int, note string\"'"
      })
  public List<TableSource> tables = new ArrayList<>();

  public List<String> paths() {
    return tables.stream().map(TableSource::path).toList();
  }
}
