package dev.stint.plan.expression;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stint.plan.type.DataType;
import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One aggregate of a grouping. `argument` is a column of the input, `null` for `COUNT_ALL` only;
/// `filter` is a boolean column: rows where it is not true do not count. `argumentType` is the type
/// of the argument (`BIGINT` for `COUNT_ALL`) and `type` that of the result. `constants` are what
/// [AggregateFunction] says that the function takes beside its argument.
public record AggregateCall(
    AggregateFunction function,
    @Nullable Integer argument,
    @Nullable Integer filter,
    DataType argumentType,
    DataType type,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Literal> constants) {

  public AggregateCall {
    constants = constants == null ? List.of() : List.copyOf(constants);
    if ((argument == null) != (function == AggregateFunction.COUNT_ALL)) {
      throw new IllegalArgumentException(function + " with argument " + argument);
    }
  }

  /// Of a function that takes no constants.
  public AggregateCall(
      AggregateFunction function,
      @Nullable Integer argument,
      @Nullable Integer filter,
      DataType argumentType,
      DataType type) {
    this(function, argument, filter, argumentType, type, List.of());
  }

  /// The input columns that it uses.
  public List<Integer> columns() {
    return Stream.of(argument, filter).filter(Objects::nonNull).toList();
  }

  /// The same call with other numbers for columns.
  public AggregateCall withColumns(IntUnaryOperator columns) {
    return new AggregateCall(
        function,
        argument == null ? null : columns.applyAsInt(argument),
        filter == null ? null : columns.applyAsInt(filter),
        argumentType,
        type,
        constants);
  }

  /// The columns in which a partial aggregation hands this aggregate's state on, in order. All are
  /// nullable; a state of no rows has NULL values and zero counts.
  public List<DataType> stateTypes() {
    return switch (function) {
      case COUNT_ALL, COUNT -> List.of(DataType.BIGINT);
      case SUM, MIN, MAX, BOOL_AND, BOOL_OR, ANY_VALUE -> List.of(type);
      case BIT_AND, BIT_OR, BIT_XOR, BITMAP_AND, BITMAP_OR -> List.of(type);
      case BAG, PERCENTILE, QUANTILE, MODE, JOINED -> List.of(DataType.BINARY);
      // Sum, then count.
      case AVG -> List.of(averageSumType(), DataType.BIGINT);
      // Count, mean, sum of squared differences from the mean (Chan et al., 1979).
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, SQUARES ->
          List.of(DataType.BIGINT, DataType.DOUBLE, DataType.DOUBLE);
      // Count, then mean and the sums of the second, third and fourth powers of the differences.
      case SKEWNESS, KURTOSIS -> moments(4);
      // Count, means of y and x, sums of the products of their differences: yy, xx, xy.
      case CORR, COVAR_POP, COVAR_SAMP, REGR_SXY, REGR_SLOPE, REGR_INTERCEPT, REGR_R2 -> moments(5);
      // Value, then count.
      case SINGLE_VALUE -> List.of(type, DataType.BIGINT);
    };
  }

  private static List<DataType> moments(int count) {
    return Stream.concat(
            Stream.of(DataType.BIGINT), Stream.generate(() -> DataType.DOUBLE).limit(count))
        .toList();
  }

  private DataType averageSumType() {
    if (argumentType.isInterval()) {
      return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0);
    }
    if (!argumentType.isDecimal()) {
      return DataType.DOUBLE;
    }
    int precision = Math.min(argumentType.precision() + 10, DataType.MAX_DECIMAL_PRECISION);
    return DataType.decimal(precision, argumentType.scale());
  }

  @Override
  public String toString() {
    var text =
        function == AggregateFunction.COUNT_ALL
            ? "count(*)"
            : function.name().toLowerCase(java.util.Locale.ROOT)
                + "(#"
                + argument
                + constants.stream().map(constant -> ", " + constant).collect(Collectors.joining())
                + ")";
    return filter == null ? text : text + " FILTER (WHERE #" + filter + ")";
  }
}
