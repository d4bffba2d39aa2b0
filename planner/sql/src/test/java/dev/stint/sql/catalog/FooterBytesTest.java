package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Footers of many writers, read once by Parquet's own reader and once by ours. `-Dfooters=FOLDER`
/// tries the files of another folder.
class FooterBytesTest {

  private static final Path FILES = Path.of("../../coordinator/src/test/resources/files");

  static Stream<Path> files() throws IOException {
    try (var files = Files.walk(Path.of(System.getProperty("footers", FILES.toString())))) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(".parquet"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void rowGroupsAreAsParquetsOwnReaderHasThem(Path file) throws IOException {
    var metadata = metadata(file);
    var schema = new FileSchema(metadata.getFileMetaData().getSchema(), Map.of());

    var bytes = FooterBytes.of(footer(file));

    assertThat(bytes).isNotNull();
    var actual = bytes.rowGroups(schema);
    assertThat(actual).as("is unusual").isNotNull().hasSameSizeAs(metadata.getBlocks());
    for (int i = 0; i < actual.size(); i++) {
      assertAlike(actual.get(i), RowGroupFacts.of(metadata.getBlocks().get(i), schema));
    }
  }

  @Test
  void likenessIsOfTheSchemaAndNotOfTheRows() throws IOException {
    var one = FooterBytes.of(footer(FILES.resolve("legacy-micros.parquet")));
    var other = FooterBytes.of(footer(FILES.resolve("nested.parquet")));

    assertThat(one.likeness())
        .isEqualTo(FooterBytes.of(footer(FILES.resolve("legacy-micros.parquet"))).likeness())
        .isNotEqualTo(other.likeness());
  }

  @Test
  void whatIsCutShortIsLeftToParquetsOwnReader() throws IOException {
    var footer = footer(FILES.resolve("legacy-micros.parquet"));

    for (int length = 0; length < footer.remaining() - 1; length++) {
      assertThat(FooterBytes.of(footer.slice(footer.position(), length))).isNull();
    }
  }

  private static void assertAlike(RowGroupFacts actual, RowGroupFacts expected) {
    assertThat(actual.rowCount()).isEqualTo(expected.rowCount());
    assertThat(actual.start()).isEqualTo(expected.start());
    assertThat(actual.bytes()).isEqualTo(expected.bytes());
    assertThat(actual.chunks()).hasSameSizeAs(expected.chunks());
    for (int i = 0; i < actual.chunks().size(); i++) {
      assertThat(described(actual.chunks().get(i))).isEqualTo(described(expected.chunks().get(i)));
    }
  }

  /// Parquet's own reader drops the count of NULLs of text that has no bounds; ours keeps it.
  private static List<Object> described(RowGroupFacts.Chunk chunk) {
    var statistics = chunk.statistics();
    return List.of(
        chunk.leaf(),
        chunk.valueCount(),
        chunk.bytes(),
        chunk.isDictionaryEncoded(),
        chunk.isDictionaryEncoded() ? chunk.dictionaryBytes() : 0L,
        statistics.hasNonNullValue() ? statistics.getNumNulls() : -1L,
        statistics.hasNonNullValue() ? statistics.minAsString() : "none",
        statistics.hasNonNullValue() ? statistics.maxAsString() : "none");
  }

  private static ParquetMetadata metadata(Path file) throws IOException {
    var options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (var reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      return reader.getFooter();
    }
  }

  private static ByteBuffer footer(Path file) throws IOException {
    try (var stream = new LocalInputFile(file).newStream()) {
      return FooterStream.of(stream, Files.size(file)).footer();
    }
  }
}
