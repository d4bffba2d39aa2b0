package dev.stint.shuffle.segment;

import dev.stint.plan.task.SortableKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The keys of a block's rows: byte strings that order unsigned, byte by byte, a prefix first.
///
/// Keys of one width lie back to back; a width of 0 is that of unkeyed rows. Others are delimited
/// by offsets. The arrays belong to whoever made the keys and must not change while they are used.
public final class BlockKeys {

  /// The width of keys that have each their own.
  static final int VARIABLE = -1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] NOTHING = {};
  private static final int[] NO_OFFSETS = {};

  private final int rowCount;
  private final int width;
  private final byte[] data;
  private final int[] offsets;

  private BlockKeys(int rowCount, int width, byte[] data, int[] offsets) {
    this.rowCount = rowCount;
    this.width = width;
    this.data = data;
    this.offsets = offsets;
  }

  /// Empty keys, as in an unkeyed exchange.
  public static BlockKeys unkeyed(int rowCount) {
    return fixedWidth(0, rowCount, NOTHING);
  }

  /// The key of row `n` is `data[n * width .. (n + 1) * width)`.
  public static BlockKeys fixedWidth(int width, int rowCount, byte[] data) {
    if (width < 0 || rowCount < 0 || data.length < (long) width * rowCount) {
      throw new IllegalArgumentException(
          "%d keys of %d bytes in %d".formatted(rowCount, width, data.length));
    }
    return new BlockKeys(rowCount, width, data, NO_OFFSETS);
  }

  /// The key of row `n` is `data[offsets[n] .. offsets[n + 1])`; `offsets` ascend.
  public static BlockKeys variableWidth(int rowCount, byte[] data, int[] offsets) {
    if (rowCount < 0 || offsets.length <= rowCount || data.length < offsets[rowCount]) {
      throw new IllegalArgumentException(
          "%d keys with %d offsets in %d bytes".formatted(rowCount, offsets.length, data.length));
    }
    return new BlockKeys(rowCount, VARIABLE, data, offsets);
  }

  public int rowCount() {
    return rowCount;
  }

  /// Where the key of `row` begins and ends in [#data].
  public int start(int row) {
    return width >= 0 ? row * width : offsets[row];
  }

  public int end(int row) {
    return start(row + 1);
  }

  /// The keys' bytes: not a copy.
  public byte[] data() {
    return data;
  }

  /// The key of `row`, copied.
  public SortableKey key(int row) {
    return SortableKey.copyOf(data, start(row), end(row));
  }

  /// The first eight bytes of the key of `row`, a short one as if zeros followed: as unsigned
  /// numbers, two that differ order as their keys do.
  long prefix(int row) {
    int start = start(row);
    int missing = Long.BYTES - (end(row) - start);
    if (start > data.length - Long.BYTES) {
      return lastPrefix(start, end(row));
    }
    long bytes = (long) LONG.get(data, start);
    if (missing <= 0) {
      return bytes;
    }
    return missing == Long.BYTES ? 0 : bytes & (-1L << (8 * missing));
  }

  private long lastPrefix(int start, int end) {
    long bytes = 0;
    for (int at = start; at < start + Long.BYTES; at++) {
      bytes = bytes << 8 | (at < end ? data[at] & 0xFF : 0);
    }
    return bytes;
  }

  /// Below, at or above 0 as the key of `row` is less than, equal to or greater than the other.
  public int compare(int row, BlockKeys other, int otherRow) {
    return Arrays.compareUnsigned(
        data, start(row), end(row), other.data, other.start(otherRow), other.end(otherRow));
  }

  /// The first row whose key is not less than `key`, or the row count.
  public int lowerBound(SortableKey key) {
    byte[] bytes = key.bytes();
    int from = 0;
    int to = rowCount;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Arrays.compareUnsigned(data, start(middle), end(middle), bytes, 0, bytes.length) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /// The first row from `from` on whose key is greater than the other one, or not less than it if
  /// `isEqualBeyond`; the row count if there is none. Fast when the answer is near.
  int firstBeyond(int from, BlockKeys other, int otherRow, boolean isEqualBeyond) {
    int limit = isEqualBeyond ? 0 : 1;
    long prefix = other.prefix(otherRow);
    int low = from;
    int step = 1;
    while (low + step <= rowCount && compare(low + step - 1, prefix, other, otherRow) < limit) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(low + step - 1, rowCount);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, prefix, other, otherRow) < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int compare(int row, long otherPrefix, BlockKeys other, int otherRow) {
    int order = Long.compareUnsigned(prefix(row), otherPrefix);
    return order != 0 ? order : compare(row, other, otherRow);
  }

  /// The first row whose key is less than its predecessor's, or -1 if keys ascend.
  int firstUnordered() {
    if (width == Short.BYTES) {
      return firstUnorderedShort();
    }
    for (int row = 1; row < rowCount; row++) {
      boolean isLess = width >= 0 ? isLessThanBefore(row) : compare(row - 1, this, row) > 0;
      if (isLess) {
        return row;
      }
    }
    return -1;
  }

  /// Of a hash exchange, the most of all.
  private int firstUnorderedShort() {
    int before = 0;
    for (int row = 0; row < rowCount; row++) {
      int key = (data[2 * row] & 0xFF) << 8 | (data[2 * row + 1] & 0xFF);
      if (key < before) {
        return row;
      }
      before = key;
    }
    return -1;
  }

  int width() {
    return width;
  }

  int keyBytes() {
    return end(rowCount - 1) - start(0);
  }

  /// For keys of one width: most are a few bytes long, too short for the call of an intrinsic.
  private boolean isLessThanBefore(int row) {
    int end = (row + 1) * width;
    for (int at = row * width; at < end; at++) {
      int difference = (data[at] & 0xFF) - (data[at - width] & 0xFF);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }
}
