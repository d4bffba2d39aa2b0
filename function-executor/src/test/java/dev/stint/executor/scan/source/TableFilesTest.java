package dev.stint.executor.scan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.scan.warm.FileVersion;
import dev.stint.plan.stage.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;

  @Test
  void aLocalFileIsToldByItsLastChange() throws IOException {
    var file = file("a.parquet", "four", LONG_AGO);

    var before = TableFiles.version(split(file, 4));
    assertThat(before).isNotNull().isEqualTo(TableFiles.version(split(file, 4)));
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusNanos(1_000)));

    assertThat(TableFiles.version(split(file, 4))).isNotNull().isNotEqualTo(before);
  }

  @Test
  void aFileThatTakesThePlaceOfAnotherIsAnother() throws IOException {
    var file = file("a.parquet", "four", LONG_AGO);
    var before = TableFiles.version(split(file, 4));
    Files.move(
        file("b.parquet", "five", LONG_AGO),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(TableFiles.version(split(file, 4))).isNotNull().isNotEqualTo(before);
  }

  @Test
  void aFileThatHasJustChangedHasNoVersion() throws IOException {
    var file = file("a.parquet", "four", Instant.now().minus(Duration.ofSeconds(1)));

    assertThat(TableFiles.version(split(file, 4))).isNull();
  }

  @Test
  void aFileOfAnotherSizeThanPlannedHasNoVersion() throws IOException {
    var file = file("a.parquet", "four", LONG_AGO);

    assertThat(TableFiles.version(split(file, 5))).isNull();
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> TableFiles.version(split(folder.resolve("none"), 4)))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anObjectIsToldByItsETag() throws IOException {
    var split = new Split("s3://lake/a.parquet", 9, 0, 9, Map.of(), "e1");

    assertThat(TableFiles.version(split))
        .isEqualTo(new FileVersion("s3://lake/a.parquet", 9, "e1"));
    assertThat(TableFiles.version(new Split("s3://lake/a.parquet", 9, 0, 9, Map.of()))).isNull();
  }

  private Path file(String name, String text, Instant modified) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    return file;
  }

  private static Split split(Path file, long bytes) {
    return new Split("file://" + file, bytes, 0, bytes, Map.of());
  }
}
