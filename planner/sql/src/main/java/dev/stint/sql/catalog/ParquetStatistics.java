package dev.stint.sql.catalog;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import dev.stint.sql.catalog.TableFooters.SameSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table's statistics, summed over the files of all its schemas. Bounds hold for the table where
/// every file's are on the scale of its type. Distinct values follow from bounds or, for strings,
/// from the sizes of dictionaries.
final class ParquetStatistics {

  private static final class Column {

    private final DataType type;
    private long rowCount;
    private long nullCount;
    private long bytes;
    private boolean isBounded = true;
    private @Nullable BigDecimal min;
    private @Nullable BigDecimal max;
    private double dictionaryEntries;
    private long plainRows;

    Column(DataType type) {
      this.type = type;
    }

    void add(ColumnSums.Column sums) {
      rowCount += sums.rowCount();
      nullCount += sums.nullCount();
      bytes += sums.bytes();
      plainRows += sums.plainRows();
      dictionaryEntries = Math.max(dictionaryEntries, sums.dictionaryEntries());
      var from = sums.min();
      var to = sums.max();
      isBounded &= sums.isBounded() && (from == null || isOnSameScale(sums.fileType()));
      if (from != null && to != null) {
        min = min == null ? from : min.min(from);
        max = max == null ? to : max.max(to);
      }
    }

    /// Not so where a value becomes another on reading.
    private boolean isOnSameScale(@Nullable DataType fileType) {
      return fileType != null && (fileType.isNumeric() ? type.isNumeric() : fileType.equals(type));
    }

    /// How many distinct values the dictionaries tell of; -1 when they cover too little.
    private double distinctStrings() {
      boolean isCovered = plainRows <= rowCount / 10;
      return type.equals(DataType.STRING) && isCovered ? dictionaryEntries : -1;
    }

    ColumnStatistics summary() {
      double nullShare = rowCount == 0 ? 0 : (double) nullCount / rowCount;
      if (!isBounded || min == null || max == null) {
        return new ColumnStatistics(null, null, nullShare, distinctStrings(), bytes);
      }
      double distinct =
          type.isFloatingPoint()
              ? -1
              : Math.min(
                  (double) (rowCount - nullCount),
                  max.subtract(min).scaleByPowerOfTen(type.scale()).doubleValue() + 1);
      return new ColumnStatistics(
          literal(min, type), literal(max, type), nullShare, distinct, bytes);
    }
  }

  private ParquetStatistics() {}

  static TableStatistics of(List<SameSchema> schemas, Schema table) {
    var columns = new HashMap<String, Column>();
    long rowCount = 0;
    long bytes = 0;
    for (var schema : schemas) {
      rowCount += schema.statistics().rowCount();
      bytes += schema.statistics().bytes();
      schema
          .statistics()
          .columns()
          .forEach(
              (name, sums) ->
                  table
                      .indexOf(name)
                      .ifPresent(
                          index ->
                              columns
                                  .computeIfAbsent(name, _ -> new Column(table.type(index)))
                                  .add(sums)));
    }
    var statistics = new HashMap<String, ColumnStatistics>();
    columns.forEach((name, column) -> statistics.put(name, column.summary()));
    return new TableStatistics((double) rowCount, bytes, statistics);
  }

  private static Literal literal(BigDecimal value, DataType type) {
    var text =
        switch (type.kind()) {
          case DATE -> LocalDate.ofEpochDay(value.longValueExact()).toString();
          case TIMESTAMP, TIMESTAMP_NTZ -> Literal.timestampText(value.longValueExact());
          case FLOAT, DOUBLE -> Double.toString(value.doubleValue());
          case TIME -> Literal.timeText(value.longValueExact() * 1_000);
          case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, STRING, BINARY ->
              value.toPlainString();
          case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> value.toPlainString();
        };
    return new Literal(type, text);
  }
}
