package dev.stint.executor.sort;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.operator.Cancellation;
import dev.stint.plan.expression.SortKey;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Orders rows whose sort keys are whole numbers that fill few bits, or texts of which few differ
/// ([TextRanks]): those of all keys and the row's number fit one `long`.
///
/// Each key becomes its distance from the least one (from the greatest, if it descends), NULLs the
/// least or the greatest code of all. So packed codes order as rows do, and ties as rows came.
final class PackedKeys {

  private static final int DIGIT_BITS = 8;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private PackedKeys() {}

  /// One key's codes: `value - least`, or `greatest - value`, and room for NULL.
  private static final class Code {

    private final long[] values;
    private final boolean @Nullable [] nulls;
    private final SortKey key;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    Code(LongVector vector, SortKey key) {
      this.values = vector.values();
      this.nulls = vector.nulls();
      this.key = key;
      for (int row = 0; row < vector.rowCount(); row++) {
        if (nulls == null || !nulls[row]) {
          least = Math.min(least, values[row]);
          greatest = Math.max(greatest, values[row]);
        }
      }
    }

    /// How many bits hold all codes; more than 64 if values of all bits or NULLs beside such are
    /// there.
    int bits() {
      if (least > greatest) {
        return nulls == null ? 0 : 1;
      }
      long span = greatest - least;
      int bits = Long.SIZE - Long.numberOfLeadingZeros(nulls == null ? span : span + 1);
      return span < 0 || span == Long.MAX_VALUE ? Long.SIZE : bits;
    }

    /// Makes room for this code in `packed`, behind what is there, and adds it.
    void addTo(long[] packed, int count) {
      int bits = bits();
      boolean isDescending = key.direction() == SortKey.Direction.DESCENDING;
      long base = isDescending ? greatest : least;
      boolean areNullsFirst = nulls != null && key.nulls() == SortKey.Nulls.FIRST;
      long shift = areNullsFirst ? 1 : 0;
      long nullCode = areNullsFirst ? 0 : least > greatest ? 1 : greatest - least + 1;
      for (int row = 0; row < count; row++) {
        long distance = isDescending ? base - values[row] : values[row] - base;
        long code = nulls != null && nulls[row] ? nullCode : distance + shift;
        packed[row] = packed[row] << bits | code;
      }
    }
  }

  /// The first `rowCount` rows in ascending order of `keys`; `null` if these do not fit. Takes up
  /// to [KeySorter#BYTES_PER_ROW] for each row, and [TextRanks#BYTES_PER_ROW] for each text among
  /// the keys.
  static int @Nullable [] sort(List<Vector> columns, List<SortKey> keys, int rowCount) {
    var codes = new Code[keys.size()];
    int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(rowCount);
    int keyBits = 0;
    // From the last, which mostly is the one that has most values.
    for (int key = codes.length - 1; key >= 0; key--) {
      var numbers = numbers(columns.get(keys.get(key).column()));
      if (numbers == null) {
        return null;
      }
      codes[key] = new Code(numbers, keys.get(key));
      keyBits += codes[key].bits();
      if (keyBits + rowBits > Long.SIZE) {
        return null;
      }
    }
    long[] packed = new long[rowCount];
    for (var code : codes) {
      code.addTo(packed, rowCount);
    }
    for (int row = 0; row < rowCount; row++) {
      packed[row] = packed[row] << rowBits | row;
    }
    return rows(radixSort(packed, rowBits, rowBits + keyBits), rowBits);
  }

  private static @Nullable LongVector numbers(Vector column) {
    return switch (column) {
      case LongVector longs -> longs;
      case BytesVector texts -> TextRanks.of(texts);
      case DoubleVector _, Int128Vector _ -> null;
    };
  }

  /// By the bits from `fromBit` to `toBit`, the least ones first; gives `packed` or another array.
  private static long[] radixSort(long[] packed, int fromBit, int toBit) {
    if (isSorted(packed)) {
      return packed;
    }
    long[] from = packed;
    long[] to = new long[packed.length];
    int[] offsets = new int[DIGITS + 1];
    for (int shift = fromBit; shift < toBit; shift += DIGIT_BITS) {
      Cancellation.check();
      if (!countDigits(from, shift, offsets)) {
        continue;
      }
      for (long value : from) {
        to[offsets[(int) (value >>> shift) & (DIGITS - 1)]++] = value;
      }
      long[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  private static boolean isSorted(long[] packed) {
    for (int row = 1; row < packed.length; row++) {
      if (Long.compareUnsigned(packed[row - 1], packed[row]) > 0) {
        return false;
      }
    }
    return true;
  }

  /// Where each digit's values begin. Says whether there are several digits.
  private static boolean countDigits(long[] values, int shift, int[] offsets) {
    Arrays.fill(offsets, 0);
    for (long value : values) {
      offsets[((int) (value >>> shift) & (DIGITS - 1)) + 1]++;
    }
    if (offsets[((int) (values[0] >>> shift) & (DIGITS - 1)) + 1] == values.length) {
      return false;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      offsets[digit + 1] += offsets[digit];
    }
    return true;
  }

  private static int[] rows(long[] packed, int rowBits) {
    int[] rows = new int[packed.length];
    long mask = (1L << rowBits) - 1;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) (packed[i] & mask);
    }
    return rows;
  }
}
