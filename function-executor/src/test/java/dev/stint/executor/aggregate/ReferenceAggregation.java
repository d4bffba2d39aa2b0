package dev.stint.executor.aggregate;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.RowLists;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// SQL's aggregates over lists of rows, as the standard words them.
public final class ReferenceAggregation {

  private static final int FLAG = 7;

  private ReferenceAggregation() {}

  /// Every function over every type it takes; some with the boolean column as their filter.
  public static List<AggregateCall> everyCall() {
    var calls = new ArrayList<AggregateCall>();
    calls.add(call(AggregateFunction.COUNT_ALL, null, DataType.BIGINT, DataType.BIGINT));
    calls.add(call(AggregateFunction.COUNT, 1, DataType.STRING, DataType.BIGINT));
    calls.add(call(AggregateFunction.SUM, 0, DataType.INT, DataType.BIGINT));
    calls.add(call(AggregateFunction.SUM, 2, DataType.DOUBLE, DataType.DOUBLE));
    calls.add(call(AggregateFunction.SUM, 3, DataType.decimal(28, 2), DataType.decimal(38, 2)));
    calls.add(call(AggregateFunction.SUM, 5, DataType.decimal(18, 2), DataType.decimal(28, 2)));
    calls.add(call(AggregateFunction.AVG, 0, DataType.INT, DataType.DOUBLE));
    calls.add(call(AggregateFunction.AVG, 2, DataType.DOUBLE, DataType.DOUBLE));
    calls.add(call(AggregateFunction.AVG, 3, DataType.decimal(28, 2), DataType.decimal(32, 6)));
    calls.add(call(AggregateFunction.AVG, 5, DataType.decimal(18, 2), DataType.decimal(22, 6)));
    for (var extreme :
        List.of(AggregateFunction.MIN, AggregateFunction.MAX, AggregateFunction.ANY_VALUE)) {
      calls.add(call(extreme, 0, DataType.INT, DataType.INT));
      calls.add(call(extreme, 1, DataType.STRING, DataType.STRING));
      calls.add(call(extreme, 2, DataType.DOUBLE, DataType.DOUBLE));
      calls.add(call(extreme, 3, DataType.decimal(28, 2), DataType.decimal(28, 2)));
    }
    for (var spread :
        List.of(
            AggregateFunction.STDDEV_SAMP,
            AggregateFunction.STDDEV_POP,
            AggregateFunction.VAR_SAMP,
            AggregateFunction.VAR_POP,
            AggregateFunction.SQUARES,
            AggregateFunction.SKEWNESS,
            AggregateFunction.KURTOSIS)) {
      calls.add(call(spread, 2, DataType.DOUBLE, DataType.DOUBLE));
    }
    for (var bits :
        List.of(AggregateFunction.BIT_AND, AggregateFunction.BIT_OR, AggregateFunction.BIT_XOR)) {
      calls.add(call(bits, 0, DataType.INT, DataType.INT));
    }
    calls.add(call(AggregateFunction.BOOL_AND, FLAG, DataType.BOOLEAN, DataType.BOOLEAN));
    calls.add(call(AggregateFunction.BOOL_OR, FLAG, DataType.BOOLEAN, DataType.BOOLEAN));
    for (var call : List.of(calls.get(0), calls.get(1), calls.get(2), calls.get(8))) {
      calls.add(
          new AggregateCall(
              call.function(), call.argument(), FLAG, call.argumentType(), call.type()));
    }
    return calls;
  }

  private static AggregateCall call(
      AggregateFunction function, @Nullable Integer argument, DataType from, DataType to) {
    return new AggregateCall(function, argument, null, from, to);
  }

  /// Sums of extreme longs would overflow, and variances of infinities are NaN: left to other
  /// tests.
  public static Batch withoutHugeValues(Batch batch, Schema schema) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var row : RowLists.of(batch)) {
      var values = new ArrayList<@Nullable Object>();
      for (var value : row) {
        boolean isFlag = values.size() == FLAG;
        values.add(
            switch (value) {
              case Long number when isFlag -> Math.floorMod(number, 2L);
              case Long number -> number % 1_000_000_007L;
              case Double number when Double.isInfinite(number) -> 3.25;
              case null -> null;
              default -> value;
            });
      }
      rows.add(values);
    }
    var plain = RowLists.batch(schema, rows);
    var columns = new ArrayList<>(plain.columns());
    for (int column : List.of(1, 6)) {
      // As they came: some decoded from a dictionary.
      columns.set(column, batch.column(column));
    }
    return new Batch(batch.rowCount(), columns);
  }

  public static List<List<@Nullable Object>> of(
      List<List<@Nullable Object>> rows, List<Integer> groups, List<AggregateCall> calls) {
    var byKey = new LinkedHashMap<List<@Nullable Object>, List<List<@Nullable Object>>>();
    if (groups.isEmpty()) {
      byKey.put(List.of(), new ArrayList<>());
    }
    for (var row : rows) {
      var key = new ArrayList<@Nullable Object>();
      for (int group : groups) {
        key.add(positiveZero(row.get(group)));
      }
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }
    var results = new ArrayList<List<@Nullable Object>>();
    byKey.forEach(
        (key, group) -> {
          var result = new ArrayList<>(key);
          for (var call : calls) {
            result.add(aggregate(call, group));
          }
          results.add(result);
        });
    return results;
  }

  private static @Nullable Object positiveZero(@Nullable Object value) {
    return value instanceof Double number ? Double.valueOf(number + 0.0) : value;
  }

  private static @Nullable Object aggregate(AggregateCall call, List<List<@Nullable Object>> all) {
    var filter = call.filter();
    var rows =
        all.stream()
            .filter(row -> filter == null || Long.valueOf(1).equals(row.get(filter)))
            .toList();
    var argument = call.argument();
    if (argument == null) {
      return (long) rows.size();
    }
    var values = rows.stream().map(row -> row.get(argument)).filter(Objects::nonNull).toList();
    if (call.function() == AggregateFunction.COUNT) {
      return (long) values.size();
    }
    if (values.isEmpty()) {
      return null;
    }
    return switch (call.function()) {
      case SUM -> sum(call.type(), values);
      case AVG -> average(call, values);
      case MIN, ANY_VALUE, BOOL_AND -> values.stream().min(ORDER).orElseThrow();
      case MAX, BOOL_OR -> values.stream().max(ORDER).orElseThrow();
      case VAR_POP -> variance(values, 0);
      case VAR_SAMP -> variance(values, 1);
      case STDDEV_POP -> root(variance(values, 0));
      case STDDEV_SAMP -> root(variance(values, 1));
      case SQUARES -> powers(values, 2);
      case SKEWNESS -> shape(values, 3, 0);
      case KURTOSIS -> shape(values, 4, 3);
      case BIT_AND -> values.stream().map(Long.class::cast).reduce(-1L, (a, b) -> a & b);
      case BIT_OR -> values.stream().map(Long.class::cast).reduce(0L, (a, b) -> a | b);
      case BIT_XOR -> values.stream().map(Long.class::cast).reduce(0L, (a, b) -> a ^ b);
      case COUNT, COUNT_ALL, SINGLE_VALUE -> throw new IllegalArgumentException();
      case CORR, COVAR_POP, COVAR_SAMP, REGR_SXY, REGR_SLOPE, REGR_INTERCEPT, REGR_R2 ->
          throw new IllegalArgumentException();
      case BAG, PERCENTILE, QUANTILE, MODE, JOINED, BITMAP_AND, BITMAP_OR ->
          throw new IllegalArgumentException();
    };
  }

  static final Comparator<Object> ORDER =
      (left, right) ->
          switch (left) {
            case Long number -> number.compareTo((Long) right);
            case Double number -> number.compareTo((Double) right);
            case BigInteger number -> number.compareTo((BigInteger) right);
            default -> ((String) left).compareTo((String) right);
          };

  private static Object sum(DataType type, List<Object> values) {
    if (type.isFloatingPoint()) {
      return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).sum();
    }
    var sum =
        values.stream().map(ReferenceAggregation::whole).reduce(BigInteger.ZERO, BigInteger::add);
    return type.isDecimal() && type.precision() > 18 ? sum : (Object) sum.longValueExact();
  }

  private static BigInteger whole(Object value) {
    return value instanceof BigInteger number ? number : BigInteger.valueOf((Long) value);
  }

  private static Object average(AggregateCall call, List<Object> values) {
    if (!call.argumentType().isDecimal()) {
      return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).sum()
          / values.size();
    }
    var sum =
        values.stream().map(ReferenceAggregation::whole).reduce(BigInteger.ZERO, BigInteger::add);
    return new BigDecimal(sum, call.argumentType().scale())
        .divide(BigDecimal.valueOf(values.size()), call.type().scale(), RoundingMode.HALF_UP)
        .unscaledValue();
  }

  private static @Nullable Double variance(List<Object> values, int less) {
    if (values.size() <= less) {
      return null;
    }
    double mean = values.stream().mapToDouble(value -> (Double) value).sum() / values.size();
    double squares = values.stream().mapToDouble(value -> Math.pow((Double) value - mean, 2)).sum();
    return squares / (values.size() - less);
  }

  /// The sum of the differences from the mean to a power.
  private static Double powers(List<Object> values, int power) {
    double mean = values.stream().mapToDouble(value -> (Double) value).sum() / values.size();
    return values.stream().mapToDouble(value -> Math.pow((Double) value - mean, power)).sum();
  }

  /// A central moment by the standard deviation to its power, less what that is of a normal
  /// distribution; NULL where there is no deviation.
  private static @Nullable Double shape(List<Object> values, int power, double normal) {
    double variance = powers(values, 2) / values.size();
    boolean areEqual =
        !Double.isNaN(variance)
            && values.stream().map(value -> (Double) value + 0.0).distinct().count() == 1;
    return areEqual || variance == 0
        ? null
        : powers(values, power) / values.size() / Math.pow(variance, power / 2.0) - normal;
  }

  private static @Nullable Double root(@Nullable Double value) {
    return value == null ? null : Math.sqrt(value);
  }

  /// Doubles to nine digits: sums depend on the order of adding.
  static List<String> rounded(List<List<@Nullable Object>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(ReferenceAggregation::rounded).toList().toString())
        .toList();
  }

  private static String rounded(@Nullable Object value) {
    if (!(value instanceof Double number)) {
      return String.valueOf(value);
    }
    if (!Double.isFinite(number)) {
      return number.toString();
    }
    if (Math.abs(number) < 1e-9) {
      return "0";
    }
    // Sums of few small numbers lie in the very middle between two roundings, but for their order.
    var aside = new BigDecimal(number * (1 + 1e-11));
    return aside.round(new MathContext(9)).stripTrailingZeros().toString();
  }
}
