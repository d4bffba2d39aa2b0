package dev.stint.executor.scan.parquet;

/// Gives the present (not NULL) values of one page in order, as longs.
interface LongSource {

  void read(long[] out, int at, int count);

  void skip(int count);
}
