package dev.stint.coordinator.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.plan.failure.StintException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Entries as bytes: JSON, compressed by gzip when it is long, which its first byte tells.
final class JournalJson {

  /// What is worth compressing.
  private static final int COMPRESS_BYTES = 64 << 10;

  private static final int FIRST_BYTES = 8 << 10;

  private static final int GZIP_FIRST_BYTE = 0x1f;

  private static final JsonFactory JSON = new JsonFactory();

  private JournalJson() {}

  /// Makes what writes events, which the first entries would wait for otherwise.
  static void prepare() {
    RecordWriter.prepare(JournalEntry.class);
    records(RunEvent.class).forEach(RecordWriter::prepare);
  }

  /// The records of a sealed interface.
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(JournalJson::records)
        : Stream.of(type);
  }

  /// What reads entries. Runs that begin and end in one process need none.
  private static final class Reading {

    static final ObjectMapper MAPPER = mapper();
  }

  /// Reads what [RecordWriter] writes, and would write the same.
  static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        // Records' components and nothing else: what they say of themselves is no property.
        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .build();
  }

  static byte[] write(JournalEntry entry) {
    var json = new ByteArrayOutputStream(FIRST_BYTES);
    try {
      try (var out = JSON.createGenerator(json)) {
        new RecordWriter(out).write(entry);
      }
      return json.size() < COMPRESS_BYTES ? json.toByteArray() : compressed(json.toByteArray());
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
    try {
      var entry = Reading.MAPPER.readValue(uncompressed(bytes), JournalEntry.class);
      if (entry != null && JournalEntry.isReadable(entry.version())) {
        return entry;
      }
      throw refused(path, "it does not say its version", bytes, null);
    } catch (IOException e) {
      // What another version wrote may be no entry to this one: then that is what to say.
      throw refused(path, e.getMessage(), bytes, e);
    }
  }

  private static StintException refused(
      String path, @Nullable String reason, byte[] bytes, @Nullable IOException cause) {
    var version = versionOf(bytes);
    return version != null && !JournalEntry.isReadable(version)
        ? StintException.user(
            "%s has version %d of the journal's format, and this Stint reads versions %d to %d: use"
                    .formatted(path, version, JournalEntry.OLDEST_VERSION, JournalEntry.VERSION)
                + " the version of Stint that wrote it")
        : StintException.internal(
            "%s is no entry of a run's journal: %s".formatted(path, reason), cause);
  }

  /// The version that an entry says, `null` when it says none.
  private static @Nullable Integer versionOf(byte[] bytes) {
    try {
      var version = Reading.MAPPER.readTree(uncompressed(bytes)).path("version");
      return version.isInt() ? version.intValue() : null;
    } catch (IOException _) {
      return null;
    }
  }

  private static byte[] uncompressed(byte[] bytes) throws IOException {
    if (bytes.length == 0 || bytes[0] != GZIP_FIRST_BYTE) {
      return bytes;
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
