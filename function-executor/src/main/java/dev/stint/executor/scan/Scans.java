package dev.stint.executor.scan;

import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.csv.CsvSplitReader;
import dev.stint.executor.scan.json.JsonSplitReader;
import dev.stint.executor.scan.parquet.ParquetSplitReader;
import dev.stint.executor.scan.source.ScanFilter;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import java.util.List;

/// Opens table scans.
public final class Scans {

  private Scans() {}

  /// An operator that gives the rows of `splits` as `scan` asks for them.
  public static Operator open(ScanNode scan, List<Split> splits, TaskContext context) {
    var filter =
        scan.filter() == null ? null : new ScanFilter(scan.filter(), context.expressions());
    return switch (scan.format()) {
      case ParquetFormat _ ->
          new ScanOperator(splits, split -> ParquetSplitReader.open(scan, split, context, filter));
      case CsvFormat csv ->
          new ScanOperator(splits, split -> CsvSplitReader.open(scan, csv, split, context, filter));
      case JsonFormat json ->
          new ScanOperator(
              splits, split -> JsonSplitReader.open(scan, json, split, context, filter));
    };
  }
}
