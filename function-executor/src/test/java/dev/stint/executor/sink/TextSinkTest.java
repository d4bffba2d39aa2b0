package dev.stint.executor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.scan.TestTask;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSinkTest {

  @TempDir Path folder;

  private final FileObjectStore store = new FileObjectStore();

  @ParameterizedTest
  @CsvSource({"csv,none", "csv,gzip", "json,none", "json,gzip"})
  void whatIsWrittenIsReadBack(String name, String compression) {
    var format = FileFormat.of(name, Map.of("compression", compression));
    var rows = new RandomRows(9);

    var files = SinkTesting.write(rows, 20_000, sink(format, List.of()), store);

    assertThat(files).hasSize(1);
    assertThat(SinkTesting.read(format, RandomRows.SCHEMA, files, store)).isEqualTo(rows.texts());
  }

  @Test
  void optionsOfCsvRoundTrip() {
    var options = new HashMap<String, String>();
    options.put("escape", "\\");
    options.put("sep", ";");
    options.put("nullValue", "NIL");
    options.put("comment", "#");
    options.put("timestampFormat", "yyyy/MM/dd HH:mm:ss.SSSSSS");
    var format = FileFormat.of("csv", options);
    var rows = new RandomRows(10);

    var files = SinkTesting.write(rows, 5_000, sink(format, List.of()), store);

    assertThat(SinkTesting.read(format, RandomRows.SCHEMA, files, store)).isEqualTo(rows.texts());
  }

  @Test
  void csvIsQuotedWhereItMustBe() throws IOException {
    var schema = Schema.of(Field.nullable("a,b", DataType.STRING));

    assertThat(written("csv", schema, strings("", "x\"y", null, "1,2", "plain", " ")))
        .isEqualTo("\"a,b\"\n\"\"\n\"x\"\"y\"\n\n\"1,2\"\nplain\n\" \"\n");
  }

  @Test
  void jsonIsEscapedAndLeavesNullsOut() throws IOException {
    var schema =
        Schema.of(Field.nullable("s", DataType.STRING), Field.nullable("t", DataType.TIMESTAMP));
    var batch =
        new Batch(
            3,
            List.of(
                strings("a\"\n\u0001", null, "ü").column(0),
                new LongVector(
                    3, new long[] {1_500_000, 0, 0}, new boolean[] {false, true, true})));

    assertThat(written("json", schema, batch))
        .isEqualTo(
            "{\"s\":\"a\\\"\\n\\u0001\",\"t\":\"1970-01-01T00:00:01.5Z\"}\n{}\n{\"s\":\"ü\"}\n");
  }

  @Test
  void partitionsAreFoldersAndTheirColumnsAreNotInTheFiles() throws IOException {
    var schema =
        Schema.of(
            Field.nullable("kind", DataType.STRING),
            Field.nullable("id", DataType.INT),
            Field.nullable("day", DataType.DATE));
    var kinds = strings("a/b", "", null, "a/b").column(0);
    var ids = new LongVector(4, new long[] {1, 2, 3, 4}, null);
    var days = new LongVector(4, new long[] {0, 0, 0, 0}, null);
    var context = TestTask.context(store, 3);
    var output = sink(FileFormat.of("csv", Map.of()), List.of(0, 2));
    try (var sink = FileSinks.open(output, schema, context)) {
      sink.write(new Batch(4, List.of(kinds, ids, days)));
      var files = ((TaskOutput.Files) sink.finish()).files();
      files.forEach(f -> store.completeUpload(f.path(), f.uploadId(), f.partETags()));

      var base = TestTask.path(folder) + "/";
      assertThat(files.stream().map(file -> file.path().substring(base.length())))
          .containsExactlyInAnyOrder(
              "kind=a%2Fb/day=1970-01-01/part-00003-0-run1-0.csv",
              "kind=__HIVE_DEFAULT_PARTITION__/day=1970-01-01/part-00003-0-run1-1.csv");
      assertThat(Files.readString(folder.resolve(files.getFirst().path().substring(base.length()))))
          .isIn("id\n1\n4\n", "id\n2\n3\n");
    }
  }

  private String written(String format, Schema schema, Batch batch) throws IOException {
    var output = sink(FileFormat.of(format, Map.of()), List.of());
    try (var sink = FileSinks.open(output, schema, TestTask.context(store, 0))) {
      sink.write(batch);
      var file = ((TaskOutput.Files) sink.finish()).files().getFirst();
      store.completeUpload(file.path(), file.uploadId(), file.partETags());
      return Files.readString(Path.of(file.path().substring("file://".length())));
    }
  }

  private static Batch strings(String... texts) {
    int[] starts = new int[texts.length];
    int[] lengths = new int[texts.length];
    boolean[] nulls = new boolean[texts.length];
    var data = new StringBuilder();
    for (int row = 0; row < texts.length; row++) {
      starts[row] = data.toString().getBytes(StandardCharsets.UTF_8).length;
      nulls[row] = texts[row] == null;
      data.append(nulls[row] ? "" : texts[row]);
      lengths[row] = data.toString().getBytes(StandardCharsets.UTF_8).length - starts[row];
    }
    byte[] bytes = data.toString().getBytes(StandardCharsets.UTF_8);
    return new Batch(
        texts.length, List.of(new BytesVector(texts.length, bytes, starts, lengths, nulls)));
  }

  private StageOutput.FileSink sink(FileFormat format, List<Integer> partitions) {
    return new StageOutput.FileSink(
        format, TestTask.path(folder), WriteMode.APPEND, partitions, 1 << 30);
  }
}
