package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.scan.TestTask;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetErrorsTest {

  @TempDir Path folder;

  @Test
  void aFileOfAnotherFormatIsNamed() throws IOException {
    Files.writeString(file(), "id,name\n1,a\n".repeat(10));

    assertUserError(ParquetTestFile.SCHEMA, TestTask.path(file()));
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    byte[] bytes = intact(WriterVersion.PARQUET_1_0);
    for (int length : new int[] {0, 3, 11, 1000, bytes.length - 1}) {
      Files.write(file(), Arrays.copyOf(bytes, length));

      assertUserError(ParquetTestFile.SCHEMA, TestTask.path(file()));
    }
  }

  @Test
  void aDamagedPageIsNamedWithRowGroupAndColumn() throws IOException {
    byte[] bytes = intact(WriterVersion.PARQUET_1_0);
    Arrays.fill(bytes, 5_000, 5_400, (byte) 0x5a);
    Files.write(file(), bytes);

    assertUserError(ParquetTestFile.SCHEMA, "f.parquet, row group 0, column 'i32'");
  }

  /// Whatever is damaged, the outcome is rows or the user's error, never another one.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noDamageIsTakenForABug(long seed) throws IOException {
    var random = new Random(seed);
    var version = seed % 2 == 0 ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0;
    byte[] intact = intact(version);
    for (int round = 0; round < 15; round++) {
      byte[] bytes = intact.clone();
      for (int i = 0; i < 20; i++) {
        bytes[4 + random.nextInt(bytes.length - 12)] = (byte) random.nextInt();
      }
      Files.write(file(), bytes);
      try {
        read(ParquetTestFile.SCHEMA);
      } catch (StintException e) {
        assertThat(e.kind()).as(e.getMessage()).isIn(FailureKind.USER, FailureKind.RESOURCE);
        assertThat(e.getMessage()).contains("f.parquet");
      }
    }
  }

  @Test
  void aColumnOfAnotherTypeIsNamedWithBothTypes() throws IOException {
    intact(WriterVersion.PARQUET_1_0);

    assertUserError(
        Schema.of(Field.nullable("i64", DataType.INT)),
        "column 'i64' is INT64 in the file, but int");
    assertUserError(
        Schema.of(Field.nullable("d18", DataType.decimal(18, 2))),
        "column 'd18' is DECIMAL(18,3) in INT64 in the file, but decimal(18,2)");
    assertUserError(Schema.of(Field.nullable("s", DataType.BIGINT)), "column 's' is STRING");
  }

  @Test
  void nestedColumnsAreRefusedOnlyWhenAskedFor() throws IOException {
    var schema =
        MessageTypeParser.parseMessageType(
            """
            message t {
              optional group list (LIST) { repeated group list { optional int32 element; } }
              optional int32 id;
            }\
            """);
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file()))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .build()) {
      var row = new SimpleGroup(schema);
      row.add("id", 5);
      writer.write(row);
    }

    assertThat(read(Schema.of(Field.nullable("id", DataType.INT)))).containsExactly(List.of("5"));
    assertUserError(Schema.of(Field.nullable("list", DataType.STRING)), "'list' is nested");
  }

  private byte[] intact(WriterVersion version) throws IOException {
    var options = new ParquetTestFile.Options(version, CompressionCodecName.SNAPPY, true, 0.1);
    ParquetTestFile.write(folder.resolve("g.parquet"), options, 2_000, 3);
    byte[] bytes = Files.readAllBytes(folder.resolve("g.parquet"));
    Files.deleteIfExists(folder.resolve("g.parquet"));
    Files.write(file(), bytes);
    return bytes;
  }

  private void assertUserError(Schema schema, String part) {
    assertThatThrownBy(() -> read(schema))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageContaining("f.parquet")
        .hasMessageContaining(part);
  }

  private List<List<String>> read(Schema schema) {
    return TestTask.read(TestTask.scan(ParquetFormat.DEFAULT, schema), TestTask.wholeFile(file()));
  }

  private Path file() {
    return folder.resolve("f.parquet");
  }
}
