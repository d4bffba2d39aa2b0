package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The value at which a parser stands, as bytes.
final class JsonValue {

  private JsonValue() {}

  /// A string's text, a number's or boolean's as written, an object's or array's JSON; `null` for
  /// null. Leaves the parser at the value's end.
  static byte @Nullable [] bytes(JsonParser parser, byte[] data, int lineStart) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case START_OBJECT, START_ARRAY -> nested(parser, data, lineStart);
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          parser.getText().getBytes(StandardCharsets.UTF_8);
      case FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value: " + parser.currentToken());
    };
  }

  /// A string's bytes, which JSON holds in base64; `null` for null.
  static byte @Nullable [] base64(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getBinaryValue();
  }

  /// Just as it stands in the file, which is what Jackson's offsets say.
  private static byte[] nested(JsonParser parser, byte[] data, int lineStart) throws IOException {
    int start = lineStart + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    int end = lineStart + Math.toIntExact(parser.currentLocation().getByteOffset());
    return Arrays.copyOfRange(data, start, end);
  }

  static boolean isString(JsonParser parser) {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }
}
