package dev.stint.executor.aggregate;

import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import java.util.ArrayList;
import java.util.List;

/// Chooses the aggregator of a call.
final class Aggregators {

  private Aggregators() {}

  /// Those of a grouping: calls of the same bags share them.
  static List<Aggregator> all(List<AggregateCall> calls, MemoryAccount memory) {
    var aggregators = new ArrayList<Aggregator>();
    for (var call : calls) {
      aggregators.add(
          aggregators.stream()
              .filter(known -> known instanceof BagAggregator bags && bags.isOf(call))
              .findFirst()
              .map(known -> ((BagAggregator) known).shared(call))
              .orElseGet(() -> of(call, memory)));
    }
    return aggregators;
  }

  static Aggregator of(AggregateCall call, MemoryAccount memory) {
    return switch (call.function()) {
      case COUNT_ALL, COUNT -> new CountAggregator(call, memory);
      case SUM -> new ValueAggregator(call, sum(call, memory));
      case AVG ->
          call.argumentType().isDecimal() || call.argumentType().isInterval()
              ? new DecimalAverageAggregator(call, memory)
              : new AverageAggregator(call, memory);
      // Any value will do, and the smallest is the same whichever task finds it.
      case MIN, BOOL_AND, ANY_VALUE ->
          new ValueAggregator(call, extreme(Extreme.SMALLEST, call, memory));
      case MAX, BOOL_OR -> new ValueAggregator(call, extreme(Extreme.LARGEST, call, memory));
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, SQUARES ->
          new MomentAggregator(call, new VarianceState(memory));
      case SKEWNESS, KURTOSIS -> new MomentAggregator(call, new ShapeState(memory));
      case CORR, COVAR_POP, COVAR_SAMP, REGR_SXY, REGR_SLOPE, REGR_INTERCEPT, REGR_R2 ->
          new MomentAggregator(call, new CorrelationState(memory));
      case BIT_AND -> new ValueAggregator(call, new BitsState(BitsState.Operator.AND, memory));
      case BIT_OR -> new ValueAggregator(call, new BitsState(BitsState.Operator.OR, memory));
      case BIT_XOR -> new ValueAggregator(call, new BitsState(BitsState.Operator.XOR, memory));
      case BAG, PERCENTILE, QUANTILE, MODE, JOINED -> new BagAggregator(call, memory);
      case BITMAP_AND ->
          new ValueAggregator(call, new BitmapState(BitmapState.Operator.AND, memory));
      case BITMAP_OR -> new ValueAggregator(call, new BitmapState(BitmapState.Operator.OR, memory));
      case SINGLE_VALUE ->
          new SingleValueAggregator(call, extreme(Extreme.SMALLEST, call, memory), memory);
    };
  }

  /// As [#of], in more bits where states along the way may need them.
  static Aggregator wide(AggregateCall call, MemoryAccount memory) {
    boolean isOfWholeNumbers =
        call.function() == AggregateFunction.SUM
            && !call.type().isDecimal()
            && !call.type().isFloatingPoint();
    return isOfWholeNumbers ? new WideSumAggregator(call, memory) : of(call, memory);
  }

  private static GroupState sum(AggregateCall call, MemoryAccount memory) {
    if (call.type().isDecimal()) {
      return new DecimalSumState(call.type(), memory);
    }
    return call.type().isFloatingPoint()
        ? new DoubleSumState(memory)
        : new LongSumState(memory, call.type());
  }

  private static GroupState extreme(Extreme extreme, AggregateCall call, MemoryAccount memory) {
    return switch (call.type().physicalType()) {
      case LONG -> new LongExtremeState(extreme, memory);
      case DOUBLE -> new DoubleExtremeState(extreme, memory);
      case INT128 -> new Int128ExtremeState(extreme, memory);
      case BYTES -> new BytesExtremeState(extreme, memory);
    };
  }
}
