package dev.stint.executor.scan.parquet;

/// Gives the present (not NULL) values of one page in order, as 128-bit numbers.
interface Int128Source {

  void read(long[] high, long[] low, int at, int count);

  void skip(int count);
}
