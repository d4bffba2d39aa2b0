package dev.stint.executor.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Strings (UTF-8) and binary. Row i is the `lengths[i]` bytes of `data` from `starts[i]`; rows may
/// share bytes, so that gathering, cutting and decoding a dictionary copy none.
///
/// A vector decoded from a dictionary also says so: row i is `dictionary`'s row `ids[i]`, and work
/// that depends on the value alone may be done once per entry. Ids of NULL rows are 0.
public final class BytesVector implements Vector {

  private final int rowCount;
  private final byte[] data;
  private final boolean @Nullable [] nulls;
  private final int @Nullable [] ids;
  private final @Nullable BytesVector dictionary;

  /// Of a vector that is decoded from a dictionary, only filled in when first asked for.
  private int @Nullable [] starts;

  private int @Nullable [] lengths;
  private boolean isLocated;

  public BytesVector(
      int rowCount, byte[] data, int[] starts, int[] lengths, boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.data = data;
    this.nulls = nulls;
    this.ids = null;
    this.dictionary = null;
    this.starts = starts;
    this.lengths = lengths;
    this.isLocated = true;
  }

  private BytesVector(
      int rowCount,
      int[] ids,
      BytesVector dictionary,
      int @Nullable [] starts,
      int @Nullable [] lengths,
      boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.data = dictionary.data;
    this.nulls = nulls;
    this.ids = ids;
    this.dictionary = dictionary;
    this.starts = starts;
    this.lengths = lengths;
  }

  /// The entries of `dictionary` (without NULLs and not empty) that `ids[0..rowCount)` name.
  public static BytesVector ofDictionary(
      int rowCount, int[] ids, BytesVector dictionary, boolean @Nullable [] nulls) {
    return new BytesVector(rowCount, ids, dictionary, null, null, nulls);
  }

  /// As [#ofDictionary(int, int[], BytesVector, boolean[])], with room in `starts` and `lengths`
  /// for where the rows' bytes lie, should that be asked for.
  public static BytesVector ofDictionary(
      int rowCount,
      int[] ids,
      BytesVector dictionary,
      int[] starts,
      int[] lengths,
      boolean @Nullable [] nulls) {
    return new BytesVector(rowCount, ids, dictionary, starts, lengths, nulls);
  }

  /// As the others, with `starts` and `lengths` of all rows in place.
  static BytesVector ofLocated(
      int rowCount,
      int[] ids,
      BytesVector dictionary,
      int[] starts,
      int[] lengths,
      boolean @Nullable [] nulls) {
    var vector = new BytesVector(rowCount, ids, dictionary, starts, lengths, nulls);
    vector.isLocated = true;
    return vector;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  public byte[] data() {
    return data;
  }

  public int[] starts() {
    locate();
    return Objects.requireNonNull(starts);
  }

  public int[] lengths() {
    locate();
    return Objects.requireNonNull(lengths);
  }

  private void locate() {
    if (isLocated) {
      return;
    }
    var entries = Objects.requireNonNull(dictionary);
    int[] entryOf = Objects.requireNonNull(ids);
    int[] entryStarts = entries.starts();
    int[] entryLengths = entries.lengths();
    int[] rowStarts = starts == null ? new int[rowCount] : starts;
    int[] rowLengths = lengths == null ? new int[rowCount] : lengths;
    for (int row = 0; row < rowCount; row++) {
      rowStarts[row] = entryStarts[entryOf[row]];
      rowLengths[row] = entryLengths[entryOf[row]];
    }
    starts = rowStarts;
    lengths = rowLengths;
    isLocated = true;
  }

  @Override
  public boolean @Nullable [] nulls() {
    return nulls;
  }

  /// `null` unless [#dictionary] is there.
  public int @Nullable [] ids() {
    return ids;
  }

  public @Nullable BytesVector dictionary() {
    return dictionary;
  }

  /// Whether two strings that lie in `data` are the same.
  public static boolean areEqual(byte[] data, int[] starts, int[] lengths, int left, int right) {
    return lengths[left] == lengths[right]
        && (starts[left] == starts[right]
            || Arrays.equals(
                data,
                starts[left],
                starts[left] + lengths[left],
                data,
                starts[right],
                starts[right] + lengths[right]));
  }

  /// What the strings of all rows take, those that share bytes counted each.
  public long valueBytes() {
    long bytes = 0;
    if (isLocated || ids == null || dictionary == null) {
      int[] all = lengths();
      for (int row = 0; row < rowCount; row++) {
        bytes += all[row];
      }
      return bytes;
    }
    int[] entryLengths = dictionary.lengths();
    for (int row = 0; row < rowCount; row++) {
      bytes += entryLengths[ids[row]];
    }
    return bytes;
  }

  /// A row as a string: for messages and rare paths, not for loops. A copy of a row's bytes.
  public byte[] bytes(int row) {
    int start = starts()[row];
    return Arrays.copyOfRange(data, start, start + lengths()[row]);
  }

  public String string(int row) {
    return new String(data, starts()[row], lengths()[row], StandardCharsets.UTF_8);
  }

  @Override
  public BytesVector gather(int[] rows, int count) {
    return gathered(count, NullGather.gather(nulls, rows, count), all -> gather(all, rows, count));
  }

  @Override
  public BytesVector gatherOrNull(int[] rows, int count) {
    var flags = NullGather.gatherOrNull(nulls, rows, count);
    return gathered(count, flags, all -> gatherOrZero(all, rows, count));
  }

  private BytesVector gathered(
      int count, boolean @Nullable [] flags, UnaryOperator<int[]> gathering) {
    return ids != null && dictionary != null
        ? ofDictionary(count, gathering.apply(ids), dictionary, flags)
        : new BytesVector(
            count, data, gathering.apply(starts()), gathering.apply(lengths()), flags);
  }

  private static int[] gather(int[] values, int[] rows, int count) {
    int[] gathered = new int[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = values[rows[i]];
    }
    return gathered;
  }

  private static int[] gatherOrZero(int[] values, int[] rows, int count) {
    int[] gathered = new int[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      gathered[i] = row < 0 ? 0 : values[row];
    }
    return gathered;
  }

  @Override
  public BytesVector slice(int from, int count) {
    var sliceNulls = NullGather.slice(nulls, from, count);
    return ids != null && dictionary != null
        ? ofDictionary(count, slice(ids, from, count), dictionary, sliceNulls)
        : new BytesVector(
            count, data, slice(starts(), from, count), slice(lengths(), from, count), sliceNulls);
  }

  private static int[] slice(int[] values, int from, int count) {
    return from == 0 ? values : Arrays.copyOfRange(values, from, from + count);
  }
}
