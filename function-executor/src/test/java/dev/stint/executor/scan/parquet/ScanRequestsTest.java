package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.TaskCounters;
import dev.stint.executor.scan.Scans;
import dev.stint.executor.scan.TestTask;
import dev.stint.executor.scan.warm.WarmFiles;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a scan asks of the object store: of a file in many row groups of a column of numbers, one
/// of a few words and one of noise between them that nobody reads.
class ScanRequestsTest {

  private static final int ROWS = 60_000;
  private static final String PATH = "s3://lake/t.parquet";
  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("id", DataType.BIGINT),
          Field.nullable("noise", DataType.STRING),
          Field.nullable("word", DataType.STRING));
  private static final Schema READ = Schema.of(SCHEMA.field(0), SCHEMA.field(2));

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RequestCounts counts = new RequestCounts();

  @TempDir Path folder;

  @Test
  void rowGroupsShareRequests() throws IOException {
    write(2_000, 10);

    assertThat(TestTask.read(scan(null), context(1 << 30), split())).hasSize(ROWS);

    // The footer, and what lies before it in requests of up to 8 MiB.
    assertThat(counts.gets.sum())
        .isLessThanOrEqualTo(1 + 1 + fileBytes() / ReadAhead.MAX_REQUEST_BYTES);
  }

  @Test
  void dictionariesOfSmallRowGroupsAreNotAskedFor() throws IOException {
    write(2_000, 10);

    var rows = TestTask.read(scan(isWord(1, "w3x")), context(1 << 30), split());

    assertThat(rows).isEmpty();
    // That of the footer and the page indexes before it; more would be dictionaries.
    assertThat(counts.gets.sum())
        .isLessThanOrEqualTo(2 + fileBytes() / ReadAhead.MAX_REQUEST_BYTES);
  }

  /// So large are row groups whose data costs more than the question whether they are wanted.
  @Test
  void dictionariesOfLargeRowGroupsAreAskedForAllAtOnce() throws IOException {
    write(ROWS / 2, 400);

    assertThat(TestTask.read(scan(SCHEMA, isWord(2, "w3")), context(1 << 30), split()))
        .hasSize(ROWS / 5);
    long all = counts.readBytes.sumThenReset();
    assertThat(TestTask.read(scan(SCHEMA, isWord(2, "w3x")), context(1 << 30), split())).isEmpty();

    assertThat(counts.readBytes.sum()).isLessThan(all / 4);
  }

  @Test
  void littleMemoryTakesMoreRequestsButGivesTheSameRows() throws IOException {
    write(2_000, 10);
    var all = TestTask.read(scan(null), context(1 << 30), split());
    long few = counts.gets.sumThenReset();

    var context = context(1 << 20);
    assertThat(TestTask.read(scan(null), context, split())).isEqualTo(all);

    assertThat(counts.gets.sum()).isGreaterThan(few);
    assertThat(context.memory().reservedBytes()).isZero();
    assertThat(context.memory().peakBytes()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void withoutMemoryForPageIndexesTheyAreReadOneByOne() throws IOException {
    write(200, 10);
    var all = TestTask.read(scan(isWord(1, "w3")), context(1 << 30), split());
    long few = counts.gets.sumThenReset();

    var context = context(96 << 10);
    assertThat(TestTask.read(scan(isWord(1, "w3")), context, split())).isEqualTo(all);

    assertThat(counts.gets.sum()).isGreaterThan(few);
    assertThat(context.memory().reservedBytes()).isZero();
  }

  @Test
  void aScanThatIsClosedEarlyGivesItsMemoryBack() throws IOException {
    write(2_000, 10);
    var context = context(1 << 30);

    try (var operator = Scans.open(scan(null), List.of(split()), context)) {
      assertThat(operator.next()).isNotNull();
    }

    assertThat(context.memory().reservedBytes()).isZero();
    assertThat(store.streams().open()).isZero();
  }

  @Test
  void whatAProcessHasReadItAsksForNoMore() throws IOException {
    write(2_000, 10);
    var files = new WarmFiles();
    var all = TestTask.read(scan(null), context(1 << 30, files), split());
    counts.gets.reset();

    assertThat(TestTask.read(scan(null), context(1 << 30, files), split())).isEqualTo(all);
    assertThat(counts.gets.sum()).isZero();
    assertThat(TestTask.read(scan(isWord(1, "w3")), context(1 << 30, files), split()))
        .hasSize(ROWS / 5);
  }

  /// The reader wants neighbouring columns as one, of which the process has some.
  @Test
  void onlyNewColumnsAreAskedFor() throws IOException {
    write(ROWS / 2, 400);
    var files = new WarmFiles();
    TestTask.read(scan(null), context(1 << 30, files), split());
    long first = counts.readBytes.sumThenReset();
    var all = TestTask.read(scan(SCHEMA, null), context(1 << 30, files), split());
    long second = counts.readBytes.sum();

    // Beside what is read with the footer.
    assertThat(first + second).isLessThanOrEqualTo(fileBytes() + (64 << 10));
    assertThat(all).isEqualTo(TestTask.read(scan(SCHEMA, null), context(1 << 30), split()));
  }

  @Test
  void ofAReplacedFileAProcessGivesOnlyWhatItReadBefore() throws IOException {
    var files = new WarmFiles();
    write(ROWS / 2, 400);
    var old = split();
    var oldRows = TestTask.read(scan(null), context(1 << 30, files), old);
    write(3_000, 12);

    assertThat(TestTask.read(scan(null), context(1 << 30, files), split())).hasSize(ROWS);
    assertThat(TestTask.read(scan(null), context(1 << 30, files), old)).isEqualTo(oldRows);
    assertThatThrownBy(() -> TestTask.read(scan(SCHEMA, null), context(1 << 30, files), old))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageContaining(PATH + " was replaced");
  }

  @Test
  void anotherVersionIsNotRead() throws IOException {
    write(2_000, 10);
    var split = split();
    store.write(PATH, "something else".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> TestTask.read(scan(null), context(1 << 30), split))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageContaining(PATH + " was replaced");
  }

  private long fileBytes() {
    return store.peek(PATH).length;
  }

  private void write(int rowGroupRows, int noiseBytes) throws IOException {
    var schema =
        MessageTypeParser.parseMessageType(
            """
            message t {
              optional int64 id;
              optional binary noise (STRING);
              optional binary word (STRING);
            }\
            """);
    var file = folder.resolve("t.parquet");
    Files.deleteIfExists(file);
    var random = new Random(3);
    byte[] noise = new byte[noiseBytes / 2];
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withPageRowCountLimit(1_000)
            .withRowGroupSize(1L << 30)
            .withRowGroupRowCountLimit(rowGroupRows)
            .withDictionaryEncoding("noise", false)
            .build()) {
      for (int id = 0; id < ROWS; id++) {
        random.nextBytes(noise);
        var row = new SimpleGroup(schema);
        row.add("id", (long) id * 7919 % ROWS);
        row.add("noise", HexFormat.of().formatHex(noise));
        row.add("word", "w" + id % 5);
        writer.write(row);
      }
    }
    store.write(PATH, Files.readAllBytes(file));
  }

  private Split split() {
    var info = store.head(PATH).orElseThrow();
    return new Split(PATH, info.bytes(), 0, info.bytes(), Map.of(), info.eTag());
  }

  private TaskContext context(long memoryBytes) {
    return context(memoryBytes, new WarmFiles());
  }

  private TaskContext context(long memoryBytes, WarmFiles files) {
    var request = TestTask.context().request();
    return new TaskContext(
        request,
        new CountingObjectStore(store, counts),
        new MemoryBudget(memoryBytes),
        new TaskCounters(),
        files);
  }

  private static Expression isWord(int column, String word) {
    return Call.of(
        ScalarFunction.EQUAL,
        DataType.BOOLEAN,
        new ColumnRef(column, DataType.STRING),
        Literal.ofString(word));
  }

  private static ScanNode scan(Expression filter) {
    return scan(READ, filter);
  }

  private static ScanNode scan(Schema columns, Expression filter) {
    return TestTask.scan(ParquetFormat.DEFAULT, SCHEMA, columns, filter);
  }
}
