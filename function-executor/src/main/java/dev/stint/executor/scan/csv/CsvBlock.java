package dev.stint.executor.scan.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.RecordType;
import dev.stint.executor.scan.source.TextBlock;
import dev.stint.plan.failure.StintException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The records of one block. Unless records may span lines, a line is a record whatever its quotes
/// say: FastCSV, which knows no such rule, is set back when it has read beyond a line, and given
/// that line alone.
final class CsvBlock {

  private final CsvDialect dialect;
  private final TextBlock block;
  private final boolean isMultiLine;
  private final RecordReceiver receiver;
  private final String place;

  private static final CloseableIterator<Boolean> NOTHING = new NoRecords();

  private Handler handler;
  private CloseableIterator<Boolean> records;

  /// Where the reader in use began, its end, and the number of its first line.
  private int from;

  private int to;
  private int firstLine;
  private boolean isLineAlone;

  /// `place` names the file in messages.
  CsvBlock(
      CsvDialect dialect,
      TextBlock block,
      boolean isMultiLine,
      RecordReceiver receiver,
      String place) {
    this.dialect = dialect;
    this.block = block;
    this.isMultiLine = isMultiLine;
    this.receiver = receiver;
    this.place = place;
    this.from = block.from();
    this.to = block.to();
    this.handler = new Handler(0);
    this.records = reader();
  }

  private enum Step {
    RECORD,
    NO_RECORD,
    BEYOND_LINE,
    END
  }

  /// Gives the next record to the receiver; false at the end of the block.
  boolean next() {
    while (true) {
      switch (step()) {
        case RECORD -> {
          return true;
        }
        case BEYOND_LINE -> rereadLine(handler.line());
        case END -> {
          if (to == block.to()) {
            return false;
          }
          continueAfterLine();
        }
        case NO_RECORD -> {}
      }
    }
  }

  private Step step() {
    try {
      if (!records.hasNext()) {
        return Step.END;
      }
      records.next();
    } catch (CsvParseException e) {
      return unreadable(e);
    }
    if (handler.isBeyondLine()) {
      return Step.BEYOND_LINE;
    }
    return handler.isRecord() ? Step.RECORD : Step.NO_RECORD;
  }

  /// A line that FastCSV cannot read, even alone, is a record without any field.
  private Step unreadable(CsvParseException e) {
    int line = handler.line();
    if (isMultiLine) {
      long offset = block.offsetOf(startOf(line));
      throw StintException.user(
          "%s, record at byte %d: %s".formatted(place, offset, e.getMessage()), e);
    }
    if (!isLineAlone) {
      return Step.BEYOND_LINE;
    }
    receiver.undo();
    receiver.end(0, line, 1);
    records = NOTHING;
    return Step.RECORD;
  }

  private void rereadLine(int line) {
    receiver.undo();
    int start = startOf(line);
    from = start;
    to = block.endOfLine(start);
    isLineAlone = true;
    restart(line);
  }

  private void continueAfterLine() {
    from = block.afterTerminator(to);
    to = block.to();
    isLineAlone = false;
    restart(firstLine + 1);
  }

  private void restart(int line) {
    firstLine = line;
    handler = new Handler(line);
    records = reader();
  }

  private CloseableIterator<Boolean> reader() {
    var chars = new ByteChars(block.data(), from, to, dialect.escape(), dialect.quote());
    return dialect.reader(handler, chars).iterator();
  }

  private int startOf(int line) {
    int start = from;
    for (int number = firstLine; number < line; number++) {
      start = block.afterTerminator(block.endOfLine(start));
    }
    return start;
  }

  private final class Handler extends AbstractBaseCsvCallbackHandler<Boolean> {

    private final int firstLineOfReader;
    private int lineBreaks;
    private boolean isRecord;

    Handler(int firstLineOfReader) {
      this.firstLineOfReader = firstLineOfReader;
    }

    boolean isRecord() {
      return isRecord;
    }

    boolean isBeyondLine() {
      return lineBreaks > 0 && !isMultiLine;
    }

    /// The line in which the present record begins.
    int line() {
      return firstLineOfReader + Math.toIntExact(getStartingLineNumber()) - 1;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      lineBreaks = 0;
    }

    @Override
    protected void handleField(int index, char[] chars, int offset, int length, boolean isQuoted) {
      lineBreaks += isQuoted ? lineBreaks(chars, offset, length) : 0;
      receiver.field(index, chars, offset, length, isQuoted);
    }

    private static int lineBreaks(char[] chars, int offset, int length) {
      int breaks = 0;
      char previous = 0;
      for (int i = offset; i < offset + length; i++) {
        char c = chars[i];
        if (c <= '\r') {
          breaks += c == '\r' || (c == '\n' && previous != '\r') ? 1 : 0;
        }
        previous = c;
      }
      return breaks;
    }

    @Override
    protected @Nullable Boolean buildRecord() {
      isRecord = getRecordType() == RecordType.DATA && !isBeyondLine();
      if (isRecord) {
        receiver.end(getFieldCount(), line(), lineBreaks + 1);
      }
      return true;
    }
  }

  private static final class NoRecords implements CloseableIterator<Boolean> {

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Boolean next() {
      throw new NoSuchElementException();
    }

    @Override
    public void close() {}
  }
}
