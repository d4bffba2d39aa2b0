package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.stint.executor.kernel.TextRepair;
import dev.stint.executor.scan.source.TextBlock;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The records of one block: an object per line; blank lines are passed over.
final class JsonRecords {

  /// Takes records field by field.
  interface Receiver {

    /// A field whose value the parser stands at; after the call it stands at the value's end. The
    /// parser's offsets count from `data[lineStart]`.
    void field(String name, JsonParser parser, byte[] data, int lineStart) throws IOException;

    /// The line at `start` is read; malformed unless `isObject`.
    void end(int start, boolean isObject);
  }

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Field names come from data, not from code: they are not worth keeping for ever.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final TextBlock block;
  private final Receiver receiver;
  private int position;

  JsonRecords(TextBlock block, Receiver receiver) {
    this.block = block;
    this.receiver = receiver;
    this.position = block.from();
  }

  /// Gives the next record to the receiver; false at the end of the block.
  boolean next() {
    while (position < block.to()) {
      int start = position;
      int end = block.endOfLine(start);
      position = block.afterTerminator(end);
      if (!isBlank(start, end)) {
        receiver.end(start, isObject(start, end));
        return true;
      }
    }
    return false;
  }

  private boolean isBlank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (block.data()[i] > ' ' || block.data()[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /// Jackson refuses bytes that are no UTF-8, for which Spark reads U+FFFD.
  private boolean isObject(int start, int end) {
    byte[] data = block.data();
    if (isObject(data, start, end)) {
      return true;
    }
    if (TextRepair.isValid(data, start, end)) {
      return false;
    }
    byte[] repaired = TextRepair.repaired(data, start, end);
    return isObject(repaired, 0, repaired.length);
  }

  private boolean isObject(byte[] data, int start, int end) {
    try (var parser = FACTORY.createParser(data, start, end - start)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        receiver.field(name, parser, data, start);
      }
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (JsonProcessingException | CharConversionException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
