package dev.stint.executor.scan.json;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.scan.TestTask;
import dev.stint.executor.scan.TextSamples;
import dev.stint.executor.scan.source.TextSample.Cell;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonScanTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("id", DataType.BIGINT),
          Field.nullable("name", DataType.STRING),
          Field.nullable("at", DataType.TIMESTAMP),
          Field.nullable("_corrupt_record", DataType.STRING));

  private static final Schema PLAIN = new Schema(SCHEMA.fields().subList(0, 3));

  @TempDir Path folder;

  @Test
  void fieldsAreFoundByName() throws IOException {
    var file =
        file(
            """
            {"name":"a\\u00e4\\n","extra":[1,{"x":2}],"id":1,"at":"2024-02-29T12:00:00Z"}

            {"ID":2}
            {"id":null,"name":""}
            """);

    assertThat(read(Map.of(), PLAIN, TestTask.wholeFile(file)))
        .containsExactly(
            asList("1", "aä\n", "2024-02-29 12:00:00"),
            asList("2", null, null),
            asList(null, "", null));
  }

  @Test
  void nestedValuesAndNumbersAreTextWhereTextIsWanted() throws IOException {
    var file = file("{\"name\":{\"a\": [1,2]}}\n{\"name\":[\"ü\",{}],\"id\":3}\n{\"name\":1.50}\n");

    assertThat(read(Map.of(), PLAIN, TestTask.wholeFile(file)))
        .containsExactly(
            asList(null, "{\"a\": [1,2]}", null),
            asList("3", "[\"ü\",{}]", null),
            asList(null, "1.50", null));
  }

  @Test
  void permissiveKeepsTheRecord() throws IOException {
    var file = file("{\"id\":\"x\",\"name\":\"a\"}\n{\"id\":1,\n[1]\n{\"id\":2} 3\n{\"id\":4}\n");

    assertThat(read(Map.of(), SCHEMA, TestTask.wholeFile(file)))
        .containsExactly(
            asList(null, "a", null, "{\"id\":\"x\",\"name\":\"a\"}"),
            asList(null, null, null, "{\"id\":1,"),
            asList(null, null, null, "[1]"),
            asList("2", null, null, null),
            asList("4", null, null, null));
  }

  @Test
  void otherModesDropOrFail() throws IOException {
    var split =
        TestTask.wholeFile(file("{\"id\":1}\n{\"id\":true}\n{\"id\":99999999999999999999}\n"));

    assertThat(read(Map.of("mode", "DROPMALFORMED"), PLAIN, split))
        .containsExactly(asList("1", null, null));
    assertThatThrownBy(() -> read(Map.of("mode", "FAILFAST"), PLAIN, split))
        .hasMessageContaining("line 2 (byte 9), column 'id': 'true' is no bigint");
  }

  @Test
  void splitsAtAnyByteGiveEachRecordOnce() throws IOException {
    var file = file("{\"id\":1}\r\n\n{\"id\":22,\"name\":\"\\n\"}\n{\"id\":3}");
    var whole = read(Map.of(), PLAIN, TestTask.wholeFile(file));
    assertThat(whole).hasSize(3);
    long bytes = Files.size(file);

    for (long border = 1; border < bytes; border++) {
      var first = TestTask.split(file, 0, border);
      var second = TestTask.split(file, border, bytes - border);
      assertThat(read(Map.of(), PLAIN, first, second)).isEqualTo(whole);
    }
  }

  @Test
  void gzipIsReadWhole() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"id\":1}\n{\"id\":2}\n".getBytes(StandardCharsets.UTF_8));
    }
    var file = folder.resolve("f.json.gz");
    Files.write(file, bytes.toByteArray());

    assertThat(read(Map.of(), PLAIN, TestTask.wholeFile(file)))
        .containsExactly(asList("1", null, null), asList("2", null, null));
  }

  @Test
  void samplesShowEveryFieldSeen() throws IOException {
    var file = file("{\"b\":1,\"a\":\"x\"}\nnonsense\n{\"c\":{\"d\":1},\"a\":null}\n");

    var sample =
        TextSamples.sample(JsonFormat.DEFAULT, TestTask.path(file), 10, new Configuration(false));

    assertThat(sample.columns()).containsExactly("b", "a", "c", "_corrupt_record");
    assertThat(sample.records())
        .containsExactly(
            asList(new Cell("1", false), new Cell("x", true), null, null),
            asList(null, null, new Cell("{\"d\":1}", true), null));
  }

  private Path file(String text) throws IOException {
    var file = Files.createTempFile(folder, "f", ".json");
    Files.writeString(file, text);
    return file;
  }

  private static List<List<String>> read(
      Map<String, String> options, Schema schema, Split... splits) {
    return TestTask.read(TestTask.scan(FileFormat.of("json", options), schema), splits);
  }
}
