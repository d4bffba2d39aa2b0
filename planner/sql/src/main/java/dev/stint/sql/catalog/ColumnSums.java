package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import dev.stint.sql.catalog.FileSchema.Leaf;
import dev.stint.sql.catalog.RowGroupFacts.Chunk;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/// What row groups of one schema say of their columns, summed up. Bounds are kept where a number
/// tells their order, on the scale of the file's type (days, microseconds, the decimal's value).
/// Not for several threads at once.
final class ColumnSums {

  /// The chunks of one flat column.
  static final class Column {

    /// `null` when Stint has no such type.
    private final @Nullable DataType fileType;

    private long rowCount;
    private long nullCount;
    private boolean isNullFree = true;
    private long bytes;
    private boolean isBounded = true;
    private @Nullable BigDecimal min;
    private @Nullable BigDecimal max;

    /// Of the largest dictionary, and the rows of chunks that have none.
    private double dictionaryEntries;

    private long plainRows;

    Column(@Nullable DataType fileType) {
      this.fileType = fileType;
    }

    @Nullable DataType fileType() {
      return fileType;
    }

    long rowCount() {
      return rowCount;
    }

    long nullCount() {
      return nullCount;
    }

    long bytes() {
      return bytes;
    }

    /// Whether every chunk with values told its bounds.
    boolean isBounded() {
      return isBounded;
    }

    @Nullable BigDecimal min() {
      return min;
    }

    @Nullable BigDecimal max() {
      return max;
    }

    double dictionaryEntries() {
      return dictionaryEntries;
    }

    long plainRows() {
      return plainRows;
    }

    private void add(Chunk chunk) {
      var statistics = chunk.statistics();
      rowCount += chunk.valueCount();
      bytes += chunk.bytes();
      if (chunk.isDictionaryEncoded()) {
        dictionaryEntries = Math.max(dictionaryEntries, entries(chunk));
      } else {
        plainRows += chunk.valueCount();
      }
      isNullFree &= statistics.isNumNullsSet() && statistics.getNumNulls() == 0;
      long nulls = Math.max(0, statistics.getNumNulls());
      nullCount += nulls;
      if (statistics.hasNonNullValue()) {
        widen(
            number(statistics.genericGetMin(), chunk.leaf()),
            number(statistics.genericGetMax(), chunk.leaf()));
      } else if (nulls < chunk.valueCount()) {
        isBounded = false;
      }
    }

    private void widen(@Nullable BigDecimal from, @Nullable BigDecimal to) {
      if (from == null || to == null) {
        isBounded = false;
        return;
      }
      min = min == null ? from : min.min(from);
      max = max == null ? to : max.max(to);
    }
  }

  /// About what a page's header takes.
  private static final int PAGE_HEADER_BYTES = 20;

  private static final double UNKNOWN_LENGTH = 8;

  private final Map<String, Column> columns = new HashMap<>();
  private long rowCount;
  private long bytes;

  void add(RowGroupFacts group) {
    rowCount += group.rowCount();
    bytes += group.bytes();
    for (var chunk : group.chunks()) {
      columns.computeIfAbsent(chunk.leaf().key(), _ -> new Column(chunk.leaf().type())).add(chunk);
    }
  }

  /// By their names in small letters.
  Map<String, Column> columns() {
    return columns;
  }

  /// Whether there are rows, and every row group promises that none has NULL in the column.
  boolean isNullFree(String column) {
    var sums = columns.get(column.toLowerCase(Locale.ROOT));
    return sums != null && sums.isNullFree && sums.rowCount == rowCount;
  }

  long rowCount() {
    return rowCount;
  }

  /// Compressed.
  long bytes() {
    return bytes;
  }

  /// About how many strings a dictionary page holds: each takes four bytes and itself, as long as
  /// the bounds are on average. The page is compressed, so there may be more.
  private static double entries(Chunk chunk) {
    double pageBytes = (double) chunk.dictionaryBytes() - PAGE_HEADER_BYTES;
    var bounds = chunk.statistics();
    double length =
        bounds.hasNonNullValue()
                && bounds.genericGetMin() instanceof Binary min
                && bounds.genericGetMax() instanceof Binary max
            ? (min.length() + max.length()) / 2.0
            : UNKNOWN_LENGTH;
    return Math.max(1, pageBytes / (Integer.BYTES + length));
  }

  /// `null` where a bound tells nothing.
  private static @Nullable BigDecimal number(@Nullable Object bound, Leaf leaf) {
    var fileType = leaf.type();
    if (fileType == null) {
      return null;
    }
    boolean isUnsigned =
        leaf.primitive().getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
            && !integer.isSigned();
    return switch (bound) {
      case Integer value when isUnsigned ->
          unscaled(BigInteger.valueOf(Integer.toUnsignedLong(value)), fileType);
      case Integer value -> unscaled(BigInteger.valueOf(micros(value, leaf)), fileType);
      case Long value when isUnsigned -> new BigDecimal(Long.toUnsignedString(value));
      case Long value -> unscaled(BigInteger.valueOf(micros(value, leaf)), fileType);
      case Float value when Float.isFinite(value) -> new BigDecimal(value);
      case Double value when Double.isFinite(value) -> new BigDecimal(value);
      case Binary value when fileType.isDecimal() && value.length() > 0 ->
          unscaled(new BigInteger(value.getBytes()), fileType);
      case null, default -> null;
    };
  }

  private static BigDecimal unscaled(BigInteger value, DataType type) {
    return new BigDecimal(value, type.isDecimal() ? type.scale() : 0);
  }

  private static long micros(long value, Leaf leaf) {
    return switch (leaf.primitive().getLogicalTypeAnnotation()) {
      case TimestampLogicalTypeAnnotation timestamp -> micros(value, timestamp.getUnit());
      case TimeLogicalTypeAnnotation time -> micros(value, time.getUnit());
      case null, default -> value;
    };
  }

  private static long micros(long value, TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> value * 1000;
      case MICROS -> value;
      case NANOS -> Math.floorDiv(value, 1000);
    };
  }
}
