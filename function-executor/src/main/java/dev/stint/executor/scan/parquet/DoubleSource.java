package dev.stint.executor.scan.parquet;

/// Gives the present (not NULL) values of one page in order, as doubles.
interface DoubleSource {

  void read(double[] out, int at, int count);

  void skip(int count);
}
