package dev.stint.executor.bag;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.failure.StintException;
import java.util.List;
import java.util.Objects;

/// Chooses the reading of a call.
public final class BagReadings {

  private BagReadings() {}

  /// What it takes is reserved in `memory`, which the caller closes.
  public static BagReading of(AggregateCall call, MemoryAccount memory) {
    var constants = call.constants();
    return switch (call.function()) {
      case BAG -> new WholeReading(memory);
      case PERCENTILE -> new PercentileReading(layout(constants), share(constants.get(1)));
      case QUANTILE -> new QuantileReading(share(constants.getFirst()), memory);
      case MODE -> new ModeReading(memory);
      case JOINED -> new JoinedReading(layout(constants), bytes(constants.get(1)), memory);
      default -> throw new IllegalArgumentException("no function of bags: " + call);
    };
  }

  private static PackedLayout layout(List<Literal> constants) {
    return PackedLayout.parse(Objects.requireNonNull(constants.getFirst().text()));
  }

  private static double share(Literal constant) {
    return Literals.doubleValue(constant);
  }

  private static byte[] bytes(Literal constant) {
    return ((BytesVector) Literals.vector(constant, 1)).bytes(0);
  }

  /// A share, if it is one.
  static double checked(double share) {
    if (share >= 0 && share <= 1) {
      return share;
    }
    throw StintException.user(
        "[DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE] a percentage must be between 0.0 and 1.0, but is "
            + share);
  }
}
