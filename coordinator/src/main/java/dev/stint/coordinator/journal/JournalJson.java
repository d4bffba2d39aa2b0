package dev.stint.coordinator.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stint.plan.failure.StintException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Entries as bytes: JSON, compressed by gzip when it is long, which its first byte tells.
final class JournalJson {

  /// What is worth compressing.
  private static final int COMPRESS_BYTES = 64 << 10;

  private static final int GZIP_FIRST_BYTE = 0x1f;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // Records' components and nothing else: what they say of themselves is no property.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private JournalJson() {}

  static byte[] write(JournalEntry entry) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(entry);
      return json.length < COMPRESS_BYTES ? json : compressed(json);
    } catch (IOException e) {
      throw StintException.internal("cannot write an entry of a journal", e);
    }
  }

  private static byte[] compressed(byte[] json) throws IOException {
    var bytes = new ByteArrayOutputStream(json.length / 4);
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(json);
    }
    return bytes.toByteArray();
  }

  /// @throws StintException of kind USER for an entry of another version, naming `path`, and of
  ///   kind INTERNAL for what is no entry
  static JournalEntry read(String path, byte[] bytes) {
    try (InputStream in = uncompressed(bytes)) {
      var tree = MAPPER.readTree(in);
      requireVersion(path, tree);
      return MAPPER.treeToValue(tree, JournalEntry.class);
    } catch (IOException e) {
      throw StintException.internal(path + " is no entry of a run's journal: " + e.getMessage(), e);
    }
  }

  private static InputStream uncompressed(byte[] bytes) throws IOException {
    var in = new ByteArrayInputStream(bytes);
    return bytes.length > 0 && bytes[0] == GZIP_FIRST_BYTE ? new GZIPInputStream(in) : in;
  }

  private static void requireVersion(String path, JsonNode tree) {
    var version = tree.path("version");
    if (!version.isInt()) {
      throw StintException.internal(
          path + " is no entry of a run's journal: it does not say its version", null);
    }
    int number = version.intValue();
    if (number < JournalEntry.OLDEST_VERSION || number > JournalEntry.VERSION) {
      throw StintException.user(
          "%s has version %d of the journal's format, and this Stint reads versions %d to %d: use the version of Stint that wrote it"
              .formatted(path, number, JournalEntry.OLDEST_VERSION, JournalEntry.VERSION));
    }
  }
}
