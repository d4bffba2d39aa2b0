package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.TextCast;
import dev.stint.executor.kernel.text.TextRepair;
import dev.stint.executor.kernel.time.DatetimePattern;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.BadRecordMode;
import dev.stint.plan.format.TextOptions;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.task.Finding.Example;
import dev.stint.plan.task.Finding.Kind;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns the cells of a text file into a scan's rows: conversion to the columns' types, column by
/// column; what becomes of bad records; partition columns; the filter.
public final class TextRows {

  /// What a text format says about conversion and bad records.
  public record Rules(TextOptions text, String nanValue, String positiveInf, String negativeInf) {

    /// Without names of its own for what is no number.
    public static Rules of(TextOptions text) {
      return new Rules(text, "NaN", "Infinity", "-Infinity");
    }
  }

  private static final int MAX_EXAMPLE = 200;

  private final ScanNode scan;
  private final Split split;
  private final Rules rules;
  private final TaskContext context;
  private final ZoneId zone;
  private final SpecialNumbers specials;
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
    var timeZone = rules.text.timeZone();
    this.zone = timeZone == null ? context.request().fragment().zone() : ZoneId.of(timeZone);
    this.filter = filter;
    this.specials = SpecialNumbers.of(rules);
    this.corruptColumn = scan.columns().indexOf(rules.text.columnNameOfCorruptRecord()).orElse(-1);
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
  /// added to; `misfits` are values that have no cell.
  public @Nullable Batch rows(
      List<CellBuffer> cells, int rowCount, boolean[] bad, Misfits misfits, TextPlaces places) {
    context.counters().inputRows.add(rowCount);
    foundMalformed(rowCount, bad, places);
    foundMisfits(rowCount, bad, misfits, places);
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
    foundLeftOut(rowCount, bad, places);
    if (corruptColumn >= 0) {
      vectors.set(corruptColumn, corruptRecords(cells.get(corruptColumn), rowCount, bad, places));
    }
    return survivors(new Batch(rowCount, vectors), bad);
  }

  private Vector values(BytesVector texts, int column, boolean[] bad, TextPlaces places) {
    var field = scan.columns().field(column);
    boolean[] failed = new boolean[bad.length];
    var values = convert(texts, field.type(), failed);
    int first = -1;
    int count = 0;
    for (int row = texts.rowCount() - 1; row >= 0; row--) {
      if (failed[row]) {
        first = row;
        count++;
        bad[row] = true;
      }
    }
    if (count > 0) {
      foundValues(field, first, count, texts.string(first), places);
    }
    return values;
  }

  private Vector convert(BytesVector texts, DataType type, boolean[] failed) {
    return switch (type.kind()) {
      case DATE -> dated(texts, type, rules.text.dateFormat(), failed);
      case TIMESTAMP ->
          EpochTexts.isAnyMarked(texts)
              ? EpochTexts.parse(
                  texts,
                  failed,
                  (of, wrong) -> (LongVector) dated(of, type, rules.text.timestampFormat(), wrong))
              : dated(texts, type, rules.text.timestampFormat(), failed);
      case TIMESTAMP_NTZ -> local(texts, type, failed);
      case STRING -> TextRepair.repaired(texts);
      case FLOAT, DOUBLE -> TextCast.parse(specials.replaced(texts), type, zone, failed);
      case DECIMAL -> GroupedDigits.parse(texts, type, zone, failed);
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID ->
          TextCast.parse(texts, type, zone, failed);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, BINARY ->
          TextCast.parse(texts, type, zone, failed);
    };
  }

  private Vector local(BytesVector texts, DataType type, boolean[] failed) {
    var pattern = ntzFormat();
    return pattern == null
        ? ZonedTexts.withoutZones(
            texts, (LongVector) TextCast.parse(texts, type, zone, failed), failed)
        : DatetimePattern.of(pattern).parseWithoutZones(texts, failed);
  }

  private @Nullable String ntzFormat() {
    var format = rules.text.timestampNtzFormat();
    return format == null ? rules.text.timestampFormat() : format;
  }

  private Vector dated(
      BytesVector texts, DataType type, @Nullable String pattern, boolean[] failed) {
    return pattern == null
        ? TextCast.parse(texts, type, zone, failed)
        : DatetimePattern.of(pattern).parse(texts, type, zone, failed);
  }

  /// Values of a column that are not of its type, `text` the first of them.
  private void foundValues(Field field, int row, int count, String text, TextPlaces places) {
    if (rules.text.mode() == BadRecordMode.FAILFAST) {
      var example = example(places.offset(row), text);
      throw StintException.user(
          "%s, column '%s': '%s' is no %s; correct the value, or read with mode PERMISSIVE"
              .formatted(example.place(), field.name(), example.text(), field.type()));
    }
    if (rules.text.mode() == BadRecordMode.PERMISSIVE && corruptColumn < 0) {
      add(Kind.VALUE, field.name(), count, places.offset(row), () -> text);
    }
  }

  private void foundMisfits(int rowCount, boolean[] bad, Misfits misfits, TextPlaces places) {
    for (int column = 0; column < scan.columns().size(); column++) {
      if (misfits.count(column) > 0) {
        foundValues(
            scan.columns().field(column),
            misfits.firstRow(column),
            misfits.count(column),
            misfits.text(column),
            places);
      }
    }
    for (int row = 0; row < rowCount; row++) {
      bad[row] |= misfits.isIn(row);
    }
  }

  /// Records with fields that no column has, of a table whose columns were inferred.
  public void unknownFields(int count, long offset, String name) {
    add(Kind.FIELD, "", count, offset, () -> name);
  }

  private void add(Kind kind, String column, int count, long offset, Supplier<String> text) {
    context
        .counters()
        .findings
        .add(kind, scan.table(), column, count, () -> example(offset, text.get()));
  }

  private Example example(long offset, String text) {
    long line = TextBlocks.lineNumber(split, offset, rules.text, context);
    return new Example(split.path(), line, offset, shortened(text));
  }

  /// Records that are malformed as a whole.
  private void foundMalformed(int rowCount, boolean[] malformed, TextPlaces places) {
    int first = -1;
    int count = 0;
    for (int row = rowCount - 1; row >= 0; row--) {
      if (malformed[row]) {
        first = row;
        count++;
      }
    }
    if (count == 0) {
      return;
    }
    int row = first;
    switch (rules.text.mode()) {
      case PERMISSIVE -> {
        if (corruptColumn < 0) {
          add(Kind.RECORD, "", count, places.offset(row), () -> recordText(row, places));
        }
      }
      case FAILFAST -> {
        var example = example(places.offset(row), recordText(row, places));
        throw StintException.user(
            "%s: the record is malformed: %s; correct it, or read with mode PERMISSIVE"
                .formatted(example.place(), example.text()));
      }
      case DROPMALFORMED -> {}
    }
  }

  private void foundLeftOut(int rowCount, boolean[] bad, TextPlaces places) {
    if (rules.text.mode() != BadRecordMode.DROPMALFORMED) {
      return;
    }
    int first = -1;
    int count = 0;
    for (int row = rowCount - 1; row >= 0; row--) {
      first = bad[row] ? row : first;
      count += bad[row] ? 1 : 0;
    }
    int row = first;
    if (count > 0) {
      add(Kind.LEFT_OUT, "", count, places.offset(row), () -> recordText(row, places));
    }
  }

  private static String recordText(int row, TextPlaces places) {
    var record = new CellBuffer();
    record.begin();
    places.record(row, record, 0);
    return TextRepair.repaired(record.finish(1)).string(0);
  }

  private static String shortened(String text) {
    return text.length() <= MAX_EXAMPLE ? text : text.substring(0, MAX_EXAMPLE) + "…";
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
    var kept = rules.text.mode() == BadRecordMode.DROPMALFORMED ? withoutBad(batch, bad) : batch;
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
