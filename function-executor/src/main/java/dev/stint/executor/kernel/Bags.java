package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.failure.StintException;
import org.jspecify.annotations.Nullable;

/// Bags of bytes: elements, each with how often it is there. An entry is the number, the length
/// ([Bag]) and the bytes of an element; entries of two bags one after the other are a bag. Those
/// that aggregation gives are in ascending order without repetitions.
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

  /// The value at a share of the way through packed doubles, between two by their distances.
  public static DoubleVector percentile(
      BytesVector bags, PackedLayout layout, DoubleVector shares) {
    int count = bags.rowCount();
    boolean[] nulls = new boolean[count];
    double[] values = new double[count];
    for (int row = 0; row < count; row++) {
      Double value =
          bags.isNull(row) || shares.isNull(row)
              ? null
              : percentile(Bag.of(bags, row), layout.parts().getFirst(), share(shares, row));
      nulls[row] = value == null;
      values[row] = value == null ? 0 : value;
    }
    return new DoubleVector(count, values, nulls);
  }

  private static @Nullable Double percentile(Bag bag, PackedLayout.Part part, double share) {
    long size = bag.size();
    if (size == 0) {
      return null;
    }
    double place = share * (size - 1);
    long below = (long) Math.floor(place);
    long above = (long) Math.ceil(place);
    Double low = PackedValues.first(bag.data(), bag.seek(below), part);
    Double high = PackedValues.first(bag.data(), bag.seek(above), part);
    if (low == null || high == null || below == above || low.equals(high)) {
      return low;
    }
    return (above - place) * low + (place - below) * high;
  }

  private static double share(DoubleVector shares, int row) {
    double share = shares.values()[row];
    if (share >= 0 && share <= 1) {
      return share;
    }
    throw StintException.user(
        "[DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE] a percentage must be between 0.0 and 1.0, but is "
            + share);
  }

  /// The first element up to which a share of all lies.
  public static BytesVector quantile(BytesVector bags, DoubleVector shares) {
    return TextRows.bytes(
        new Vector[] {bags, shares},
        bags.rowCount(),
        row -> {
          var bag = Bag.of(bags, row);
          long size = bag.size();
          if (size == 0) {
            return null;
          }
          bag.seek(Math.max((long) Math.ceil(share(shares, row) * size), 1) - 1);
          return bag.element();
        });
  }

  /// The element that is there most often; the first of several.
  public static BytesVector mode(BytesVector bags) {
    return TextRows.bytes(
        new Vector[] {bags},
        bags.rowCount(),
        row -> {
          var bag = Bag.of(bags, row);
          byte[] mode = null;
          long most = 0;
          while (bag.next()) {
            if (bag.count() > most) {
              most = bag.count();
              mode = bag.element();
            }
          }
          return mode;
        });
  }

  /// The last parts of packed values, which are text, in the order of the bag.
  public static BytesVector join(BytesVector bags, PackedLayout layout, BytesVector separators) {
    return TextRows.bytes(
        new Vector[] {bags, separators},
        bags.rowCount(),
        row -> join(Bag.of(bags, row), layout, separators.bytes(row)));
  }

  private static byte @Nullable [] join(Bag bag, PackedLayout layout, byte[] separator) {
    long[] counts = bag.counts();
    if (counts.length == 0) {
      return null;
    }
    var texts = (BytesVector) PackedValues.unpack(bag.elements(), layout, layout.lastPlace());
    var joined = new BytesBuilder(1, texts.data().length);
    for (int place = 0; place < counts.length; place++) {
      for (long time = 0; time < counts[place]; time++) {
        if (place > 0 || time > 0) {
          joined.append(separator, 0, separator.length);
        }
        joined.append(texts.data(), texts.starts()[place], texts.lengths()[place]);
      }
    }
    joined.endRow();
    return joined.build(null).bytes(0);
  }
}
