package dev.stint.executor.scan.csv;

import dev.stint.executor.memory.ArrayGrowth;
import java.util.Arrays;

/// Takes one record apart. A field that begins with a quote goes on to the quote that a separator,
/// an end of line or the end of the text follows, blanks between them left out; what becomes of a
/// quote that nothing of these follows is the user's choice. A field that is never closed goes on
/// to the end of the text. All else stands as it is.
final class CsvParser {

  private final CsvDialect dialect;
  private final RecordReceiver receiver;
  private final int quote;
  private final int escape;
  private final int quoteEscape;

  private byte[] data = new byte[0];
  private int end;
  private int position;
  private boolean isMultiLine;

  /// A field whose bytes do not lie in the text as they are.
  private byte[] scratch = new byte[256];

  private int used;

  /// Of line ends that are normalised; 0 for none.
  private int lineEndBytes;

  CsvParser(CsvDialect dialect, RecordReceiver receiver) {
    this.dialect = dialect;
    this.receiver = receiver;
    this.quote = dialect.quote();
    this.escape = dialect.escape();
    this.quoteEscape = dialect.quoteEscape();
  }

  /// From now on line ends in quotes that are as the file's own, `\r\n` of two bytes or `\r` of
  /// one, are given as `\n`, as in Spark.
  void normalize(int bytesOfLineEnd) {
    lineEndBytes = bytesOfLineEnd;
  }

  /// Gives the fields of the record at `from` to the receiver, and returns how many they are. It
  /// ends at `to`, or, if lines end records, at the next end of a line outside of quotes;
  /// [#position] is there afterwards.
  ///
  /// @throws MalformedCsvException when the dialect does not allow the record
  int parse(byte[] text, int from, int to, boolean isEndedByLine) {
    return parse(text, from, to, isEndedByLine, 0);
  }

  /// As the other, of a record of which the fields before `first`, which begins at `from`, were
  /// given already.
  int parse(byte[] text, int from, int to, boolean isEndedByLine, int first) {
    data = text;
    position = from;
    end = to;
    isMultiLine = isEndedByLine;
    int field = first;
    while (true) {
      if (field == dialect.maxColumns()) {
        throw new MalformedCsvException("more than maxColumns=" + field + " fields");
      }
      field(field++);
      if (!isAtSeparator()) {
        return field;
      }
      position += dialect.separatorLength();
    }
  }

  int position() {
    return position;
  }

  private boolean isAtSeparator() {
    return position < end && dialect.isSeparator(data, position, end);
  }

  private void field(int index) {
    if (dialect.isLeadingBlankIgnored()) {
      while (position < end && isBlank(position)) {
        position++;
      }
    }
    if (position < end && data[position] == quote) {
      quoted(index);
    } else {
      emit(index, position, toDelimiter());
    }
  }

  /// Moves to the end of a field without quotes.
  private int toDelimiter() {
    while (position < end && !isDelimiter(position)) {
      position++;
    }
    return position;
  }

  private boolean isDelimiter(int at) {
    return dialect.isSeparator(data, at, end) || isNewline(at);
  }

  private boolean isNewline(int at) {
    return isMultiLine && (data[at] == '\n' || data[at] == '\r');
  }

  /// That is no delimiter.
  private boolean isBlank(int at) {
    return data[at] >= 0 && data[at] <= ' ' && !isDelimiter(at);
  }

  private void emit(int index, int from, int to) {
    int last = to;
    if (dialect.isTrailingBlankIgnored()) {
      while (last > from && data[last - 1] >= 0 && data[last - 1] <= ' ') {
        last--;
      }
    }
    give(index, data, from, last - from, false);
  }

  private void give(int index, byte[] bytes, int from, int length, boolean isQuoted) {
    if (length > dialect.maxFieldBytes()) {
      throw new MalformedCsvException(
          "field %d is longer than maxCharsPerColumn=%d"
              .formatted(index + 1, dialect.maxFieldBytes()));
    }
    receiver.field(index, bytes, from, length, isQuoted);
  }

  private void quoted(int index) {
    int open = position;
    used = 0;
    int runFrom = open + 1;
    int i = runFrom;
    while (true) {
      while (i < end && data[i] != quote && data[i] != escape && data[i] != quoteEscape) {
        i++;
      }
      if (i == end) {
        // A quote with nothing behind it is one.
        append(i == open + 1 ? open : runFrom, end);
        position = end;
        normalizeLineEnds();
        give(index, scratch, 0, used, true);
        return;
      }
      int next = i + 1 < end ? data[i + 1] : -1;
      if (data[i] == escape && next == quote) {
        append(runFrom, i);
        runFrom = i + 1;
        i += 2;
      } else if (data[i] != quote) {
        // What may take the meaning from an escape character, or stands for itself.
        boolean isEscaped = next == escape && data[i] == quoteEscape;
        append(runFrom, isEscaped ? i : i + 1);
        runFrom = i + 1;
        i += isEscaped ? 2 : 1;
      } else {
        append(runFrom, i);
        i = closeOrGoOn(index, i);
        if (i < 0) {
          return;
        }
        runFrom = i;
      }
    }
  }

  /// At a quote that nothing has robbed of its meaning: closes the field and returns -1, or returns
  /// where it goes on as if nothing had happened.
  private int closeOrGoOn(int index, int at) {
    int lastQuote = at;
    while (escape != quote && lastQuote + 1 < end && data[lastQuote + 1] == quote) {
      lastQuote++;
    }
    append(at, lastQuote);
    int after = lastQuote + 1;
    while (after < end && isBlank(after)) {
      after++;
    }
    if (after == end || isDelimiter(after)) {
      position = after;
      normalizeLineEnds();
      give(index, scratch, 0, used, true);
      return -1;
    }
    return switch (dialect.unescapedQuotes()) {
      case STOP_AT_DELIMITER -> {
        position = after;
        int stop = toDelimiter();
        append(lastQuote, stop);
        verbatim(index);
        yield -1;
      }
      case STOP_AT_CLOSING_QUOTE -> {
        append(lastQuote, after);
        yield after;
      }
      case SKIP_VALUE -> {
        position = after;
        toDelimiter();
        receiver.skipped(index);
        yield -1;
      }
      case RAISE_ERROR ->
          throw new MalformedCsvException(
              "field %d has a quote that is not escaped, which unescapedQuoteHandling=RAISE_ERROR forbids"
                  .formatted(index + 1));
    };
  }

  /// What is in the scratch behind its opening quote, as it stood.
  private void verbatim(int index) {
    normalizeLineEnds();
    ensure(1);
    System.arraycopy(scratch, 0, scratch, 1, used);
    scratch[0] = (byte) quote;
    int length = used + 1;
    while (dialect.isTrailingBlankIgnored()
        && scratch[length - 1] <= ' '
        && scratch[length - 1] >= 0) {
      length--;
    }
    give(index, scratch, 0, length, true);
  }

  private void normalizeLineEnds() {
    if (lineEndBytes == 0) {
      return;
    }
    int to = 0;
    for (int i = 0; i < used; i++) {
      boolean isPair = i + 1 < used && scratch[i + 1] == '\n';
      boolean isLineEnd = scratch[i] == '\r' && (lineEndBytes == 1 || isPair);
      scratch[to++] = isLineEnd ? (byte) '\n' : scratch[i];
      i += isLineEnd && lineEndBytes == 2 ? 1 : 0;
    }
    used = to;
  }

  private void append(int from, int to) {
    int length = to - from;
    if (length > 0) {
      ensure(length);
      System.arraycopy(data, from, scratch, used, length);
      used += length;
    }
  }

  private void ensure(int length) {
    if (length > scratch.length - used) {
      long needed = (long) used + length;
      scratch = Arrays.copyOf(scratch, ArrayGrowth.doubled("a field", scratch.length, needed));
    }
  }
}
