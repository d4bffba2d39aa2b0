package dev.stint.executor.scan.parquet;

/// Gives the present (not NULL) values of one page in order, as longs.
interface LongSource {

  void read(long[] out, int at, int count);

  /// Gives those of the next `span` values that `places[0..count)`, ascending, name, and passes all
  /// of them. There is room in `out` for `span` from `at` on.
  default void pick(long[] out, int at, int[] places, int count, int span) {
    read(out, at, span);
    for (int i = 0; i < count; i++) {
      out[at + i] = out[at + places[i]];
    }
  }

  void skip(int count);
}
