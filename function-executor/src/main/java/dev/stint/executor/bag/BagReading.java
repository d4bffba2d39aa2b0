package dev.stint.executor.bag;

import dev.stint.executor.batch.Vector;

/// Reads something off the bags of some groups, one after the other. It is given the entries of
/// each in ascending order, equal elements perhaps in several entries that follow each other. One
/// thread.
public interface BagReading {

  /// Begins with a vector of `groupCount` results; the one before it is no longer valid.
  void open(int groupCount);

  /// What the result of a group takes at most, where that may be much.
  default long resultBytes(BagSize size) {
    return 0;
  }

  /// Begins with the next group.
  void begin(BagSize size);

  /// Takes an entry, whose bytes are valid during the call.
  void take(byte[] data, int start, int length, long count);

  /// All entries of the group were given.
  void end();

  /// Goes past a group of no rows.
  void skip();

  /// The results, when all groups were given.
  Vector build();
}
