package dev.stint.executor.scan.parquet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// A stretch of a file, from the byte at an offset up to the one before another.
record ByteRange(long from, long to) {

  ByteRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("from %d to %d".formatted(from, to));
    }
  }

  static ByteRange of(long offset, long length) {
    return new ByteRange(offset, offset + length);
  }

  long length() {
    return to - from;
  }

  boolean contains(long offset, long length) {
    return offset >= from && offset + length <= to;
  }

  /// All of `ranges` in the file's order, as few as may be: near ones are one, if the gap between
  /// them is at most `maxGap` and both together at most `maxLength` bytes long.
  static List<ByteRange> merged(Collection<ByteRange> ranges, long maxGap, long maxLength) {
    var merged = new ArrayList<ByteRange>();
    for (var range : ranges.stream().sorted(Comparator.comparingLong(ByteRange::from)).toList()) {
      var last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && last.takes(range, maxGap, maxLength)) {
        merged.set(merged.size() - 1, new ByteRange(last.from, Math.max(last.to, range.to)));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  /// Ranges that overlap must be one, however long.
  private boolean takes(ByteRange next, long maxGap, long maxLength) {
    return next.from < to || (next.from - to <= maxGap && next.to - from <= maxLength);
  }
}
