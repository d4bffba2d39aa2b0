package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.scan.TestTask;
import dev.stint.plan.format.ParquetFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of writers that count a column chunk's bytes without the header of its dictionary page, as
/// Parquet's own once did. Parquet's reader allows for it.
class ShortChunksTest {

  private static final int TRAILER_BYTES = 8;

  @TempDir Path folder;

  /// A header takes 13 to 19 bytes. The chunk is the row group's last: there is nothing behind it
  /// that tells where it ends.
  @ParameterizedTest
  @ValueSource(ints = {13, 16, 19})
  void aChunkThatMissesItsDictionarysHeaderIsRead(int missing) throws IOException {
    var options =
        new ParquetTestFile.Options(
            WriterVersion.PARQUET_1_0, CompressionCodecName.SNAPPY, true, 0.1);
    var file = ParquetTestFile.write(folder.resolve("f.parquet"), options, 3_000, 7);

    shorten(file.path(), bytes -> bytes - missing);

    assertThat(
            TestTask.read(
                TestTask.scan(ParquetFormat.DEFAULT, ParquetTestFile.SCHEMA),
                TestTask.wholeFile(file.path())))
        .isEqualTo(file.rows());
  }

  private static void shorten(Path path, LongUnaryOperator bytesOfChunk) throws IOException {
    byte[] file = Files.readAllBytes(path);
    int length =
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TRAILER_BYTES);
    int start = file.length - TRAILER_BYTES - length;
    var footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
    for (var group : footer.getRow_groups()) {
      for (var chunk : List.of(group.getColumns().getLast())) {
        var data = chunk.getMeta_data();
        if (data.isSetDictionary_page_offset()) {
          data.setTotal_compressed_size(bytesOfChunk.applyAsLong(data.getTotal_compressed_size()));
        }
      }
    }
    Files.write(path, withFooter(Arrays.copyOf(file, start), footer));
  }

  private static byte[] withFooter(byte[] pages, FileMetaData footer) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(pages);
    Util.writeFileMetaData(footer, out);
    var trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt(out.size() - pages.length).put("PAR1".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(trailer.array());
    return out.toByteArray();
  }
}
