package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Vectors of longs.
final class LongAssembler implements ColumnAssembler {

  private long[] values = new long[0];
  private int rowCount;
  private @Nullable LongSource source;

  @Override
  public void begin(int rows, int room) {
    rowCount = rows;
    if (values.length < room) {
      values = new long[room];
    }
  }

  @Override
  public void use(PageData page, PageSources sources) {
    source = sources.longs(page);
  }

  @Override
  public void append(int at, int count) {
    Objects.requireNonNull(source).read(values, at, count);
  }

  @Override
  public void pick(int at, int[] places, int count, int span) {
    Objects.requireNonNull(source).pick(values, at, places, count, span);
  }

  @Override
  public void skip(int count) {
    Objects.requireNonNull(source).skip(count);
  }

  @Override
  public void spread(boolean[] nulls, int at, int count, int present) {
    int from = at + present;
    for (int row = at + count - 1; row >= at; row--) {
      values[row] = nulls[row] ? 0 : values[--from];
    }
  }

  @Override
  public Vector finish(boolean @Nullable [] nulls) {
    return new LongVector(rowCount, values, nulls);
  }
}
