package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.hash.RuntimeFilter;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A runtime filter over columns of one scan. It is tried on some rows, and where more than half of
/// them pass the next many rows pass untested: a join looks up its rows all the same.
public final class KeyFilter {

  private static final int TRIAL_ROWS = 2 * Batch.MAX_ROWS;
  private static final int UNTESTED_ROWS = 32 * TRIAL_ROWS;

  private final RuntimeFilter filter;
  private final List<Integer> columns;
  private final LongConsumer droppedRows;

  private int testedRows;
  private int passedRows;
  private int untestedRows;
  private double passedShare = 1;

  /// `columns` are those of the scan that hold the keys; `droppedRows` is told of every batch.
  public KeyFilter(RuntimeFilter filter, List<Integer> columns, LongConsumer droppedRows) {
    this.filter = filter;
    this.columns = List.copyOf(columns);
    this.droppedRows = droppedRows;
  }

  public List<Integer> columns() {
    return columns;
  }

  /// Whether there are keys to look for at all.
  public boolean isFilled() {
    return filter.isFilled();
  }

  /// Of the last rows tested.
  public double passedShare() {
    return passedShare;
  }

  /// Whether the next `rowCount` rows are to be tested.
  public boolean isToTest(int rowCount) {
    if (!filter.isFilled()) {
      return false;
    }
    if (untestedRows > 0) {
      untestedRows -= rowCount;
      return false;
    }
    return true;
  }

  /// Packs the rows of `keys`, a batch of just [#columns], that may have a match into `out`, in
  /// ascending order, and returns how many they are.
  public int select(Batch keys, int[] out) {
    int passed = filter.select(keys, out);
    droppedRows.accept(keys.rowCount() - passed);
    testedRows += keys.rowCount();
    passedRows += passed;
    if (testedRows >= TRIAL_ROWS) {
      passedShare = passedRows / (double) testedRows;
      untestedRows = passedShare > 0.5 ? UNTESTED_ROWS : 0;
      testedRows = 0;
      passedRows = 0;
    }
    return passed;
  }

  /// Whether the only row of `keys` may have a match.
  boolean isAny(Batch keys) {
    return filter.select(keys, new int[1]) == 1;
  }

  /// Conditions over the scan's columns, of `schema`, that hold for every row with a match: each
  /// key lies between the least and the greatest. None for types whose statistics do not say so.
  public List<Expression> bounds(Schema schema) {
    var bounds = new ArrayList<Expression>();
    for (int key = 0; key < columns.size() && filter.isFilled(); key++) {
      int column = columns.get(key);
      if (!filter.isNullSafe(key) && filter.key(key) instanceof LongVector numbers) {
        add(new ColumnRef(column, schema.type(column)), numbers, bounds);
      }
    }
    return bounds;
  }

  private static void add(ColumnRef column, LongVector numbers, List<Expression> bounds) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int row = 0; row < numbers.rowCount(); row++) {
      low = Math.min(low, numbers.values()[row]);
      high = Math.max(high, numbers.values()[row]);
    }
    var least = low > high ? null : literal(column.type(), low);
    var greatest = low > high ? null : literal(column.type(), high);
    if (least != null && greatest != null) {
      bounds.add(compare(ScalarFunction.GREATER_OR_EQUAL, column, least));
      bounds.add(compare(ScalarFunction.LESS_OR_EQUAL, column, greatest));
    }
  }

  private static Expression compare(ScalarFunction comparison, ColumnRef column, Literal bound) {
    return Call.of(comparison, DataType.BOOLEAN, column, bound);
  }

  private static @Nullable Literal literal(DataType type, long value) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> Literal.ofLong(type, value);
      case DATE -> new Literal(type, LocalDate.ofEpochDay(value).toString());
      case DECIMAL -> new Literal(type, BigDecimal.valueOf(value, type.scale()).toPlainString());
      case TIMESTAMP, TIMESTAMP_NTZ -> new Literal(type, Literal.timestampText(value));
      case BOOLEAN,
          FLOAT,
          DOUBLE,
          STRING,
          BINARY,
          TIME,
          YEAR_MONTH_INTERVAL,
          DAY_TIME_INTERVAL,
          VOID ->
          null;
    };
  }
}
