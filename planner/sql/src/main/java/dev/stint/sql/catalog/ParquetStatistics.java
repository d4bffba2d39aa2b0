package dev.stint.sql.catalog;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/// A table's statistics, summed over the row groups of all its footers. Bounds are kept where a
/// number tells their order: whole numbers, dates, timestamps, decimals, floating point. Distinct
/// values follow from bounds or, for strings, from the sizes of dictionaries.
final class ParquetStatistics {

  private static final class Column {
    long rowCount;
    long nullCount;
    long bytes;
    boolean isBounded = true;
    @Nullable BigDecimal min;
    @Nullable BigDecimal max;

    /// Of the largest dictionary, and the rows of chunks that have none.
    double dictionaryEntries;

    long plainRows;

    /// How many distinct values the dictionaries tell of; -1 when they cover too little.
    double distinctCount() {
      return plainRows > rowCount / 10 ? -1 : dictionaryEntries;
    }
  }

  /// About what a page's header takes.
  private static final int PAGE_HEADER_BYTES = 20;

  private static final double UNKNOWN_LENGTH = 8;

  private ParquetStatistics() {}

  static TableStatistics of(List<ParquetFooters.Footer> footers, Schema schema) {
    var columns = new HashMap<String, Column>();
    long rowCount = 0;
    long bytes = 0;
    for (var footer : footers) {
      for (var block : footer.metadata().getBlocks()) {
        rowCount += block.getRowCount();
        bytes += block.getCompressedSize();
        for (var chunk : block.getColumns()) {
          var name = chunk.getPath().toDotString().toLowerCase(Locale.ROOT);
          if (chunk.getPath().size() > 1) {
            continue; // a part of something nested
          }
          schema
              .indexOf(name)
              .ifPresent(
                  index ->
                      add(
                          columns.computeIfAbsent(name, _ -> new Column()),
                          chunk,
                          schema.type(index)));
        }
      }
    }
    var statistics = new HashMap<String, ColumnStatistics>();
    columns.forEach(
        (name, column) ->
            statistics.put(name, summary(column, schema.type(schema.indexOf(name).orElseThrow()))));
    return new TableStatistics((double) rowCount, bytes, statistics);
  }

  private static void add(Column column, ColumnChunkMetaData chunk, DataType type) {
    Statistics<?> statistics = chunk.getStatistics();
    column.rowCount += chunk.getValueCount();
    column.bytes += chunk.getTotalSize();
    if (isDictionaryEncoded(chunk)) {
      column.dictionaryEntries = Math.max(column.dictionaryEntries, dictionaryEntries(chunk));
    } else {
      column.plainRows += chunk.getValueCount();
    }
    if (statistics == null || statistics.isEmpty()) {
      column.isBounded = false;
      return;
    }
    column.nullCount += Math.max(0, statistics.getNumNulls());
    if (statistics.hasNonNullValue()) {
      var min = bound(statistics.genericGetMin(), chunk, type);
      var max = bound(statistics.genericGetMax(), chunk, type);
      if (min == null || max == null) {
        column.isBounded = false;
        return;
      }
      column.min = column.min == null ? min : column.min.min(min);
      column.max = column.max == null ? max : column.max.max(max);
    }
  }

  private static boolean isDictionaryEncoded(ColumnChunkMetaData chunk) {
    var encodings = chunk.getEncodingStats();
    return chunk.hasDictionaryPage()
        && (encodings == null || !encodings.hasNonDictionaryEncodedPages());
  }

  /// About how many strings a dictionary page holds: each takes four bytes and itself, as long as
  /// the bounds are on average. The page is compressed, so there may be more.
  private static double dictionaryEntries(ColumnChunkMetaData chunk) {
    double pageBytes =
        (double) chunk.getFirstDataPageOffset()
            - chunk.getDictionaryPageOffset()
            - PAGE_HEADER_BYTES;
    var bounds = chunk.getStatistics();
    double length =
        bounds != null
                && bounds.hasNonNullValue()
                && bounds.genericGetMin() instanceof Binary min
                && bounds.genericGetMax() instanceof Binary max
            ? (min.length() + max.length()) / 2.0
            : UNKNOWN_LENGTH;
    return Math.max(1, pageBytes / (Integer.BYTES + length));
  }

  /// A bound as a number on the table's own scale (days, microseconds, the decimal's value); `null`
  /// where it tells nothing, as of a type whose values become others on reading.
  private static @Nullable BigDecimal bound(
      @Nullable Object bound, ColumnChunkMetaData chunk, DataType type) {
    var fileType = ParquetTypes.type(chunk.getPrimitiveType());
    if (fileType == null) {
      return null;
    }
    boolean isSameScale = fileType.isNumeric() ? type.isNumeric() : fileType.equals(type);
    return isSameScale ? number(bound, chunk, fileType) : null;
  }

  private static @Nullable BigDecimal number(
      @Nullable Object bound, ColumnChunkMetaData chunk, DataType fileType) {
    boolean isUnsigned =
        chunk.getPrimitiveType().getLogicalTypeAnnotation()
                instanceof IntLogicalTypeAnnotation integer
            && !integer.isSigned();
    return switch (bound) {
      case Integer value ->
          unscaled(
              BigInteger.valueOf(isUnsigned ? Integer.toUnsignedLong(value) : value), fileType);
      case Long value when isUnsigned -> new BigDecimal(Long.toUnsignedString(value));
      case Long value -> unscaled(BigInteger.valueOf(micros(value, chunk)), fileType);
      case Float value when Float.isFinite(value) -> new BigDecimal(value);
      case Double value when Double.isFinite(value) -> new BigDecimal(value);
      case Binary value when fileType.isDecimal() ->
          unscaled(new BigInteger(value.getBytes()), fileType);
      case null, default -> null;
    };
  }

  private static BigDecimal unscaled(BigInteger value, DataType type) {
    return new BigDecimal(value, type.isDecimal() ? type.scale() : 0);
  }

  private static long micros(long value, ColumnChunkMetaData chunk) {
    if (chunk.getPrimitiveType().getLogicalTypeAnnotation()
        instanceof TimestampLogicalTypeAnnotation timestamp) {
      return switch (timestamp.getUnit()) {
        case MILLIS -> value * 1000;
        case MICROS -> value;
        case NANOS -> Math.floorDiv(value, 1000);
      };
    }
    return value;
  }

  private static ColumnStatistics summary(Column column, DataType type) {
    double nullShare = column.rowCount == 0 ? 0 : (double) column.nullCount / column.rowCount;
    if (!column.isBounded || column.min == null || column.max == null) {
      return new ColumnStatistics(
          null,
          null,
          nullShare,
          type.equals(DataType.STRING) ? column.distinctCount() : -1,
          column.bytes);
    }
    double distinct =
        type.isFloatingPoint()
            ? -1
            : Math.min(
                (double) (column.rowCount - column.nullCount),
                column.max.subtract(column.min).scaleByPowerOfTen(type.scale()).doubleValue() + 1);
    return new ColumnStatistics(
        literal(column.min, type), literal(column.max, type), nullShare, distinct, column.bytes);
  }

  private static Literal literal(BigDecimal value, DataType type) {
    var text =
        switch (type.kind()) {
          case DATE -> LocalDate.ofEpochDay(value.longValueExact()).toString();
          case TIMESTAMP, TIMESTAMP_NTZ -> Literal.timestampText(value.longValueExact());
          case FLOAT, DOUBLE -> Double.toString(value.doubleValue());
          case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, STRING, BINARY ->
              value.toPlainString();
        };
    return new Literal(type, text);
  }
}
