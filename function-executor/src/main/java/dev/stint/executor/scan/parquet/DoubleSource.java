package dev.stint.executor.scan.parquet;

/// Gives the present (not NULL) values of one page in order, as doubles.
interface DoubleSource {

  void read(double[] out, int at, int count);

  /// Gives those of the next `span` values that `places[0..count)`, ascending, name, and passes all
  /// of them. There is room in `out` for `span` from `at` on.
  default void pick(double[] out, int at, int[] places, int count, int span) {
    read(out, at, span);
    for (int i = 0; i < count; i++) {
      out[at + i] = out[at + places[i]];
    }
  }

  void skip(int count);
}
