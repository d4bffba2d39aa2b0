package dev.stint.coordinator.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stint.plan.failure.StintException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/// What pages get, as bytes.
final class PageJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          // Records' components under their own names.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .build();

  private PageJson() {}

  static byte[] bytes(Object data) {
    try {
      return MAPPER.writeValueAsBytes(data);
    } catch (JsonProcessingException e) {
      throw StintException.internal("cannot write what a page shows", e);
    }
  }

  static byte[] compressed(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
