package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FooterCacheTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  private FooterCache cache = new FooterCache(InstantSource.fixed(NOW), 100);

  @Test
  void fileThatDidNotChangeIsReadOnce() throws IOException {
    var file = write("a.parquet", 3, NOW.minusSeconds(60));
    assertThat(rows(file)).isEqualTo(3);

    Files.delete(Path.of(file.path().substring("file://".length())));

    assertThat(rows(file)).isEqualTo(3);
  }

  @Test
  void anotherListingBringsItsOwnFolders() throws IOException {
    var file = write("a.parquet", 3, NOW.minusSeconds(60));
    rows(file);
    var listed =
        new TableFile(file.path(), file.bytes(), Map.of("p", "1"), null, file.modifiedMillis());

    assertThat(footers().read(listed).file()).isSameAs(listed);
  }

  @Test
  void changedFileIsReadAgain() throws IOException {
    rows(write("a.parquet", 3, NOW.minusSeconds(60)));

    assertThat(rows(write("a.parquet", 4, NOW.minusSeconds(50)))).isEqualTo(4);
  }

  /// It may be changed again within the same tick of the file system's clock.
  @Test
  void fileThatWasJustWrittenIsReadAgain() throws IOException {
    var time = NOW.minus(Duration.ofSeconds(1));
    rows(write("a.parquet", 3, time));

    assertThat(rows(write("a.parquet", 4, time))).isEqualTo(4);
  }

  @Test
  void fileThatWasReplacedAfterItWasListedIsReadAgain() throws IOException {
    var time = NOW.minusSeconds(60);
    var listed = write("a.parquet", 3, time);
    write("a.parquet", 4, NOW.minusSeconds(50));
    assertThat(rows(listed)).isEqualTo(4);

    write("a.parquet", 3, time);

    assertThat(rows(listed)).isEqualTo(3);
  }

  @Test
  void forgetsWhatWasNotAskedForTheLongest() throws IOException {
    cache = new FooterCache(InstantSource.fixed(NOW), 2);
    var time = NOW.minusSeconds(60);
    var first = write("a.parquet", 1, time);
    var second = write("b.parquet", 2, time);
    rows(first);
    rows(second);
    rows(first);

    rows(write("c.parquet", 3, time));

    assertThat(cache.find(first)).isPresent();
    assertThat(cache.find(second)).isEmpty();
  }

  @Test
  void footerThatIsTooLargeIsNotRemembered() throws IOException {
    cache = new FooterCache(InstantSource.fixed(NOW), 0);
    var file = write("a.parquet", 1, NOW.minusSeconds(60));

    rows(file);

    assertThat(cache.find(file)).isEmpty();
  }

  private ParquetFooters footers() {
    return new ParquetFooters(new Configuration(false), cache);
  }

  private long rows(TableFile file) {
    return footers().read(file).rowGroups().getFirst().rowCount();
  }

  private TableFile write(String name, int rowCount, Instant modified) throws IOException {
    var path = folder.resolve(name);
    var schema = MessageTypeParser.parseMessageType("message m { required int32 n; }");
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withType(schema)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (int row = 0; row < rowCount; row++) {
        var group = new SimpleGroup(schema);
        group.add("n", row % 2);
        writer.write(group);
      }
    }
    Files.setLastModifiedTime(path, FileTime.from(modified));
    return new TableFile(
        "file://" + path, Files.size(path), Map.of(), null, modified.toEpochMilli());
  }
}
