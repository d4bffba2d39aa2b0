package dev.stint.executor.scan.source;

/// Where the rows of a batch of text came from.
public interface TextPlaces {

  /// Sets `record` to the bytes of the row's record, without its terminator.
  void record(int row, CellBuffer into, int at);

  /// How a message names the row: `line 17 (byte 3421)`.
  String describe(int row);
}
