package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Vector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Vectors of doubles.
final class DoubleAssembler implements ColumnAssembler {

  private double[] values = new double[0];
  private int rowCount;
  private @Nullable DoubleSource source;

  @Override
  public void begin(int rows, int room) {
    rowCount = rows;
    if (values.length < room) {
      values = new double[room];
    }
  }

  @Override
  public void use(PageData page, PageSources sources) {
    source = sources.doubles(page);
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
    return new DoubleVector(rowCount, values, nulls);
  }
}
