package dev.stint.plan.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.stint.plan.failure.StintException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The one JSON form of plans, task requests and task responses. Unknown properties are refused.
public final class PlanJson {

  /// An expression takes two levels for each call in another.
  private static final int MAX_DEPTH = 5_000;

  /// Deeper than this, JSON is read on a stack of its own.
  private static final int USUAL_DEPTH = 300;

  private static final int FIRST_BYTES = 4 << 10;

  private static final JsonFactory JSON = factory(MAX_DEPTH);
  private static final JsonFactory SHALLOW = factory(USUAL_DEPTH);

  private static JsonFactory factory(int maxDepth) {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(maxDepth).build())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(maxDepth).build())
        .build();
  }

  private PlanJson() {}

  /// Whether it is indented, for people.
  private enum Layout {
    DENSE,
    PRETTY
  }

  public static byte[] write(Object value) {
    return written(value, Layout.DENSE);
  }

  public static String writePretty(Object value) {
    return new String(written(value, Layout.PRETTY), StandardCharsets.UTF_8);
  }

  private static byte[] written(Object value, Layout layout) {
    try {
      return writtenHere(value, layout);
    } catch (StackOverflowError _) {
      return DeepStack.call(() -> writtenHere(value, layout));
    }
  }

  private static byte[] writtenHere(Object value, Layout layout) {
    var bytes = new ByteArrayOutputStream(FIRST_BYTES);
    try (var out = JSON.createGenerator(bytes)) {
      if (layout == Layout.PRETTY) {
        out.useDefaultPrettyPrinter();
      }
      new RecordWriter(out).write(value);
    } catch (IOException e) {
      throw StintException.internal("cannot write " + value.getClass().getName(), e);
    }
    return bytes.toByteArray();
  }

  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return parsed(SHALLOW, json, type);
    } catch (StreamConstraintsException _) {
      return DeepStack.call(() -> parsedDeeply(json, type));
    } catch (IOException e) {
      throw refused(type, e);
    }
  }

  private static <T> T parsedDeeply(byte[] json, Class<T> type) {
    try {
      return parsed(JSON, json, type);
    } catch (IOException e) {
      throw refused(type, e);
    }
  }

  private static <T> T parsed(JsonFactory factory, byte[] json, Class<T> type) throws IOException {
    try (var in = factory.createParser(json)) {
      return new RecordReader(in).read(type);
    }
  }

  private static StintException refused(Class<?> type, IOException cause) {
    return StintException.internal(
        "not a " + type.getSimpleName() + ": " + cause.getMessage(), cause);
  }

  /// A number of a whole's own properties, zero if it is not there; nothing else is looked at.
  public static int readInt(byte[] json, String property) {
    try (var in = JSON.createParser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw StintException.internal("not a JSON object", null);
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean isIt = in.currentName().equals(property);
        in.nextToken();
        if (isIt) {
          return in.getIntValue();
        }
        in.skipChildren();
      }
      return 0;
    } catch (IOException e) {
      throw StintException.internal("not a JSON object: " + e.getMessage(), e);
    }
  }
}
