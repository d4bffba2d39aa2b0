package dev.stint.executor.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Strings (UTF-8) and binary. Row i is the `lengths[i]` bytes of `data` from `starts[i]`; rows may
/// share bytes, so that gathering, cutting and decoding a dictionary copy none.
///
/// A vector decoded from a dictionary also says so: row i is `dictionary`'s row `ids[i]`, and work
/// that depends on the value alone may be done once per entry. Ids of NULL rows are 0.
public final class BytesVector implements Vector {

  private final int rowCount;
  private final byte[] data;
  private final int[] starts;
  private final int[] lengths;
  private final boolean @Nullable [] nulls;
  private final int @Nullable [] ids;
  private final @Nullable BytesVector dictionary;

  public BytesVector(
      int rowCount, byte[] data, int[] starts, int[] lengths, boolean @Nullable [] nulls) {
    this(rowCount, data, starts, lengths, nulls, null, null);
  }

  private BytesVector(
      int rowCount,
      byte[] data,
      int[] starts,
      int[] lengths,
      boolean @Nullable [] nulls,
      int @Nullable [] ids,
      @Nullable BytesVector dictionary) {
    this.rowCount = rowCount;
    this.data = data;
    this.starts = starts;
    this.lengths = lengths;
    this.nulls = nulls;
    this.ids = ids;
    this.dictionary = dictionary;
  }

  /// The entries of `dictionary` (without NULLs and not empty) that `ids[0..rowCount)` name.
  public static BytesVector ofDictionary(
      int rowCount, int[] ids, BytesVector dictionary, boolean @Nullable [] nulls) {
    return ofDictionary(rowCount, ids, dictionary, new int[rowCount], new int[rowCount], nulls);
  }

  /// As [#ofDictionary(int, int[], BytesVector, boolean[])], with `starts` and `lengths` for where
  /// the rows' bytes lie, which are written here.
  public static BytesVector ofDictionary(
      int rowCount,
      int[] ids,
      BytesVector dictionary,
      int[] starts,
      int[] lengths,
      boolean @Nullable [] nulls) {
    for (int row = 0; row < rowCount; row++) {
      starts[row] = dictionary.starts[ids[row]];
      lengths[row] = dictionary.lengths[ids[row]];
    }
    return new BytesVector(rowCount, dictionary.data, starts, lengths, nulls, ids, dictionary);
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  public byte[] data() {
    return data;
  }

  public int[] starts() {
    return starts;
  }

  public int[] lengths() {
    return lengths;
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

  /// A row as a string: for messages and rare paths, not for loops. A copy of a row's bytes.
  public byte[] bytes(int row) {
    return Arrays.copyOfRange(data, starts[row], starts[row] + lengths[row]);
  }

  public String string(int row) {
    return new String(data, starts[row], lengths[row], StandardCharsets.UTF_8);
  }

  @Override
  public BytesVector gather(int[] rows, int count) {
    int[] gatheredStarts = new int[count];
    int[] gatheredLengths = new int[count];
    int[] gatheredIds = ids == null ? null : new int[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      gatheredStarts[i] = row < 0 ? 0 : starts[row];
      gatheredLengths[i] = row < 0 ? 0 : lengths[row];
      if (ids != null && gatheredIds != null) {
        gatheredIds[i] = row < 0 ? 0 : ids[row];
      }
    }
    return new BytesVector(
        count,
        data,
        gatheredStarts,
        gatheredLengths,
        NullGather.gather(nulls, rows, count),
        gatheredIds,
        dictionary);
  }

  @Override
  public BytesVector slice(int from, int count) {
    return new BytesVector(
        count,
        data,
        from == 0 ? starts : Arrays.copyOfRange(starts, from, from + count),
        from == 0 ? lengths : Arrays.copyOfRange(lengths, from, from + count),
        NullGather.slice(nulls, from, count),
        ids == null || from == 0 ? ids : Arrays.copyOfRange(ids, from, from + count),
        dictionary);
  }
}
