package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.stint.executor.kernel.text.TextRepair;
import dev.stint.executor.scan.source.TextBlock;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The records of one block: the objects of each line, alone or in an array, or, if records span
/// lines, those of the block. Blank lines are passed over, and so is what follows a line's object,
/// as in Spark, unless it holds a bracket and may be more data. Anything else is a malformed
/// record, as is a line of which an array is cut off.
final class JsonRecords {

  /// Takes records field by field.
  interface Receiver {

    /// A field whose value the parser stands at; after the call it stands at the value's end. The
    /// parser's offsets count from `data[start]`.
    void field(String name, JsonParser parser, byte[] data, int start) throws IOException;

    /// The fields since the last [#end] are to be forgotten: they come again.
    void undo();

    /// A record is read, from the text at `start` to `end` of the block; malformed unless
    /// `isObject`.
    void end(int start, int end, boolean isObject);
  }

  /// What a parser's failure at the end of the block means.
  enum Ending {
    WHOLE,
    /// The block ends where a sample does: what is cut off is no record.
    CUT
  }

  private final JsonFactory factory;
  private final TextBlock block;
  private final boolean isMultiLine;
  private final Ending ending;
  private final Receiver receiver;

  /// The text in work, and where what comes after it begins.
  private int start;

  private int end;
  private int next;

  /// The bytes that the parser reads, from `dataStart` on: the block's, or repaired ones.
  private byte[] data;

  private int dataStart;
  private int dataEnd;
  private boolean isRepaired;

  private @Nullable JsonParser parser;

  /// Whether there is a text whose parser is yet to be made.
  private boolean isUnopened;

  private boolean isInArray;

  /// A token that was read and not used.
  private @Nullable JsonToken ahead;

  /// Records given of the text in work.
  private int given;

  JsonRecords(
      JsonFactory factory, TextBlock block, boolean isMultiLine, Ending ending, Receiver receiver) {
    this.factory = factory;
    this.block = block;
    this.isMultiLine = isMultiLine;
    this.ending = ending;
    this.receiver = receiver;
    this.next = block.from();
    this.data = block.data();
  }

  /// Gives the next record to the receiver; false at the end of the block.
  boolean next() {
    while (parser != null || isUnopened || nextText()) {
      try {
        if (isUnopened) {
          open();
        }
        if (record()) {
          return true;
        }
      } catch (JsonProcessingException | CharConversionException _) {
        if (malformed()) {
          return true;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }

  private boolean nextText() {
    while (next < block.to()) {
      start = next;
      end = isMultiLine ? block.to() : block.endOfLine(start);
      next = isMultiLine ? end : block.afterTerminator(end);
      if (!isBlank(start, end)) {
        data = block.data();
        dataStart = start;
        dataEnd = end;
        isRepaired = false;
        given = 0;
        isUnopened = true;
        return true;
      }
    }
    return false;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (block.data()[i] > ' ' || block.data()[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void open() throws IOException {
    isUnopened = false;
    isInArray = false;
    ahead = null;
    if (!isMultiLine && isTakenForOther()) {
      throw new CharConversionException("no UTF-8");
    }
    parser = factory.createParser(data, dataStart, dataEnd - dataStart);
    skipGiven();
  }

  /// Whether Jackson would take a line for UTF-16 or UTF-32 by its first bytes. A line is UTF-8,
  /// and one that begins so is no JSON.
  private boolean isTakenForOther() {
    int first = byteAt(0);
    int second = byteAt(1);
    return first == 0 || second == 0 || (first >= 0xFE && second >= 0xFE);
  }

  /// -1 behind the text.
  private int byteAt(int place) {
    return dataStart + place < dataEnd ? data[dataStart + place] & 0xFF : -1;
  }

  /// Whether a record was given; the parser is closed at the end of the text.
  private boolean record() throws IOException {
    var from = Objects.requireNonNull(parser);
    var token = ahead == null ? from.nextToken() : ahead;
    ahead = null;
    if (token == null) {
      parser = null;
      return false;
    }
    if (token == JsonToken.END_ARRAY) {
      isInArray = false;
      return false;
    }
    if (token == JsonToken.START_ARRAY && !isInArray) {
      requireWhole();
      isInArray = true;
      return false;
    }
    boolean isObject = token == JsonToken.START_OBJECT;
    boolean isLast = false;
    if (isObject) {
      for (var name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
        from.nextToken();
        receiver.field(name, from, data, dataStart);
      }
      isLast = !isInArray && !isMultiLine && !isAnotherAfter(from);
    } else {
      from.skipChildren();
    }
    given++;
    receiver.end(start, end, isObject);
    parser = isLast ? null : from;
    return true;
  }

  /// Whether another object follows on the line, which is then read ahead.
  private boolean isAnotherAfter(JsonParser from) throws IOException {
    int behind = dataStart + Math.toIntExact(from.currentLocation().getByteOffset());
    try {
      var token = from.nextToken();
      if (token == JsonToken.START_OBJECT) {
        ahead = token;
        return true;
      }
    } catch (JsonProcessingException _) {
      // Not JSON, and so perhaps nothing but a comma of the array that the lines were cut out of.
    }
    for (int i = behind; i < dataEnd; i++) {
      if (data[i] == '{' || data[i] == '[' || data[i] == ']') {
        throw new JsonParseException(from, "text after an object");
      }
    }
    return false;
  }

  /// As in Spark, an array is taken as a whole: none of its objects is a record if one is cut off.
  private void requireWhole() throws IOException {
    if (ending == Ending.CUT || given > 0) {
      return;
    }
    try (var ahead = factory.createParser(data, dataStart, dataEnd - dataStart)) {
      while (ahead.nextToken() != null) {
        ahead.skipChildren();
      }
    }
  }

  /// Jackson refuses bytes that are no UTF-8, for which Spark reads U+FFFD.
  private boolean malformed() {
    receiver.undo();
    if (!isRepaired && !TextRepair.isValid(block.data(), start, end)) {
      data = TextRepair.repaired(block.data(), start, end);
      dataStart = 0;
      dataEnd = data.length;
      isRepaired = true;
      parser = null;
      isUnopened = true;
      return false;
    }
    parser = null;
    if (ending == Ending.CUT && next >= block.to()) {
      return false;
    }
    receiver.end(start, end, false);
    return true;
  }

  private void skipGiven() throws IOException {
    var from = Objects.requireNonNull(parser);
    int rest = given;
    while (rest > 0) {
      var token = from.nextToken();
      if (token == JsonToken.START_ARRAY && !isInArray) {
        isInArray = true;
      } else if (token == JsonToken.END_ARRAY) {
        isInArray = false;
      } else {
        from.skipChildren();
        rest--;
      }
    }
  }
}
