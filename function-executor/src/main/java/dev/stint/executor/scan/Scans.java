package dev.stint.executor.scan;

import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.csv.CsvSplitReader;
import dev.stint.executor.scan.json.JsonSplitReader;
import dev.stint.executor.scan.parquet.ParquetSplitReader;
import dev.stint.executor.scan.source.ScanFilter;
import dev.stint.executor.scan.source.SplitReader;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Opens table scans.
public final class Scans {

  private Scans() {}

  /// An operator that gives the rows of `splits` as `scan` asks for them.
  public static Operator open(ScanNode scan, List<Split> splits, TaskContext context) {
    var filter =
        scan.filter() == null ? null : new ScanFilter(scan.filter(), context.expressions());
    Stream<SplitReader> readers =
        switch (scan.format()) {
          case ParquetFormat _ ->
              byFile(splits).stream()
                  .map(file -> ParquetSplitReader.open(scan, file, context, filter));
          case CsvFormat csv ->
              splits.stream().map(split -> CsvSplitReader.open(scan, csv, split, context, filter));
          case JsonFormat json ->
              splits.stream()
                  .map(split -> JsonSplitReader.open(scan, json, split, context, filter));
        };
    return new ScanOperator(readers.iterator());
  }

  /// Runs of splits of one file: a footer is read once for all of them.
  private static List<List<Split>> byFile(List<Split> splits) {
    var files = new ArrayList<List<Split>>();
    for (var split : splits) {
      if (files.isEmpty() || !files.getLast().getFirst().path().equals(split.path())) {
        files.add(new ArrayList<>());
      }
      files.getLast().add(split);
    }
    return files;
  }
}
