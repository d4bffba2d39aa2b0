package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.hash.KeyTable;
import dev.stint.executor.hash.RuntimeFilter;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.scan.Scans;
import dev.stint.executor.scan.TestTask;
import dev.stint.executor.scan.source.KeyFilter;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuntimeFilterScanTest {

  private static final int ROWS = 12_000;

  /// Integers that are spread, in no order.
  private static final int KEY = ParquetTestFile.SCHEMA.names().indexOf("I16");

  private static final ScanNode SCAN = TestTask.scan(ParquetFormat.DEFAULT, ParquetTestFile.SCHEMA);

  @TempDir Path folder;

  private final AtomicLong dropped = new AtomicLong();

  /// Few keys, of which single rows remain, and some more, of which runs of rows do.
  @ParameterizedTest
  @EnumSource(
      value = WriterVersion.class,
      names = {"PARQUET_1_0", "PARQUET_2_0"})
  void givesTheRowsWithTheKeysWhateverTheOtherColumns(WriterVersion version) throws IOException {
    for (boolean isDictionary : new boolean[] {true, false}) {
      for (double nulls : new double[] {0, 0.4}) {
        var file = write(version, isDictionary, nulls);
        for (int oneOf : new int[] {3, 10, 60, 4000}) {
          var keys = keys(file, oneOf);
          dropped.set(0);

          var rows = read(filter(keys, List.of()), KEY, TestTask.wholeFile(file.path()));

          var expected = file.rows().stream().filter(row -> keys.contains(row.get(KEY))).toList();
          assertThat(rows).isEqualTo(expected);
          assertThat(dropped).hasValue(ROWS - expected.size());
        }
      }
    }
  }

  @Test
  void nullIsAKeyWhereTheJoinSaysSo() throws IOException {
    var file = write(WriterVersion.PARQUET_1_0, true, 0.1);
    var keys = Arrays.asList("7", null);

    var rows = read(filter(keys, List.of(0)), KEY, TestTask.wholeFile(file.path()));

    assertThat(rows)
        .isEqualTo(file.rows().stream().filter(row -> keys.contains(row.get(KEY))).toList());
  }

  /// Their look-ups would be the join's over again.
  @Test
  void rowsOfWhichMostHaveAMatchPassUntested() throws IOException {
    var file = write(WriterVersion.PARQUET_1_0, true, 0);
    var keys = new ArrayList<String>();
    for (int key = -32_000; key < 32_768; key++) {
      keys.add(Integer.toString(key));
    }

    var rows = read(filter(keys, List.of()), KEY, TestTask.wholeFile(file.path()));

    assertThat(dropped.get()).isPositive();
    assertThat(rows).hasSizeGreaterThan(ROWS - 1000).hasSize(ROWS - (int) dropped.get());
    assertThat(rows.size())
        .isGreaterThan(
            (int) file.rows().stream().filter(row -> keys.contains(row.get(KEY))).count());
  }

  @Test
  void filterThatStaysEmptyDropsNothing() throws IOException {
    var file = write(WriterVersion.PARQUET_1_0, true, 0.1);

    var rows = read(new RuntimeFilter(1, List.of()), KEY, TestTask.wholeFile(file.path()));

    assertThat(rows).isEqualTo(file.rows());
  }

  /// Nor is a file read that its folder rules out: this one does not exist.
  @Test
  void foldersOfOtherKeysAreNotOpened() throws IOException {
    var file = write(WriterVersion.PARQUET_1_0, true, 0);
    var fields = new ArrayList<>(ParquetTestFile.SCHEMA.fields());
    fields.add(Field.nullable("place", DataType.BIGINT));
    var columns = new Schema(fields);
    var scan =
        new ScanNode(
            0,
            "t",
            ParquetFormat.DEFAULT,
            ParquetTestFile.SCHEMA,
            columns,
            List.of("place"),
            null,
            0);
    var whole = TestTask.wholeFile(file.path());
    var here = new Split(whole.path(), whole.fileBytes(), 0, whole.length(), Map.of("place", "7"));
    var elsewhere = new Split("file:///none", 10, 0, 10, Map.of("place", "8"));
    var filter = filter(List.of("7", "9"), List.of());

    var rows = read(scan, filter, columns.size() - 1, elsewhere, here);

    assertThat(rows).hasSize(ROWS);
  }

  @Test
  void pagesBeyondTheKeysAreNotRead() throws IOException {
    var schema =
        Schema.of(Field.nullable("id", DataType.INT), Field.nullable("s", DataType.STRING));
    var path = SortedFile.write(folder.resolve("sorted.parquet"), ROWS);
    var scan = TestTask.scan(ParquetFormat.DEFAULT, schema);
    var context = TestTask.context();
    var keys = filter(List.of("7000", "7100", "7250"), List.of());
    var filter = new KeyFilter(keys, List.of(0), dropped::addAndGet);

    try (var operator =
        Scans.open(scan, List.of(TestTask.wholeFile(path)), context, List.of(filter))) {
      var rows = RowLists.drain(operator);
      assertThat(rows).extracting(List::getFirst).containsExactly(7_000L, 7_100L, 7_250L);
    }

    assertThat(context.counters().inputRows.sum()).isBetween(251L, 3_000L);
  }

  private ParquetTestFile write(WriterVersion version, boolean isDictionary, double nulls)
      throws IOException {
    var path = folder.resolve("f.parquet");
    Files.deleteIfExists(path);
    var options =
        new ParquetTestFile.Options(version, CompressionCodecName.SNAPPY, isDictionary, nulls);
    return ParquetTestFile.write(path, options, ROWS, 11);
  }

  /// One of so many of those in the file.
  private static Set<String> keys(ParquetTestFile file, int oneOf) {
    var random = new Random(oneOf);
    return file.rows().stream()
        .map(row -> row.get(KEY))
        .filter(key -> key != null && random.nextInt(oneOf) == 0)
        .collect(Collectors.toSet());
  }

  private static RuntimeFilter filter(Iterable<String> keys, List<Integer> nullSafe) {
    var table =
        new KeyTable(
            List.of(PhysicalType.LONG),
            new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "test"));
    var schema = Schema.of(Field.nullable("k", DataType.BIGINT));
    for (var key : keys) {
      var row = Arrays.<Object>asList(key == null ? null : Long.valueOf(key));
      table.findOrAdd(RowLists.batch(schema, List.of(row)), new int[] {0}, new int[1]);
    }
    var filter = new RuntimeFilter(1, nullSafe);
    filter.fill(table);
    return filter;
  }

  private List<List<String>> read(RuntimeFilter filter, int column, Split... splits) {
    return read(SCAN, filter, column, splits);
  }

  private List<List<String>> read(
      ScanNode scan, RuntimeFilter filter, int column, Split... splits) {
    var rows = new ArrayList<List<String>>();
    var keys = new KeyFilter(filter, List.of(column), dropped::addAndGet);
    try (var operator = Scans.open(scan, List.of(splits), TestTask.context(), List.of(keys))) {
      for (var batch = operator.next(); batch != null; batch = operator.next()) {
        rows.addAll(TestTask.texts(batch, scan.schema()));
      }
    }
    return rows;
  }
}
