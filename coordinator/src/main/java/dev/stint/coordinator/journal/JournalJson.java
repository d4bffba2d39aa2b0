package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.json.RecordWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Entries as bytes: JSON, compressed by gzip when it is long, which its first byte tells.
final class JournalJson {

  /// What is worth compressing: 100 KB take more than a millisecond, as long as a stage of a short
  /// run, and are sent in less.
  private static final int COMPRESS_BYTES = 256 << 10;

  private static final int GZIP_FIRST_BYTE = 0x1f;

  private JournalJson() {}

  /// Looks at the classes of events, for which the first entries would wait otherwise.
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

  static byte[] write(JournalEntry entry) {
    byte[] json = PlanJson.write(entry);
    try {
      return json.length < COMPRESS_BYTES ? json : compressed(json);
    } catch (IOException e) {
      throw StintException.internal("cannot write an entry of a journal", e);
    }
  }

  private static byte[] compressed(byte[] json) throws IOException {
    var bytes = new ByteArrayOutputStream(json.length / 4);
    try (OutputStream out = new FastGzip(bytes)) {
      out.write(json);
    }
    return bytes.toByteArray();
  }

  /// Most of a long entry are segments in Base64, of which more effort saves little.
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream target) throws IOException {
      super(target);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /// @throws StintException of kind USER for an entry of another version, naming `path`, and of
  ///   kind INTERNAL for what is no entry
  static JournalEntry read(String path, byte[] bytes) {
    byte[] json;
    int version;
    try {
      json = uncompressed(bytes);
      version = PlanJson.readInt(json, "version");
    } catch (IOException | StintException e) {
      throw noEntry(path, e);
    }
    if (version > 0 && !JournalEntry.isReadable(version)) {
      throw StintException.user(
          "%s has version %d of the journal's format, and this Stint reads versions %d to %d: use"
                  .formatted(path, version, JournalEntry.OLDEST_VERSION, JournalEntry.VERSION)
              + " the version of Stint that wrote it");
    }
    try {
      return PlanJson.read(json, JournalEntry.class);
    } catch (StintException e) {
      throw noEntry(path, e);
    }
  }

  private static StintException noEntry(String path, Exception cause) {
    return StintException.internal(
        "%s is no entry of a run's journal: %s".formatted(path, cause.getMessage()), cause);
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
