package dev.stint.plan.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The one JSON form of plans, task requests and task responses. Unknown properties are refused.
public final class PlanJson {

  /// An expression takes two levels for each call in another.
  private static final int MAX_DEPTH = 5_000;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private PlanJson() {}

  /// Deeper than this, JSON is read and written on a stack of its own.
  private static final int USUAL_DEPTH = 300;

  private interface Writing<T> {
    T of(Object value) throws JsonProcessingException;
  }

  public static byte[] write(Object value) {
    return written(value, MAPPER::writeValueAsBytes);
  }

  public static String writePretty(Object value) {
    return written(value, MAPPER.writerWithDefaultPrettyPrinter()::writeValueAsString);
  }

  private static <T> T written(Object value, Writing<T> writing) {
    try {
      return writing.of(value);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof StackOverflowError) {
        return DeepStack.call(() -> writtenDeeply(value, writing));
      }
      throw StintException.internal("cannot write " + value.getClass().getName(), e);
    }
  }

  private static <T> T writtenDeeply(Object value, Writing<T> writing) {
    try {
      return writing.of(value);
    } catch (JsonProcessingException e) {
      throw StintException.internal("cannot write " + value.getClass().getName(), e);
    }
  }

  public static <T> T read(byte[] json, Class<T> type) {
    return depth(json) > USUAL_DEPTH
        ? DeepStack.call(() -> parsed(json, type))
        : parsed(json, type);
  }

  /// How deeply values are nested, more or less: brackets in strings count too.
  private static int depth(byte[] json) {
    int depth = 0;
    int deepest = 0;
    for (byte at : json) {
      if (at == '{' || at == '[') {
        depth++;
        deepest = Math.max(deepest, depth);
      } else if (at == '}' || at == ']') {
        depth--;
      }
    }
    return deepest;
  }

  private static <T> T parsed(byte[] json, Class<T> type) {
    @Nullable T value;
    try {
      value = MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw StintException.internal("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
    if (value == null) {
      throw StintException.internal("not a " + type.getSimpleName() + ": null", null);
    }
    return value;
  }
}
