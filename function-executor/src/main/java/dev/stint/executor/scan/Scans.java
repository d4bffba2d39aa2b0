package dev.stint.executor.scan;

import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.csv.CsvSplitReader;
import dev.stint.executor.scan.json.JsonSplitReader;
import dev.stint.executor.scan.parquet.ParquetSplitReader;
import dev.stint.executor.scan.source.KeyFilter;
import dev.stint.executor.scan.source.KeyFilters;
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
import org.jspecify.annotations.Nullable;

/// Opens table scans.
public final class Scans {

  private Scans() {}

  /// An operator that gives the rows of `splits` as `scan` asks for them.
  public static Operator open(ScanNode scan, List<Split> splits, TaskContext context) {
    return open(scan, splits, context, List.of());
  }

  /// As the other, perhaps without rows that one of `keyFilters` drops. They must be filled before
  /// the first row is asked for, or stay empty.
  public static Operator open(
      ScanNode scan, List<Split> splits, TaskContext context, List<KeyFilter> keyFilters) {
    var ofKeys = new KeyFilters(scan, keyFilters, context.request().fragment().zone());
    var filter =
        scan.filter() == null ? null : new ScanFilter(scan.filter(), context.expressions());
    var files =
        scan.format() instanceof ParquetFormat ? byFile(splits) : splits.stream().map(List::of);
    var readers =
        files
            .filter(file -> ofKeys.mayMatch(file.getFirst()))
            .map(file -> open(scan, file, context, filter, ofKeys));
    return new ScanOperator(readers.iterator());
  }

  private static SplitReader open(
      ScanNode scan,
      List<Split> file,
      TaskContext context,
      @Nullable ScanFilter filter,
      KeyFilters keyFilters) {
    return switch (scan.format()) {
      case ParquetFormat _ -> ParquetSplitReader.open(scan, file, context, filter, keyFilters);
      case CsvFormat csv -> CsvSplitReader.open(scan, csv, file.getFirst(), context, filter);
      case JsonFormat json -> JsonSplitReader.open(scan, json, file.getFirst(), context, filter);
    };
  }

  /// Runs of splits of one file: a footer is read once for all of them.
  private static Stream<List<Split>> byFile(List<Split> splits) {
    var files = new ArrayList<List<Split>>();
    for (var split : splits) {
      if (files.isEmpty() || !files.getLast().getFirst().path().equals(split.path())) {
        files.add(new ArrayList<>());
      }
      files.getLast().add(split);
    }
    return files.stream();
  }
}
