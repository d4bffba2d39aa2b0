package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.BytesVector;

/// Gives the present (not NULL) values of one page in order, as runs of bytes.
sealed interface BytesSource {

  void skip(int count);

  /// Values that lie in an array.
  non-sealed interface Slices extends BytesSource {

    /// Sets where the next `count` values lie, and returns in which array.
    byte[] read(int[] starts, int[] lengths, int at, int count);
  }

  /// Values that are entries of a dictionary.
  record Dictionary(RunDecoder ids, BytesVector entries) implements BytesSource {

    void read(int[] out, int at, int count) {
      ids.readBelow(entries.rowCount(), out, at, count);
    }

    @Override
    public void skip(int count) {
      ids.skip(count);
    }
  }
}
