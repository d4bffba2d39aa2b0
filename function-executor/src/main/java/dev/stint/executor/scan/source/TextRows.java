package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.DatetimePattern;
import dev.stint.executor.kernel.TextCast;
import dev.stint.executor.kernel.TextRepair;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.BadRecordMode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns the cells of a text file into a scan's rows: conversion to the columns' types, column by
/// column; what becomes of bad records; partition columns; the filter.
public final class TextRows {

  /// What a text format says about conversion and bad records.
  public record Rules(
      @Nullable String dateFormat,
      @Nullable String timestampFormat,
      BadRecordMode mode,
      String corruptColumn) {}

  private final ScanNode scan;
  private final Split split;
  private final Rules rules;
  private final TaskContext context;
  private final ZoneId zone;
  private final @Nullable ScanFilter filter;
  private final int corruptColumn;
  private final List<@Nullable Vector> partitions = new ArrayList<>();
  private final int[] rows = new int[Batch.MAX_ROWS];

  /// `filter` is that of the scan, compiled.
  public TextRows(
      ScanNode scan, Split split, Rules rules, TaskContext context, @Nullable ScanFilter filter) {
    this.scan = scan;
    this.split = split;
    this.rules = rules;
    this.context = context;
    this.zone = context.request().fragment().zone();
    this.filter = filter;
    this.corruptColumn = scan.columns().indexOf(rules.corruptColumn()).orElse(-1);
    for (int column = 0; column < scan.columns().size(); column++) {
      boolean isPartition = ScanColumns.isPartition(scan, column);
      var field = scan.columns().field(column);
      partitions.add(isPartition ? ScanColumns.partitionValue(split, field, zone) : null);
    }
  }

  /// Whether cells of this column are looked for in the file.
  public boolean isInFile(int column) {
    return column != corruptColumn && partitions.get(column) == null;
  }

  /// The rows of a batch; `null` when none is left. `cells` has a buffer per column of the scan, of
  /// which those [#isInFile] are used; `bad` marks records that are malformed as a whole, and is
  /// added to.
  public @Nullable Batch rows(
      List<CellBuffer> cells, int rowCount, boolean[] bad, TextPlaces places) {
    context.counters().inputRows.add(rowCount);
    var vectors = new ArrayList<Vector>();
    for (int column = 0; column < scan.columns().size(); column++) {
      var partition = partitions.get(column);
      if (partition != null) {
        vectors.add(ScanColumns.head(partition, rowCount));
      } else {
        var texts = cells.get(column).finish(rowCount);
        vectors.add(column == corruptColumn ? texts : values(texts, column, bad, places));
      }
    }
    refuseBad(rowCount, bad, places);
    if (corruptColumn >= 0) {
      vectors.set(corruptColumn, corruptRecords(cells.get(corruptColumn), rowCount, bad, places));
    }
    return survivors(new Batch(rowCount, vectors), bad);
  }

  private Vector values(BytesVector texts, int column, boolean[] bad, TextPlaces places) {
    var field = scan.columns().field(column);
    if (rules.mode() != BadRecordMode.FAILFAST) {
      return convert(texts, field.type(), bad);
    }
    boolean[] failed = new boolean[bad.length];
    var values = convert(texts, field.type(), failed);
    refuseFailed(texts, field, failed, places);
    return values;
  }

  private Vector convert(BytesVector texts, DataType type, boolean[] failed) {
    return switch (type.kind()) {
      case DATE -> dated(texts, type, rules.dateFormat(), failed);
      case TIMESTAMP, TIMESTAMP_NTZ -> dated(texts, type, rules.timestampFormat(), failed);
      case STRING -> TextRepair.repaired(texts);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, BINARY ->
          TextCast.parse(texts, type, zone, failed);
    };
  }

  private Vector dated(
      BytesVector texts, DataType type, @Nullable String pattern, boolean[] failed) {
    return pattern == null
        ? TextCast.parse(texts, type, zone, failed)
        : DatetimePattern.of(pattern).parse(texts, type, zone, failed);
  }

  private void refuseFailed(BytesVector texts, Field field, boolean[] failed, TextPlaces places) {
    for (int row = 0; row < texts.rowCount(); row++) {
      if (failed[row]) {
        throw StintException.user(
            "%s, %s, column '%s': '%s' is no %s; correct the value, or read with mode PERMISSIVE"
                .formatted(
                    split.path(),
                    places.describe(row),
                    field.name(),
                    shortened(texts.string(row)),
                    field.type()));
      }
    }
  }

  private void refuseBad(int rowCount, boolean[] bad, TextPlaces places) {
    if (rules.mode() != BadRecordMode.FAILFAST) {
      return;
    }
    for (int row = 0; row < rowCount; row++) {
      if (bad[row]) {
        var record = new CellBuffer();
        record.begin();
        places.record(row, record, 0);
        throw StintException.user(
            "%s, %s: the record is malformed: %s; correct it, or read with mode PERMISSIVE"
                .formatted(
                    split.path(), places.describe(row), shortened(record.finish(1).string(0))));
      }
    }
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private static Vector corruptRecords(
      CellBuffer records, int rowCount, boolean[] bad, TextPlaces places) {
    for (int row = 0; row < rowCount; row++) {
      if (bad[row]) {
        places.record(row, records, row);
      }
    }
    return TextRepair.repaired(records.finish(rowCount));
  }

  private @Nullable Batch survivors(Batch batch, boolean[] bad) {
    var kept = rules.mode() == BadRecordMode.DROPMALFORMED ? withoutBad(batch, bad) : batch;
    var wanted = kept;
    if (filter != null && kept.rowCount() > 0) {
      var inputs = filter.columns().stream().map(kept::column).toList();
      int count = filter.select(new Batch(kept.rowCount(), inputs), rows);
      wanted = count == kept.rowCount() ? kept : kept.gather(rows, count);
    }
    return wanted.rowCount() == 0
        ? null
        : new Batch(wanted.rowCount(), wanted.columns().subList(0, scan.schema().size()));
  }

  private Batch withoutBad(Batch batch, boolean[] bad) {
    int count = 0;
    for (int row = 0; row < batch.rowCount(); row++) {
      rows[count] = row;
      count += bad[row] ? 0 : 1;
    }
    return count == batch.rowCount() ? batch : batch.gather(rows, count);
  }
}
