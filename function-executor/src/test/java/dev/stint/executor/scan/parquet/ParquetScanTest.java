package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.scan.TestTask;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetScanTest {

  private static final int ROWS = 9_000;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void readsEveryTypeInEveryCodec(CompressionCodecName codec) throws IOException {
    var options = new ParquetTestFile.Options(WriterVersion.PARQUET_1_0, codec, true, 0.1);

    assertReadsAll(options);
  }

  @ParameterizedTest
  @EnumSource(
      value = WriterVersion.class,
      names = {"PARQUET_1_0", "PARQUET_2_0"})
  void readsEveryTypeInBothPageVersionsWithAndWithoutDictionary(WriterVersion version)
      throws IOException {
    for (boolean isDictionary : new boolean[] {true, false}) {
      for (double nulls : new double[] {0, 0.5, 1}) {
        var codec = CompressionCodecName.SNAPPY;
        assertReadsAll(new ParquetTestFile.Options(version, codec, isDictionary, nulls));
      }
    }
  }

  private void assertReadsAll(ParquetTestFile.Options options) throws IOException {
    var file = ParquetTestFile.write(folder.resolve("f.parquet"), options, ROWS, 7);

    var rows =
        TestTask.read(
            TestTask.scan(ParquetFormat.DEFAULT, ParquetTestFile.SCHEMA),
            TestTask.wholeFile(file.path()));

    assertThat(rows).isEqualTo(file.rows());
    Files.delete(file.path());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 100_000})
  void splitsGiveEachRowGroupOnce(long seed) throws IOException {
    var options =
        new ParquetTestFile.Options(
            WriterVersion.PARQUET_1_0, CompressionCodecName.ZSTD, true, 0.2);
    var file = ParquetTestFile.write(folder.resolve("f.parquet"), options, ROWS, seed);
    long bytes = Files.size(file.path());
    var random = new Random(seed);
    var splits = new ArrayList<Split>();
    for (long from = 0; from < bytes; ) {
      long length = Math.min(bytes - from, 1 + random.nextLong(bytes / 3));
      splits.add(TestTask.split(file.path(), from, length));
      from += length;
    }

    var rows =
        TestTask.read(
            TestTask.scan(ParquetFormat.DEFAULT, ParquetTestFile.SCHEMA),
            splits.toArray(Split[]::new));

    assertThat(rows).isEqualTo(file.rows());
  }

  @Test
  void countsRowsWithoutReadingColumns() throws IOException {
    var options =
        new ParquetTestFile.Options(
            WriterVersion.PARQUET_1_0, CompressionCodecName.ZSTD, true, 0.2);
    var file = ParquetTestFile.write(folder.resolve("f.parquet"), options, ROWS, 3);

    var rows =
        TestTask.read(
            TestTask.scan(ParquetFormat.DEFAULT, dev.stint.plan.type.Schema.EMPTY),
            TestTask.wholeFile(file.path()));

    assertThat(rows).hasSize(ROWS).allMatch(List::isEmpty);
  }
}
