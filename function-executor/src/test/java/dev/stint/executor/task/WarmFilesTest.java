package dev.stint.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.scan.TestTask;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ForwardingObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one attempt of a process leaves for the next of a file that both read.
class WarmFilesTest {

  private static final int ROWS = 40_000;
  private static final String PATH = "s3://lake/t.parquet";
  private static final Schema SCHEMA = Schema.of(Field.nullable("n", DataType.BIGINT));

  private final Store store = new Store();
  private final TaskRunner runner = new TaskRunner(new FunctionEnvironment(store));

  @TempDir Path folder;

  @Test
  void theNextAttemptAsksForNothing() throws IOException {
    write();

    assertThat(run().metrics().getRequests()).isPositive();
    var second = run();
    assertThat(second).isInstanceOf(TaskResponse.Succeeded.class);
    assertThat(second.metrics().inputRows()).isEqualTo(ROWS);
    assertThat(second.metrics().getRequests()).isZero();
  }

  @Test
  void afterAnAttemptThatFailedAllIsReadAnew() throws IOException {
    write();
    store.damages = true;
    assertThat(run()).isInstanceOf(TaskResponse.Failed.class);
    store.damages = false;

    assertThat(run()).isInstanceOf(TaskResponse.Succeeded.class);
  }

  private TaskResponse run() {
    var info = store.head(PATH).orElseThrow();
    var split = new Split(PATH, info.bytes(), 0, info.bytes(), Map.of(), info.eTag());
    return runner.run(
        Tasks.request(
            TestTask.scan(ParquetFormat.DEFAULT, SCHEMA),
            new StageOutput.UnkeyedExchange(),
            List.of(new TaskInput.Splits(0, List.of(split))),
            "s3://lake/x/1",
            1 << 20,
            1 << 26));
  }

  private void write() throws IOException {
    var schema = MessageTypeParser.parseMessageType("message t { optional int64 n; }");
    var file = folder.resolve("t.parquet");
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withDictionaryEncoding(false)
            .build()) {
      for (int n = 0; n < ROWS; n++) {
        var row = new SimpleGroup(schema);
        row.add("n", (long) n);
        writer.write(row);
      }
    }
    store.write(PATH, Files.readAllBytes(file));
  }

  /// Damages the data that it gives, if it is told to, and not what stands at the file's end.
  private static final class Store extends ForwardingObjectStore {

    private static final int DAMAGED_OFFSET = 1000;

    volatile boolean damages;

    Store() {
      super(new InMemoryObjectStore());
    }

    @Override
    public ExactInputStream open(String path, String eTag, long offset, long length) {
      var stream = super.open(path, eTag, offset, length);
      if (!damages || offset > DAMAGED_OFFSET) {
        return stream;
      }
      try (stream) {
        byte[] bytes = stream.readAllBytes();
        bytes[DAMAGED_OFFSET - (int) offset]++;
        return new ExactInputStream(path, offset, length, new ByteArrayInputStream(bytes), _ -> {});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
