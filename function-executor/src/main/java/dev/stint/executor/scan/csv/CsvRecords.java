package dev.stint.executor.scan.csv;

import dev.stint.executor.scan.source.TextBlock;
import dev.stint.plan.failure.StintException;

/// The records of one block. Unless records may span lines, a line is a record whatever its quotes
/// say. Empty lines and comments are none; of lines that are records, neither are blank ones.
final class CsvRecords {

  private final CsvDialect dialect;
  private final CsvParser parser;
  private final TextBlock block;
  private final boolean isMultiLine;
  private final RecordReceiver receiver;
  private final String path;
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
    if (isMultiLine && dialect.isLineEndNormalized() && block.isFirstLineEndedByReturn()) {
      int end = block.endOfLine(block.from());
      parser.normalize(block.afterTerminator(end) - end);
    }
  }

  /// Gives the next record to the receiver; false at the end of the block.
  boolean next() {
    while (position < block.to()) {
      int start = position;
      int endOfLine = block.endOfLine(start);
      if (isRecord(start, endOfLine)) {
        record(start, endOfLine);
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

  private void record(int start, int endOfLine) {
    int end = isMultiLine ? block.to() : endOfLine;
    try {
      int fields = parser.parse(block.data(), start, end, isMultiLine);
      position = block.afterTerminator(parser.position());
      receiver.end(fields, start, parser.position());
    } catch (MalformedCsvException e) {
      throw StintException.user(
          "%s, record at byte %d: %s".formatted(path, block.offsetOf(start), e.getMessage()), e);
    }
  }
}
