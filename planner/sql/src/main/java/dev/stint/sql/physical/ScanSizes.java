package dev.stint.sql.physical;

import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.ScanSize;
import dev.stint.plan.stage.Split;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation.Scan;
import java.util.List;
import java.util.Locale;

/// What a table's statistics tell of a scan that reads some of its columns and splits. Rows and
/// columns are taken to be spread over the splits as their bytes are.
final class ScanSizes {

  private ScanSizes() {}

  /// `keptRows` is a guess of how many rows the scan gives.
  static ScanSize of(Scan scan, double keptRows) {
    var table = scan.table();
    double share = share(scan.splits(), table.splits());
    double rows = table.statistics().rowCount() * share;
    return switch (table.format()) {
      case ParquetFormat _ -> {
        var filtered = Expressions.ids(scan.filters());
        var filters =
            scan.allColumns().stream().filter(column -> filtered.contains(column.id())).toList();
        yield new ScanSize(
            Math.round(rows),
            Math.round(keptRows),
            bytes(scan.allColumns(), table, share),
            bytes(filters, table, share));
      }
      case CsvFormat _, JsonFormat _ ->
          new ScanSize(Math.round(rows), Math.round(keptRows), -1, -1);
    };
  }

  private static double share(List<Split> some, List<Split> all) {
    long allBytes = bytes(all);
    return allBytes == 0 ? 1 : (double) bytes(some) / allBytes;
  }

  private static long bytes(List<Split> splits) {
    return splits.stream().mapToLong(Split::length).sum();
  }

  /// Of the columns that come from files; -1 when that of one is unknown.
  private static long bytes(List<Column> columns, Table table, double share) {
    double sum = 0;
    for (var column : columns) {
      if (isPartition(column, table)) {
        continue;
      }
      var known = table.statistics().columns().get(column.name().toLowerCase(Locale.ROOT));
      if (known == null || known.bytes() < 0) {
        return -1;
      }
      sum += known.bytes() * share;
    }
    return Math.round(sum);
  }

  private static boolean isPartition(Column column, Table table) {
    return table.partitionFields().stream()
        .anyMatch(field -> field.name().equalsIgnoreCase(column.name()));
  }
}
