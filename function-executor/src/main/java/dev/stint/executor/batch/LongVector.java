package dev.stint.executor.batch;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whole numbers, booleans, dates, timestamps and short decimals, one `long` each.
///
/// A vector decoded from a dictionary says so: row i is `dictionary`'s row `ids[i]`, and a
/// condition on the value may be decided once per entry. Its values are only put in place when
/// asked for. Ids of NULL rows are 0.
public final class LongVector implements Vector {

  private final int rowCount;
  private final boolean @Nullable [] nulls;
  private final int @Nullable [] ids;
  private final @Nullable LongVector dictionary;

  /// Of a vector that is decoded from a dictionary, filled in when first asked for.
  private long @Nullable [] values;

  private boolean isFilled;

  public LongVector(int rowCount, long[] values, boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.nulls = nulls;
    this.ids = null;
    this.dictionary = null;
    this.values = values;
    this.isFilled = true;
  }

  private LongVector(
      int rowCount,
      int[] ids,
      LongVector dictionary,
      long @Nullable [] room,
      boolean @Nullable [] nulls) {
    this.rowCount = rowCount;
    this.nulls = nulls;
    this.ids = ids;
    this.dictionary = dictionary;
    this.values = room;
  }

  /// The entries of `dictionary` (without NULLs and not empty) that `ids[0..rowCount)` name. `room`
  /// is for the values, should they be asked for.
  public static LongVector ofDictionary(
      int rowCount,
      int[] ids,
      LongVector dictionary,
      long @Nullable [] room,
      boolean @Nullable [] nulls) {
    return new LongVector(rowCount, ids, dictionary, room, nulls);
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  public long[] values() {
    if (!isFilled) {
      fill();
    }
    return Objects.requireNonNull(values);
  }

  private void fill() {
    int[] entryOf = Objects.requireNonNull(ids);
    long[] entries = Objects.requireNonNull(dictionary).values();
    long[] filled = values == null ? new long[rowCount] : values;
    for (int row = 0; row < rowCount; row++) {
      filled[row] = entries[entryOf[row]];
    }
    for (int row = 0; nulls != null && row < rowCount; row++) {
      filled[row] = nulls[row] ? 0 : filled[row];
    }
    values = filled;
    isFilled = true;
  }

  @Override
  public boolean @Nullable [] nulls() {
    return nulls;
  }

  /// `null` unless [#dictionary] is there.
  public int @Nullable [] ids() {
    return ids;
  }

  public @Nullable LongVector dictionary() {
    return dictionary;
  }

  @Override
  public LongVector gather(int[] rows, int count) {
    var gatheredNulls = NullGather.gather(nulls, rows, count);
    if (ids != null && dictionary != null) {
      int[] gatheredIds = new int[count];
      for (int i = 0; i < count; i++) {
        gatheredIds[i] = ids[rows[i]];
      }
      return ofDictionary(count, gatheredIds, dictionary, null, gatheredNulls);
    }
    long[] all = values();
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      gathered[i] = all[rows[i]];
    }
    return new LongVector(count, gathered, gatheredNulls);
  }

  @Override
  public LongVector gatherOrNull(int[] rows, int count) {
    long[] all = values();
    long[] gathered = new long[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      gathered[i] = row < 0 ? 0 : all[row];
    }
    return new LongVector(count, gathered, NullGather.gatherOrNull(nulls, rows, count));
  }

  @Override
  public LongVector slice(int from, int count) {
    long[] all = values();
    long[] sliced = from == 0 ? all : Arrays.copyOfRange(all, from, from + count);
    return new LongVector(count, sliced, NullGather.slice(nulls, from, count));
  }
}
