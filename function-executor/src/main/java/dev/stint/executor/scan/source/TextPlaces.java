package dev.stint.executor.scan.source;

/// Where the rows of a batch of text came from.
public interface TextPlaces {

  /// Sets `record` to the bytes of the row's record, without its terminator.
  void record(int row, CellBuffer into, int at);

  /// The byte of the file at which the row's record begins.
  long offset(int row);
}
