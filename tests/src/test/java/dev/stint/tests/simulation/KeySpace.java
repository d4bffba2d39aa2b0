package dev.stint.tests.simulation;

import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SortableKey;
import java.nio.ByteBuffer;

/// Where the rows of an exchange lie among its keys: evenly, but for a share that all has one key.
/// Keys are numbers, and how many rows of a block lie in a range follows from them, so that ranges
/// that leave nothing out have all rows between them, each once.
enum KeySpace {
  /// Bucket numbers in two bytes.
  BUCKETS(StageOutput.BUCKET_COUNT) {
    @Override
    SortableKey key(long number) {
      return SortableKey.ofBucket(Math.toIntExact(number));
    }
  },
  /// Sort keys of eight bytes.
  SORT_KEYS(1L << 40) {
    @Override
    SortableKey key(long number) {
      return SortableKey.copyOf(
          ByteBuffer.allocate(Long.BYTES).putLong(number).array(), 0, Long.BYTES);
    }
  },
  /// None: all rows have the empty key.
  NONE(1) {
    @Override
    SortableKey key(long number) {
      return SortableKey.EMPTY;
    }
  };

  /// Where the rows that are too many lie, as a share of all keys.
  private static final double HOT_PLACE = 0.37;

  private final long size;

  KeySpace(long size) {
    this.size = size;
  }

  static KeySpace of(StageOutput output) {
    return switch (output) {
      case StageOutput.HashExchange _ -> BUCKETS;
      case StageOutput.RangeExchange _ -> SORT_KEYS;
      case StageOutput.MergedExchange(var exchange) -> of(exchange);
      case StageOutput.UnkeyedExchange _, StageOutput.FileSink _ -> NONE;
    };
  }

  abstract SortableKey key(long number);

  /// The key of a row at a share `place` of all rows, from 0 up to below 1.
  SortableKey keyAt(double place, double hotShare) {
    double hotFrom = HOT_PLACE * (1 - hotShare);
    if (place >= hotFrom && place < hotFrom + hotShare) {
      return key((long) (HOT_PLACE * size));
    }
    double even = place < hotFrom ? place : place - hotShare;
    return key(Math.min(size - 1, (long) (even / (1 - hotShare) * size)));
  }

  /// The share of all rows that have keys below `bound`: where [#keyAt] comes to it.
  double placeOf(SortableKey bound, double hotShare) {
    double even = Math.min(1, number(bound, key(0).bytes().length) / size);
    return even * (1 - hotShare) + (even > HOT_PLACE ? hotShare : 0);
  }

  /// How many of a block's rows have keys in `range`.
  static long rowsWithin(BlockRef block, KeyRange range) {
    var from = range.from();
    var to = range.to();
    long below = from == null ? 0 : rowsBelow(block, from);
    long end = to == null ? block.rowCount() : rowsBelow(block, to);
    return Math.max(0, end - below);
  }

  private static long rowsBelow(BlockRef block, SortableKey bound) {
    if (bound.compareTo(block.firstKey()) <= 0) {
      return 0;
    }
    if (bound.compareTo(block.lastKey()) > 0) {
      return block.rowCount();
    }
    int width = Math.max(block.firstKey().bytes().length, bound.bytes().length);
    double first = number(block.firstKey(), width);
    double span = number(block.lastKey(), width) - first + 1;
    return (long) (block.rowCount() * Math.min(1, (number(bound, width) - first) / span));
  }

  /// Of a key that may be cut short, as bounds are, at its place among keys of `width` bytes.
  private static double number(SortableKey key, int width) {
    double number = 0;
    byte[] digits = key.bytes();
    for (int at = 0; at < Math.max(width, digits.length); at++) {
      number = number * 256 + (at < digits.length ? digits[at] & 0xff : 0);
    }
    return number;
  }
}
