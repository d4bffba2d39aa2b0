package dev.stint.executor.scan.csv;

import dev.stint.executor.batch.LittleEndian;

/// What takes a block's records apart where no quotes are: the places of separators and ends of
/// lines, and, apart from them, of quotes, which may rob them of their meaning. They are looked for
/// eight bytes at a time, in a stretch of some whole lines, then in the next.
final class Delimiters {

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final int STRETCH_BYTES = 1 << 13;

  private final byte[] data;
  private final int to;
  private final byte separator;
  private final byte lineEnd;
  private final byte otherLineEnd;
  private final byte quote;

  private final int[] ends = new int[STRETCH_BYTES + Long.BYTES];
  private int endCount;
  private int at;

  private final int[] quotes = new int[STRETCH_BYTES + Long.BYTES];
  private int atQuote;

  /// Of `data` up to `to`. What is like `quote` may be none.
  Delimiters(byte[] data, int to, byte separator, byte lineEnd, byte otherLineEnd, byte quote) {
    this.data = data;
    this.to = to;
    this.separator = separator;
    this.lineEnd = lineEnd;
    this.otherLineEnd = otherLineEnd;
    this.quote = quote;
    endQuotes(0);
  }

  /// Goes on to `position`, which is none before. False where no whole line from there on is known:
  /// it is too long, or its end is not in the data.
  boolean moveTo(int position) {
    while (at < endCount && ends[at] < position) {
      at++;
    }
    if (at == endCount) {
      fill(position);
    }
    while (quotes[atQuote] < position) {
      atQuote++;
    }
    return at < endCount;
  }

  /// Ascending: separators and ends of lines, of which the last is one.
  int[] ends() {
    return ends;
  }

  /// The index in [#ends] of the first one that is not before the position.
  int at() {
    return at;
  }

  /// Ascending, with two behind them that are greater than any place.
  int[] quotes() {
    return quotes;
  }

  /// The index in [#quotes] of the first one that is not before the position.
  int atQuote() {
    return atQuote;
  }

  void goOnAt(int end, int quote) {
    at = end;
    atQuote = quote;
  }

  /// The index in [#ends], from `index` on, of what stands right behind a closing quote; -1 where
  /// that is something else, or a line ends before.
  int behind(int closingQuote, int index) {
    int behind = index;
    while (behind < endCount && ends[behind] < closingQuote) {
      if (data[ends[behind]] != separator) {
        return -1;
      }
      behind++;
    }
    return behind < endCount && ends[behind] == closingQuote + 1 ? behind : -1;
  }

  private void fill(int from) {
    int until = from + Math.min(STRETCH_BYTES, to - from);
    int found = 0;
    int quotesFound = 0;
    int position = from;
    for (; position <= until - Long.BYTES; position += Long.BYTES) {
      long eight = LittleEndian.longAt(data, position);
      long others =
          otherThan(eight, separator) & otherThan(eight, lineEnd) & otherThan(eight, otherLineEnd);
      found = put(~(others | LOW_BITS), position, ends, found);
      long quoteBits = ~(otherThan(eight, quote) | LOW_BITS);
      if (quoteBits != 0) {
        quotesFound = put(quoteBits, position, quotes, quotesFound);
      }
    }
    for (; position < until; position++) {
      byte value = data[position];
      if (value == separator || value == lineEnd || value == otherLineEnd) {
        ends[found++] = position;
      }
      if (value == quote) {
        quotes[quotesFound++] = position;
      }
    }
    while (found > 0 && data[ends[found - 1]] == separator) {
      found--;
    }
    endQuotes(quotesFound);
    endCount = found;
    at = 0;
    atQuote = 0;
  }

  /// Two beyond all, for who looks for a pair.
  private void endQuotes(int count) {
    quotes[count] = Integer.MAX_VALUE;
    quotes[count + 1] = Integer.MAX_VALUE;
  }

  /// The high bit of each byte says whether it is another than `value`; the low bits say nothing.
  private static long otherThan(long eight, byte value) {
    long differing = eight ^ (value & 0xff) * EACH_BYTE;
    return ((differing & LOW_BITS) + LOW_BITS) | differing;
  }

  /// Appends the places of the bytes whose high bit is set, and returns how many there are then.
  private static int put(long bits, int position, int[] places, int count) {
    // Two without asking: rarely are there more, and how many is not to be foretold.
    long rest = bits & (bits - 1);
    places[count] = position + (Long.numberOfTrailingZeros(bits) >>> 3);
    places[count + 1] = position + (Long.numberOfTrailingZeros(rest) >>> 3);
    int found = Long.bitCount(bits);
    if (found > 2) {
      rest &= rest - 1;
      for (int i = 2; i < found; i++) {
        places[count + i] = position + (Long.numberOfTrailingZeros(rest) >>> 3);
        rest &= rest - 1;
      }
    }
    return count + found;
  }
}
