package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Vectors of longs. Rows that all come from one dictionary stay ids.
final class LongAssembler implements ColumnAssembler {

  private int rowCount;
  private long[] values = new long[0];
  private int[] ids = new int[0];
  private @Nullable LongVector dictionary;
  private @Nullable LongSource source;

  /// Rows whose ids or values are known, or that are NULL, from the first value on.
  private int filled;

  @Override
  public void begin(int rows, int room) {
    rowCount = rows;
    if (values.length < room) {
      values = new long[room];
      ids = new int[room];
    }
    dictionary = null;
    filled = 0;
  }

  @Override
  public void use(PageData page, PageSources sources) {
    source = sources.longs(page);
  }

  @Override
  public void append(int at, int count) {
    if (count == 0) {
      return;
    }
    if (areIds()) {
      ((DictionarySources.Longs) Objects.requireNonNull(source)).readIds(ids, at, count);
    } else {
      Objects.requireNonNull(source).read(values, at, count);
    }
    filled = at + count;
  }

  @Override
  public void pick(int at, int[] places, int count, int span) {
    if (areIds()) {
      ((DictionarySources.Longs) Objects.requireNonNull(source)).readIds(ids, at, span);
      for (int i = 0; i < count; i++) {
        ids[at + i] = ids[at + places[i]];
      }
    } else {
      Objects.requireNonNull(source).pick(values, at, places, count, span);
    }
    filled = at + count;
  }

  /// Whether the next values are taken as ids, as all before them; else those become values.
  private boolean areIds() {
    var entries = source instanceof DictionarySources.Longs page ? page.entries() : null;
    if (filled == 0) {
      dictionary = entries;
    } else if (dictionary != null && dictionary != entries) {
      resolve(dictionary);
      dictionary = null;
    }
    return dictionary != null;
  }

  private void resolve(LongVector entries) {
    long[] all = entries.values();
    for (int row = 0; row < filled; row++) {
      values[row] = all[ids[row]];
    }
  }

  @Override
  public void skip(int count) {
    Objects.requireNonNull(source).skip(count);
  }

  @Override
  public void spread(boolean[] nulls, int at, int count, int present) {
    if (filled == 0) {
      // Whether ids or values follow is not known yet.
      Arrays.fill(ids, at, at + count, 0);
      Arrays.fill(values, at, at + count, 0);
      return;
    }
    int from = at + present;
    for (int row = at + count - 1; row >= at; row--) {
      boolean isNull = nulls[row];
      from -= isNull ? 0 : 1;
      if (dictionary != null) {
        ids[row] = isNull ? 0 : ids[from];
      } else {
        values[row] = isNull ? 0 : values[from];
      }
    }
    filled = at + count;
  }

  @Override
  public Vector finish(boolean @Nullable [] nulls) {
    if (dictionary != null) {
      return LongVector.ofDictionary(rowCount, ids, dictionary, values, nulls);
    }
    for (int row = 0; nulls != null && row < rowCount; row++) {
      values[row] = nulls[row] ? 0 : values[row];
    }
    return new LongVector(rowCount, values, nulls);
  }
}
