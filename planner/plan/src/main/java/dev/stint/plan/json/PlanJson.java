package dev.stint.plan.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The one JSON form of plans, task requests and task responses. Unknown properties are refused.
public final class PlanJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private PlanJson() {}

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw StintException.internal("cannot write " + value.getClass().getName(), e);
    }
  }

  public static String writePretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw StintException.internal("cannot write " + value.getClass().getName(), e);
    }
  }

  public static <T> T read(byte[] json, Class<T> type) {
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
