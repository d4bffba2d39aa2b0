package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Vectors of byte runs. Rows that all come from one dictionary stay ids, rows that all lie in one
/// page point into it; only where both meet, or two pages, bytes are copied.
final class BytesAssembler implements ColumnAssembler {

  private static final byte[] NONE = new byte[0];

  private int rowCount;
  private int room;
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private int[] ids = new int[0];
  private @Nullable BytesVector dictionary;
  private @Nullable BytesSource source;

  /// Where rows point that are no ids; of its own, and filled up to `copied`, when `isCopy`.
  private byte[] data = NONE;

  private boolean isCopy;
  private int copied;
  private int filled;

  @Override
  public void begin(int rows, int roomForRows) {
    rowCount = rows;
    room = roomForRows;
    if (starts.length < room) {
      starts = new int[room];
      lengths = new int[room];
    }
    dictionary = null;
    data = NONE;
    isCopy = false;
    copied = 0;
    filled = 0;
  }

  @Override
  public void use(PageData page, PageSources sources) {
    if (filled > 0 && dictionary == null) {
      // The arrays of pages come in turn: the one that rows point into is the next page's, or the
      // one's after it, should this page have no values.
      ownData();
    }
    source = sources.bytes(page);
  }

  @Override
  public void append(int at, int count) {
    if (count == 0) {
      return;
    }
    switch (Objects.requireNonNull(source)) {
      case BytesSource.Dictionary entries -> appendIds(entries, at, count);
      case BytesSource.Slices slices -> appendSlices(slices, at, count);
    }
    filled = at + count;
  }

  private void appendIds(BytesSource.Dictionary page, int at, int count) {
    if (ids.length < room) {
      ids = new int[room];
    }
    if (filled == 0) {
      dictionary = page.entries();
    }
    page.read(ids, at, count);
    if (dictionary != page.entries()) {
      ownData();
      resolve(page.entries(), at, count);
      copyRows(page.entries().data(), at, count);
    }
  }

  // Whether it is the same array is the question.
  @SuppressWarnings("ReferenceEquality")
  private void appendSlices(BytesSource.Slices page, int at, int count) {
    byte[] pageData = page.read(starts, lengths, at, count);
    if (filled == 0) {
      data = pageData;
    } else if (dictionary != null || data != pageData) {
      ownData();
      copyRows(pageData, at, count);
    }
  }

  /// Copies what is filled so far into an array of this vector's own.
  private void ownData() {
    if (isCopy) {
      return;
    }
    byte[] shared = data;
    if (dictionary != null) {
      shared = dictionary.data();
      resolve(dictionary, 0, filled);
    }
    dictionary = null;
    data = new byte[rowCount * 8];
    isCopy = true;
    copyRows(shared, 0, filled);
  }

  private void resolve(BytesVector entries, int at, int count) {
    for (int row = at; row < at + count; row++) {
      starts[row] = entries.starts()[ids[row]];
      lengths[row] = entries.lengths()[ids[row]];
    }
  }

  private void copyRows(byte[] from, int at, int count) {
    for (int row = at; row < at + count; row++) {
      int length = lengths[row];
      if (length > data.length - copied) {
        data = Arrays.copyOf(data, Math.max(copied + length, data.length * 2));
      }
      System.arraycopy(from, starts[row], data, copied, length);
      starts[row] = copied;
      copied += length;
    }
  }

  @Override
  public void pick(int at, int[] places, int count, int span) {
    append(at, span);
    if (dictionary == null) {
      compact(starts, at, places, count);
      compact(lengths, at, places, count);
    } else {
      compact(ids, at, places, count);
    }
    filled = at + count;
  }

  private static void compact(int[] values, int at, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] = values[at + places[i]];
    }
  }

  @Override
  public void skip(int count) {
    Objects.requireNonNull(source).skip(count);
  }

  @Override
  public void spread(boolean[] nulls, int at, int count, int present) {
    int from = at + present;
    for (int row = at + count - 1; row >= at; row--) {
      boolean isNull = nulls[row];
      from -= isNull ? 0 : 1;
      if (dictionary != null) {
        ids[row] = isNull ? 0 : ids[from];
      } else {
        starts[row] = isNull ? 0 : starts[from];
        lengths[row] = isNull ? 0 : lengths[from];
      }
    }
    if (filled == 0 && present == 0) {
      // A dictionary may follow, whose entry 0 these rows are said to be.
      // An array that is made for it later has zeros.
      if (at < ids.length) {
        Arrays.fill(ids, at, Math.min(at + count, ids.length), 0);
      }
    } else {
      filled = at + count;
    }
  }

  @Override
  public Vector finish(boolean @Nullable [] nulls) {
    return dictionary == null
        ? new BytesVector(rowCount, data, starts, lengths, nulls)
        : BytesVector.ofDictionary(rowCount, ids, dictionary, starts, lengths, nulls);
  }
}
