package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Footers with bytes changed by seed. Whatever they say then, a table is opened, or its user is
/// told which file is damaged.
class DamagedFootersTest {

  private static final int TRAILER_BYTES = 8;
  private static final int ROUNDS = 3000;

  @TempDir private Path folder;

  @Test
  void noDamageIsTakenForABug() throws IOException {
    byte[] intact = Files.readAllBytes(write());
    int footerBytes =
        ByteBuffer.wrap(intact)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt(intact.length - TRAILER_BYTES);
    var random = new Random(25);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = intact.clone();
      for (int i = 0; i <= round % 3; i++) {
        int place = intact.length - 1 - random.nextInt(footerBytes + TRAILER_BYTES);
        damaged[place] = (byte) random.nextInt();
      }
      Files.write(folder.resolve("f.parquet"), damaged);
      refused += isRefused(round) ? 1 : 0;
    }
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
  }

  private boolean isRefused(int round) {
    var source =
        new TableSource("t", folder.resolve("f.parquet").toString(), "parquet", Map.of(), null);
    TextSampler none =
        (path, _, _) -> {
          throw new IllegalStateException("not text: " + path);
        };
    try {
      new FileCatalog(List.of(source), new Configuration(false), none, _ -> "").find("t");
      return false;
    } catch (StintException e) {
      assertThat(e.kind()).as("round %d: %s", round, e.getMessage()).isEqualTo(FailureKind.USER);
      assertThat(e.getMessage()).contains("f.parquet");
      return true;
    }
  }

  private Path write() throws IOException {
    var file = folder.resolve("intact.parquet");
    var type =
        MessageTypeParser.parseMessageType(
            """
            message m {
              required int64 id;
              optional double x;
              optional binary name (STRING);
              optional binary amount (DECIMAL(20,2));
              optional int32 day (DATE);
              optional int64 time (TIMESTAMP(MICROS,true));
            }\
            """);
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(type)
            .withRowGroupSize(2000L)
            .build()) {
      var rows = new SimpleGroupFactory(type);
      for (int i = 0; i < 300; i++) {
        var row = rows.newGroup().append("id", (long) i).append("x", i / 3.0);
        row.append("name", "n" + i % 7).append("day", i).append("time", i * 1000L);
        row.add("amount", Binary.fromConstantByteArray(new byte[] {(byte) i, 1}));
        writer.write(row);
      }
    }
    return file;
  }
}
