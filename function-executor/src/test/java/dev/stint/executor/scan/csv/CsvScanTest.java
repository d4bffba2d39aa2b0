package dev.stint.executor.scan.csv;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.scan.TestTask;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvScanTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("id", DataType.INT),
          Field.nullable("name", DataType.STRING),
          Field.nullable("price", DataType.decimal(8, 2)));

  private static final Schema WITH_CORRUPT =
      new Schema(
          List.of(
              SCHEMA.field(0),
              SCHEMA.field(1),
              SCHEMA.field(2),
              Field.nullable("_corrupt_record", DataType.STRING)));

  @TempDir Path folder;

  @Test
  void cellsAreFoundByTheNamesInTheHeader() throws IOException {
    var file = file("PRICE,extra,name,id\n1.5,x,a,1\n2.25,y,b,2\n");

    assertThat(inferred(file))
        .containsExactly(List.of("1", "a", "1.50"), List.of("2", "b", "2.25"));
  }

  @Test
  void withoutHeaderCellsAreFoundByPosition() throws IOException {
    var file = file("1,a,1.5\n2,b,2\n");

    assertThat(read(Map.of("header", "false"), SCHEMA, file))
        .containsExactly(List.of("1", "a", "1.50"), List.of("2", "b", "2.00"));
  }

  @Test
  void emptyIsNullAndQuotedEmptyIsText() throws IOException {
    var file = file("id,name,price\n1,,\n2,\"\",\"\"\n");

    assertThat(read(Map.of(), SCHEMA, file))
        .containsExactly(asList("1", null, null), asList("2", "", null));
  }

  @Test
  void nullValueIsNull() throws IOException {
    var file = file("id,name,price\n1,NA,NA\n2,N,1\n");

    assertThat(read(Map.of("nullValue", "NA"), SCHEMA, file))
        .containsExactly(asList("1", null, null), asList("2", "N", "1.00"));
  }

  @Test
  void quotesHoldSeparatorsAndDoubledQuotes() throws IOException {
    var file = file("id,name,price\n1,\"a,\"\"b\"\"\",1\n");

    assertThat(read(Map.of(), SCHEMA, file)).containsExactly(List.of("1", "a,\"b\"", "1.00"));
  }

  @Test
  void anEscapeCharacterTakesTheMeaningFromQuotes() throws IOException {
    var file = file("id,name,price\n1,\"a\\\"b\\\\\",1\n2,c\\\"d\\e,2\n");

    assertThat(read(Map.of("escape", "\\"), SCHEMA, file))
        .containsExactly(List.of("1", "a\"b\\", "1.00"), List.of("2", "c\\\"d\\e", "2.00"));
  }

  @Test
  void commentsBlankLinesAndMarksAreNoRecords() throws IOException {
    var file = file("\ufeff# about\nid,name,price\r\n\r\n1,ä,1\r\n# more\r\n2,b,2");

    assertThat(read(Map.of("comment", "#"), SCHEMA, file))
        .containsExactly(List.of("1", "ä", "1.00"), List.of("2", "b", "2.00"));
  }

  @Test
  void blanksAreTrimmedWhenAsked() throws IOException {
    var file = file("id, name ,price\n 1 , a ,1\n2, \" b \" ,2\n");

    var options = Map.of("ignoreLeadingWhiteSpace", "true", "ignoreTrailingWhiteSpace", "true");
    assertThat(read(options, SCHEMA, file))
        .containsExactly(List.of("1", "a", "1.00"), List.of("2", " b ", "2.00"));
  }

  @Test
  void separatorsMayHaveSeveralBytes() throws IOException {
    var file = file("id§name§price\n1§a§1\n");

    assertThat(read(Map.of("sep", "§"), SCHEMA, file)).containsExactly(List.of("1", "a", "1.00"));
    assertThat(read(Map.of("sep", "\t"), SCHEMA, file("id\tname\tprice\n1\ta\t1\n")))
        .containsExactly(List.of("1", "a", "1.00"));
  }

  @Test
  void textBehindAClosingQuoteIsTheFieldsAsItStands() throws IOException {
    for (var sep : List.of(",", "::")) {
      var text = "id,name,price\n1,\"a\"b,1\n2,b,2\n".replace(",", sep);
      assertThat(read(Map.of("sep", sep), WITH_CORRUPT, file(text)))
          .containsExactly(asList("1", "\"a\"b", "1.00", null), asList("2", "b", "2.00", null));
    }
  }

  @Test
  void quotesMayBeSwitchedOff() throws IOException {
    var file = file("id,name,price\n1,\"a,1\n");

    assertThat(read(Map.of("quote", ""), SCHEMA, file))
        .containsExactly(List.of("1", "\"a", "1.00"));
  }

  @Test
  void patternsAreFollowed() throws IOException {
    var schema =
        Schema.of(Field.nullable("d", DataType.DATE), Field.nullable("t", DataType.TIMESTAMP_NTZ));
    var file = file("d,t\n31.12.2020,31.12.2020 23:59\nx,y\n");

    var options = Map.of("dateFormat", "dd.MM.yyyy", "timestampFormat", "dd.MM.yyyy HH:mm");
    assertThat(read(options, schema, file))
        .containsExactly(List.of("2020-12-31", "2020-12-31 23:59:00"), asList(null, null));
  }

  @Test
  void permissiveKeepsWhatFitsAndTheRecord() throws IOException {
    var file = file("id,name,price\n1,a,1\nx,b,2\n3,c\n4,d,4,5\n");

    assertThat(read(Map.of(), WITH_CORRUPT, file))
        .containsExactly(
            asList("1", "a", "1.00", null),
            asList(null, "b", "2.00", "x,b,2"),
            asList("3", "c", null, "3,c"),
            asList("4", "d", "4.00", "4,d,4,5"));
  }

  @Test
  void dropMalformedDropsThem() throws IOException {
    var file = file("id,name,price\n1,a,1\nx,b,2\n3,c\n4,d,4,5\n5,e,5\n");

    assertThat(read(Map.of("mode", "DROPMALFORMED"), SCHEMA, file))
        .containsExactly(List.of("1", "a", "1.00"), List.of("5", "e", "5.00"));
  }

  @Test
  void failFastNamesTheValue() throws IOException {
    var file = file("id,name,price\n1,a,1\n2,b,2x\n");

    assertThatThrownBy(() -> read(Map.of("mode", "FAILFAST"), SCHEMA, file))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageContaining(TestTask.path(file))
        .hasMessageContaining("byte 20")
        .hasMessageContaining("'price': '2x' is no decimal(8,2)");
  }

  @Test
  void failFastShowsARecordWithTooFewFields() throws IOException {
    var file = file("id,name,price\n1,a\n");

    assertThatThrownBy(() -> read(Map.of("mode", "FAILFAST"), SCHEMA, file))
        .hasMessageContaining("line 2 (byte 14): the record is malformed: 1,a");
  }

  @Test
  void aLineIsARecordWhateverItsQuotesSay() throws IOException {
    var file = file("id,name,price\n1,\"a,1\n2,b,2\n3,\"c\n4,d,4\n");

    assertThat(read(Map.of(), SCHEMA, file))
        .containsExactly(
            asList("1", "a,1", null),
            asList("2", "b", "2.00"),
            asList("3", "c", null),
            asList("4", "d", "4.00"));
  }

  @Test
  void withMultiLineQuotesHoldLineEnds() throws IOException {
    var file = file("id,name,price\n1,\"a\nb\r\nc\",1\nx,\"d\n\",2\n");

    assertThat(read(Map.of("multiLine", "true"), WITH_CORRUPT, file))
        .containsExactly(
            asList("1", "a\nb\r\nc", "1.00", null), asList(null, "d\n", "2.00", "x,\"d\n\",2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,name,price\n1,a,1\n22,\"b,b\",2\n3,\"c\n4,,4\n\n5,e,5\n",
        "id,name,price\r\n1,a,1\r\n22,b,2\r\n3,c,3",
        "id,name,price\r1,a,1\r22,b,2\r3,c,3\r",
        "\ufeffid,name,price\n1,a,1",
        "id,name,price\n1,\"a\"b,1\n2,\"b\n3\"c,\"3\n4,d,4\n"
      })
  void splitsAtAnyByteGiveEachRecordOnce(String text) throws IOException {
    var file = file(text);
    var whole = read(Map.of(), SCHEMA, file);
    assertThat(whole).isNotEmpty();
    long bytes = Files.size(file);

    for (long first = 1; first < bytes; first++) {
      for (long second = first; second < bytes; second++) {
        assertThat(
                read(
                    Map.of(),
                    SCHEMA,
                    TestTask.split(file, 0, first),
                    TestTask.split(file, first, second - first),
                    TestTask.split(file, second, bytes - second)))
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void manyBlocksGiveAllRecords() throws IOException {
    var text = new StringBuilder("id,name,price\n");
    var expected = new ArrayList<List<String>>();
    for (int i = 0; i < 700_000; i++) {
      text.append(i).append(",name ").append(i % 100).append(',').append(i % 7).append("\n");
      expected.add(List.of("" + i, "name " + i % 100, i % 7 + ".00"));
    }
    var file = file(text.toString());
    long bytes = Files.size(file);

    assertThat(read(Map.of(), SCHEMA, file)).isEqualTo(expected);
    assertThat(
            read(
                Map.of(),
                SCHEMA,
                TestTask.split(file, 0, 9_000_000),
                TestTask.split(file, 9_000_000, bytes - 9_000_000)))
        .isEqualTo(expected);
  }

  @Test
  void gzipIsReadWhole() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("id,name,price\n1,a,1\n2,b,2\n".getBytes(StandardCharsets.UTF_8));
    }
    var file = folder.resolve("f.csv.gz");
    Files.write(file, bytes.toByteArray());

    assertThat(read(Map.of(), SCHEMA, file))
        .containsExactly(List.of("1", "a", "1.00"), List.of("2", "b", "2.00"));
    Files.write(file, java.util.Arrays.copyOf(bytes.toByteArray(), 30));
    assertThatThrownBy(() -> read(Map.of(), SCHEMA, file))
        .hasMessageContaining("f.csv.gz: the data is corrupt or truncated");
  }

  @Test
  void everyMemberOfAGzipFileIsRead() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var expected = new ArrayList<List<String>>();
    for (int member = 0; member < 300; member++) {
      try (var gzip = new GZIPOutputStream(bytes)) {
        var text = new StringBuilder(member == 0 ? "id,name,price\n" : "");
        for (int line = 0; line < member; line++) {
          text.append(member).append(",n").append(line * 7919).append(",1\n");
          expected.add(List.of("" + member, "n" + line * 7919, "1.00"));
        }
        gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    var file = folder.resolve("members.csv.gz");
    Files.write(file, bytes.toByteArray());

    assertThat(read(Map.of(), SCHEMA, file)).isEqualTo(expected);
  }

  @Test
  void filesWithoutRecordsGiveNone() throws IOException {
    assertThat(read(Map.of(), SCHEMA, file(""))).isEmpty();
    assertThat(read(Map.of(), SCHEMA, file("id,name,price"))).isEmpty();
    assertThat(read(Map.of(), SCHEMA, file("id,name,price\n\n"))).isEmpty();
  }

  @Test
  void aColumnThatTheFileDoesNotHaveIsNull() throws IOException {
    assertThat(inferred(file("id,price\n1,2\n"))).containsExactly(asList("1", null, "2.00"));
  }

  @Test
  void aMissingFileIsNamed() {
    var split = new Split("file:///no/such.csv", 10, 0, 10, Map.of());

    assertThatThrownBy(() -> read(Map.of(), SCHEMA, split))
        .hasMessageContaining("file:///no/such.csv: there is no such file");
  }

  @Test
  void partitionColumnsComeFromTheSplit() throws IOException {
    var file = file("id,name,price\n1,a,1\n");
    var columns =
        Schema.of(
            SCHEMA.field(0),
            Field.nullable("day", DataType.DATE),
            Field.nullable("kind", DataType.STRING));
    var scan =
        new dev.stint.plan.node.ScanNode(
            0, "t", CsvFormat.DEFAULT, SCHEMA, columns, List.of("day", "kind"), null, 0);
    var split =
        new Split(
            TestTask.path(file),
            Files.size(file),
            0,
            Files.size(file),
            Map.of("day", "2024-02-29"));

    assertThat(TestTask.read(scan, split)).containsExactly(asList("1", "2024-02-29", null));
  }

  private Path file(String text) throws IOException {
    var file = Files.createTempFile(folder, "f", ".csv");
    Files.writeString(file, text);
    return file;
  }

  /// Of a table whose columns come from headers.
  private static List<List<String>> inferred(Path file) {
    var scan = TestTask.scan(CsvFormat.DEFAULT.inferred(), SCHEMA);
    return TestTask.read(scan, TestTask.wholeFile(file));
  }

  private static List<List<String>> read(Map<String, String> options, Schema schema, Path file) {
    return read(options, schema, TestTask.wholeFile(file));
  }

  private static List<List<String>> read(
      Map<String, String> options, Schema schema, Split... splits) {
    return TestTask.read(TestTask.scan(FileFormat.of("csv", options), schema), splits);
  }
}
