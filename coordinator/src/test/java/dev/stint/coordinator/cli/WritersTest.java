package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Parquet files of other writers, a few of those that the sweep of `tests/formats` reads, with the
/// rows that they were asked to write.
class WritersTest {

  private static final ObjectReader READER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).reader();

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("home"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pyarrow-LZ4-v2-delta",
        "pyarrow-NONE-v1-split",
        "pyarrow-ZSTD-v1-pages",
        "pyarrow-SNAPPY-v1-fallback",
        "pyarrow-int96",
        "duckdb-gzip-V2-100",
        "spark-lz4-PARQUET_2_0-usual",
        "spark-snappy-PARQUET_1_0-legacy"
      })
  void everyRowIsReadAsItsWriterHasIt(String name) throws IOException {
    var rows = rows(name, "");

    assertThat(rows).hasSize(24);
    var written = written();
    for (int row = 0; row < rows.size(); row++) {
      for (var column : rows.get(row).properties()) {
        assertThat(isSame(written.get(row).get(column.getKey()), column.getValue()))
            .as("row %d, column %s: %s", row, column.getKey(), column.getValue())
            .isTrue();
      }
    }
  }

  /// Answered from statistics, page indexes and dictionaries where a file has them.
  @ParameterizedTest
  @ValueSource(
      strings = {"pyarrow-ZSTD-v1-pages", "pyarrow-SNAPPY-v1-fallback", "duckdb-gzip-V2-100"})
  void conditionsKeepTheRowsThatMeetThem(String name) throws IOException {
    for (int row = 0; row < 24; row++) {
      var one = rows(name, "WHERE sorted = " + row);
      assertThat(one).hasSize(1);
      var text = one.getFirst().get("key");
      if (!text.isNull()) {
        assertThat(rows(name, "WHERE key = '" + text.asText() + "'")).isEqualTo(one);
      }
    }
  }

  /// The writer's name of the codec is in the message, and no page is called corrupt.
  @Test
  void brotliIsRefusedByItsName() {
    var file = ParquetTypesTest.file("writers/duckdb-brotli-V1-100.parquet");

    assertThat(cli.csv("SELECT text FROM parquet.`" + file + "`").err())
        .contains(
            "column 'text' is compressed with BROTLI, which is not read; write the file with zstd,"
                + " snappy, gzip or lz4_raw");
    assertThat(cli.csv("SELECT count(*) AS n FROM parquet.`" + file + "`").out())
        .isEqualTo("n\n24\n");
  }

  private static boolean isSame(JsonNode written, JsonNode read) {
    if (written.isNull() || read.isNull()) {
      return written.isNull() && read.isNull();
    }
    if (written.isNumber()) {
      return written.doubleValue() == Double.parseDouble(read.asText());
    }
    return read.isBigDecimal()
        ? new BigDecimal(written.asText()).compareTo(read.decimalValue()) == 0
        : written.asText().equals(read.asText());
  }

  private List<JsonNode> rows(String name, String condition) throws IOException {
    var file = ParquetTypesTest.file("writers/" + name + ".parquet");
    var outcome =
        cli.run(
            "sql",
            "-q",
            "--time-zone",
            "UTC",
            "--format",
            "json",
            "SELECT * FROM parquet.`" + file + "` " + condition + " ORDER BY sorted");
    assertThat(outcome.err()).isEmpty();
    return parsed(outcome.out().lines().toList());
  }

  private static List<JsonNode> written() throws IOException {
    return parsed(Files.readAllLines(Path.of(ParquetTypesTest.file("writers/rows.json"))));
  }

  private static List<JsonNode> parsed(List<String> lines) throws IOException {
    var rows = new ArrayList<JsonNode>();
    for (var line : lines) {
      rows.add(READER.readTree(line));
    }
    return rows;
  }
}
