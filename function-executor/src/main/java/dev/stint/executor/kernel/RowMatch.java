package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import org.jspecify.annotations.Nullable;

/// Matches each string against its own row's pattern. Keeps the last pattern's matcher. Belongs to
/// one thread.
public final class RowMatch {

  /// Makes the matcher of a pattern.
  @FunctionalInterface
  public interface MatcherFactory {
    BytesMatcher matcher(BytesVector patterns, int row);
  }

  private final MatcherFactory factory;
  private @Nullable BytesMatcher matcher;
  private @Nullable String pattern;

  public RowMatch(MatcherFactory factory) {
    this.factory = factory;
  }

  public LongVector evaluate(BytesVector texts, BytesVector patterns) {
    int rowCount = texts.rowCount();
    long[] out = new long[rowCount];
    boolean[] nulls = Nulls.either(texts.nulls(), patterns.nulls(), rowCount);
    int[] candidate = new int[1];
    int[] survivor = new int[1];
    for (int row = 0; row < rowCount; row++) {
      if (!Nulls.isNull(nulls, row)) {
        candidate[0] = row;
        out[row] =
            matcher(patterns, row)
                .select(texts.data(), texts.starts(), texts.lengths(), candidate, 1, survivor);
      }
    }
    return new LongVector(rowCount, out, nulls);
  }

  private BytesMatcher matcher(BytesVector patterns, int row) {
    String wanted = patterns.string(row);
    var known = matcher;
    if (known == null || !wanted.equals(pattern)) {
      known = factory.matcher(patterns, row);
      matcher = known;
      pattern = wanted;
    }
    return known;
  }
}
