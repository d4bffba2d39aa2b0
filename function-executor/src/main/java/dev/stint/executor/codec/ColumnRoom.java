package dev.stint.executor.codec;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import org.jspecify.annotations.Nullable;

/// The arrays that rows of a column are read into, batch after batch. Each is made anew, and longer
/// by [#larger], when more rows are asked for than it holds.
final class ColumnRoom {

  private long[] longs = new long[0];
  private long[] highLongs = new long[0];
  private double[] doubles = new double[0];
  private int[] ids = new int[0];
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private boolean[] nulls = new boolean[0];

  /// How many rows an array holds that is made in place of one for `rows`.
  static int larger(int rows, int count) {
    return Math.max(count, Math.min(2 * rows, Batch.MAX_ROWS));
  }

  long[] longs(int count) {
    longs = longs.length < count ? new long[larger(longs.length, count)] : longs;
    return longs;
  }

  long[] highLongs(int count) {
    highLongs = highLongs.length < count ? new long[larger(highLongs.length, count)] : highLongs;
    return highLongs;
  }

  double[] doubles(int count) {
    doubles = doubles.length < count ? new double[larger(doubles.length, count)] : doubles;
    return doubles;
  }

  int[] ids(int count) {
    ids = ids.length < count ? new int[larger(ids.length, count)] : ids;
    return ids;
  }

  int[] starts(int count) {
    starts = starts.length < count ? new int[larger(starts.length, count)] : starts;
    return starts;
  }

  int[] lengths(int count) {
    lengths = lengths.length < count ? new int[larger(lengths.length, count)] : lengths;
    return lengths;
  }

  boolean[] nulls(int count) {
    nulls = nulls.length < count ? new boolean[larger(nulls.length, count)] : nulls;
    return nulls;
  }

  /// The rows `order[from..from + count)` of `vector`, in these arrays.
  Vector gather(Vector vector, int[] order, int from, int count) {
    boolean[] flags = gatherNulls(vector.nulls(), order, from, count);
    return switch (vector) {
      case LongVector numbers ->
          new LongVector(count, gather(numbers.values(), order, from, longs(count), count), flags);
      case DoubleVector numbers ->
          new DoubleVector(count, gather(numbers.values(), order, from, count), flags);
      case Int128Vector wide when wide.isShort() ->
          Int128Vector.ofShort(count, gather(wide.low(), order, from, longs(count), count), flags);
      case Int128Vector wide ->
          new Int128Vector(
              count,
              gather(wide.high(), order, from, highLongs(count), count),
              gather(wide.low(), order, from, longs(count), count),
              flags);
      case BytesVector strings -> gather(strings, order, from, count, flags);
    };
  }

  private BytesVector gather(
      BytesVector strings, int[] order, int from, int count, boolean @Nullable [] flags) {
    int[] all = strings.ids();
    var dictionary = strings.dictionary();
    return all != null && dictionary != null
        ? BytesVector.ofDictionary(
            count,
            gather(all, order, from, ids(count), count),
            dictionary,
            starts(count),
            lengths(count),
            flags)
        : new BytesVector(
            count,
            strings.data(),
            gather(strings.starts(), order, from, starts(count), count),
            gather(strings.lengths(), order, from, lengths(count), count),
            flags);
  }

  private boolean @Nullable [] gatherNulls(
      boolean @Nullable [] all, int[] order, int from, int count) {
    if (all == null) {
      return null;
    }
    boolean[] flags = nulls(count);
    boolean isAny = false;
    for (int i = 0; i < count; i++) {
      boolean isNull = all[order[from + i]];
      flags[i] = isNull;
      isAny |= isNull;
    }
    return isAny ? flags : null;
  }

  private static long[] gather(long[] values, int[] order, int from, long[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = values[order[from + i]];
    }
    return out;
  }

  private static int[] gather(int[] values, int[] order, int from, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = values[order[from + i]];
    }
    return out;
  }

  private double[] gather(double[] values, int[] order, int from, int count) {
    double[] out = doubles(count);
    for (int i = 0; i < count; i++) {
      out[i] = values[order[from + i]];
    }
    return out;
  }
}
