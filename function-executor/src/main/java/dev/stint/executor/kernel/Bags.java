package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.failure.StintException;

/// Makes bags of bytes: elements, each with how often it is there. An entry is the number, the
/// length ([Bag]) and the bytes of an element; entries of two bags one after the other are a bag.
/// Those that aggregation gives are in ascending order.
public final class Bags {

  private Bags() {}

  /// A bag of one element, so many times; of none for 0.
  public static BytesVector of(BytesVector elements, LongVector counts) {
    return TextRows.bytes(
        new Vector[] {elements, counts},
        elements.rowCount(),
        row -> {
          long count = counts.values()[row];
          if (count < 0) {
            throw StintException.user(
                "[INVALID_PARAMETER_VALUE] a frequency must not be negative, but is " + count);
          }
          return count == 0 ? new byte[0] : Bag.entry(count, elements.bytes(row));
        });
  }
}
