package dev.stint.executor.scan.csv;

import dev.stint.executor.scan.source.TextBlock;
import dev.stint.plan.failure.StintException;
import org.jspecify.annotations.Nullable;

/// The records of one block. Unless records may span lines, a line is a record whatever its quotes
/// say. Empty lines and comments are none; of lines that are records, neither are blank ones. Where
/// options allow it, fields that stand in the text as they are, are found by [Delimiters].
final class CsvRecords {

  private final CsvDialect dialect;
  private final CsvParser parser;
  private final TextBlock block;
  private final boolean isMultiLine;
  private final RecordReceiver receiver;
  private final String path;
  private final byte separator;
  private final int maxColumns;
  private final int maxFieldBytes;

  /// `null` where records are not taken apart at single bytes.
  private final @Nullable Delimiters delimiters;

  private int position;

  CsvRecords(
      CsvDialect dialect,
      TextBlock block,
      boolean isMultiLine,
      RecordReceiver receiver,
      String path) {
    this.dialect = dialect;
    this.parser = new CsvParser(dialect, receiver);
    this.block = block;
    this.isMultiLine = isMultiLine;
    this.receiver = receiver;
    this.path = path;
    this.position = block.from();
    this.separator = dialect.firstOfSeparator();
    this.maxColumns = dialect.maxColumns();
    this.maxFieldBytes = dialect.maxFieldBytes();
    this.delimiters = delimiters(dialect, block, isMultiLine);
    if (isMultiLine && dialect.isLineEndNormalized() && block.isFirstLineEndedByReturn()) {
      int end = block.endOfLine(block.from());
      parser.normalize(block.afterTerminator(end) - end);
    }
  }

  private static @Nullable Delimiters delimiters(
      CsvDialect dialect, TextBlock block, boolean isMultiLine) {
    byte separator = dialect.firstOfSeparator();
    byte[] lineEnds = block.lineEnds();
    byte lineEnd = lineEnds[0];
    byte otherLineEnd = lineEnds[lineEnds.length - 1];
    boolean isOfBytes =
        dialect.separatorLength() == 1
            && separator != lineEnd
            && separator != otherLineEnd
            && !dialect.isLeadingBlankIgnored()
            && !dialect.isTrailingBlankIgnored()
            // A record that may span lines ends at each end of a line, whatever the user names.
            && (!isMultiLine || lineEnds.length > 1);
    return isOfBytes
        ? new Delimiters(
            block.data(), block.to(), separator, lineEnd, otherLineEnd, (byte) dialect.quote())
        : null;
  }

  /// Gives the next record to the receiver; false at the end of the block.
  boolean next() {
    while (position < block.to()) {
      int start = position;
      if (delimiters != null && isPlain(start) && delimiters.moveTo(start)) {
        plainRecord(start, delimiters);
        return true;
      }
      int endOfLine = block.endOfLine(start);
      if (isRecord(start, endOfLine)) {
        record(start, 0, start);
        return true;
      }
      position = block.afterTerminator(endOfLine);
    }
    return false;
  }

  private boolean isRecord(int start, int endOfLine) {
    if (start == endOfLine || block.data()[start] == dialect.comment()) {
      return false;
    }
    if (isMultiLine) {
      return true;
    }
    for (int i = start; i < endOfLine; i++) {
      if (block.data()[i] < 0 || block.data()[i] > ' ') {
        return true;
      }
    }
    return false;
  }

  /// Whether a record begins here, without a look at more than a byte.
  private boolean isPlain(int start) {
    byte first = block.data()[start];
    return (first < 0 || first > ' ') && first != dialect.comment();
  }

  /// Gives the record at `start`, the parser's help needed from the first field on that does not
  /// stand in the text as it is.
  private void plainRecord(int start, Delimiters found) {
    byte[] data = block.data();
    int[] ends = found.ends();
    int[] quotes = found.quotes();
    int at = found.at();
    int atQuote = found.atQuote();
    int field = 0;
    int from = start;
    while (true) {
      boolean isQuoted = ends[at] > quotes[atQuote];
      int behind = isQuoted ? behindQuoted(from, at, atQuote, found) : at;
      int quoteBytes = isQuoted ? 1 : 0;
      int length = behind < 0 ? 0 : ends[behind] - from - 2 * quoteBytes;
      if (behind < 0 || field == maxColumns || length > maxFieldBytes) {
        record(start, field, from);
        return;
      }
      receiver.field(field++, data, from + quoteBytes, length, isQuoted);
      atQuote += 2 * quoteBytes;
      at = behind + 1;
      int end = ends[behind];
      if (data[end] != separator) {
        found.goOnAt(at, atQuote);
        position = block.afterTerminator(end);
        receiver.end(field, start, end);
        return;
      }
      from = end + 1;
    }
  }

  /// The index of what ends a field that stands between quotes at `from` as it is, else -1.
  private int behindQuoted(int from, int at, int atQuote, Delimiters found) {
    int[] quotes = found.quotes();
    boolean isWhole = quotes[atQuote] == from && dialect.escape() == dialect.quote();
    return isWhole ? found.behind(quotes[atQuote + 1], at) : -1;
  }

  /// Gives the fields from number `field` on, which begins at `from`, of the record at `start`.
  private void record(int start, int field, int from) {
    int end = isMultiLine ? block.to() : block.endOfLine(from);
    try {
      int fields = parser.parse(block.data(), from, end, isMultiLine, field);
      position = block.afterTerminator(parser.position());
      receiver.end(fields, start, parser.position());
    } catch (MalformedCsvException e) {
      throw StintException.user(
          "%s, record at byte %d: %s".formatted(path, block.offsetOf(start), e.getMessage()), e);
    }
  }
}
