package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.Vector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Vectors of long decimals.
final class Int128Assembler implements ColumnAssembler {

  private long[] high = new long[0];
  private long[] low = new long[0];
  private int rowCount;
  private @Nullable Int128Source source;

  @Override
  public void begin(int rows, int room) {
    rowCount = rows;
    if (low.length < room) {
      high = new long[room];
      low = new long[room];
    }
  }

  @Override
  public void use(PageData page, PageSources sources) {
    source = sources.int128s(page);
  }

  @Override
  public void append(int at, int count) {
    Objects.requireNonNull(source).read(high, low, at, count);
  }

  @Override
  public void pick(int at, int[] places, int count, int span) {
    append(at, span);
    for (int i = 0; i < count; i++) {
      high[at + i] = high[at + places[i]];
      low[at + i] = low[at + places[i]];
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
      if (nulls[row]) {
        high[row] = 0;
        low[row] = 0;
      } else {
        from--;
        high[row] = high[from];
        low[row] = low[from];
      }
    }
  }

  @Override
  public Vector finish(boolean @Nullable [] nulls) {
    return new Int128Vector(rowCount, high, low, nulls);
  }
}
