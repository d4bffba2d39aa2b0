package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.SchemaText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCatalogTest {

  @TempDir Path folder;

  @Test
  void hiddenAndEmptyFilesAreNotRead() throws IOException {
    writeText("trips/a.csv", "id,city\n1,Rome\n");
    writeText("trips/_SUCCESS", "{}");
    writeText("trips/.part.crc", "x");
    writeText("trips/_temporary/b.csv", "nonsense");
    writeText("trips/empty.csv", "");

    var table = table("trips", null);

    assertThat(table.splits()).extracting(Split::path).containsExactly(uri("trips/a.csv"));
    assertThat(table.schema())
        .isEqualTo(
            Schema.of(
                Field.nullable("id", DataType.BIGINT), Field.nullable("city", DataType.STRING)));
  }

  @Test
  void partitionFoldersBecomeTypedColumns() throws IOException {
    writeText("t/month=1/zone=a%2Fb/x.csv", "id\n1\n");
    writeText("t/month=2/zone=__HIVE_DEFAULT_PARTITION__/x.csv", "id\n2\n");

    var table = table("t", null);

    assertThat(table.partitionFields())
        .containsExactly(
            Field.nullable("month", DataType.INT), Field.nullable("zone", DataType.STRING));
    assertThat(table.splits().getFirst().partitionValues())
        .containsEntry("month", "1")
        .containsEntry("zone", "a/b");
    assertThat(table.splits().getLast().partitionValues()).doesNotContainKey("zone");
  }

  @Test
  void globKeepsThePartitionsItsWildcardNames() throws IOException {
    writeText("t/day=2024-01-01/x.csv", "id\n1\n");
    writeText("t/day=2024-01-02/x.csv", "id\n2\n");
    writeText("t/other/x.csv", "id\n3\n");

    var table = table("t/day=*", null);

    assertThat(table.partitionFields()).containsExactly(Field.nullable("day", DataType.DATE));
    assertThat(table.splits()).hasSize(2);
  }

  @Test
  void foldersThatContradictEachOtherAreShown() throws IOException {
    writeText("t/month=1/x.csv", "id\n1\n");
    writeText("t/year=2/x.csv", "id\n2\n");

    assertThatThrownBy(() -> table("t", null))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("month=1/x.csv has [month]")
        .hasMessageContaining("year=2/x.csv has [year]");
  }

  @Test
  void aTableThatListsItsFilesHasThemAndNoOthers() throws IOException {
    writeText("t/month=1/a [1]*{x}?.csv", "id\n1\n");
    writeText("t/month=2/_b+c%20 ü.csv", "id\n2\n");
    writeText("t/month=3/other.csv", "id\n3\n");
    writeText("t/month=4/empty.csv", "");

    var source =
        TableSource.at("t", folder.resolve("t").toString())
            .withFiles(
                List.of(
                    uri("t/month=2/_b+c%20 ü.csv"),
                    uri("t/month=1/a [1]*{x}?.csv"),
                    uri("t/month=4/empty.csv")));
    var table = catalog(List.of(source)).find("t").orElseThrow();

    assertThat(table.splits())
        .extracting(split -> split.path())
        .containsExactly(uri("t/month=1/a [1]*{x}?.csv"), uri("t/month=2/_b+c%20 ü.csv"));
    assertThat(table.partitionFields()).containsExactly(Field.nullable("month", DataType.INT));
  }

  @Test
  void aListedFileThatIsNotThereIsNamed() {
    var source = TableSource.at("t", "nowhere/").withFiles(List.of(uri("t/gone.csv")));

    assertThatThrownBy(() -> catalog(List.of(source)).find("t"))
        .isInstanceOf(StintException.class)
        .hasMessage("there is no file at " + uri("t/gone.csv"));
  }

  @Test
  void missingPathIsNamed() {
    assertThatThrownBy(() -> table("nowhere", null))
        .isInstanceOf(StintException.class)
        .hasMessageStartingWith("there is no file or folder at ")
        .hasMessageContaining("nowhere");
  }

  @Test
  void columnEmptyInTheFirstFileGetsItsTypeFromALaterOne() throws IOException {
    writeText("t/2019-01.csv", "id,surcharge,at\n1,,2019-01-15 03:36:12\n");
    writeText("t/2019-02.csv", "id,surcharge,at\n2,2.5,2019-02-15 03:36:12\n3,1,\n");

    assertThat(table("t", null).schema().fields())
        .extracting(Field::type)
        .containsExactly(DataType.BIGINT, DataType.DOUBLE, DataType.TIMESTAMP);
  }

  @Test
  void declaredSchemaIsTakenAsItIs() throws IOException {
    writeText("t/p=1/x.csv", "id\n1\n");

    var table = table("t", SchemaText.parse("id string, p bigint"));

    assertThat(table.schema())
        .isEqualTo(
            Schema.of(Field.nullable("id", DataType.STRING), Field.nullable("p", DataType.BIGINT)));
  }

  @Test
  void largeTextFilesAreSplitUnlessTheyCannotBeEnteredInTheMiddle() throws IOException {
    writeText("t/a.csv", "id\n" + "1234567\n".repeat(5 << 20));

    var splits = table("t", null).splits();

    assertThat(splits).hasSize(2);
    assertThat(splits.getLast().offset() + splits.getLast().length())
        .isEqualTo(splits.getLast().fileBytes());
    var schema = SchemaText.parse("id int");
    for (var options : List.of(Map.of("multiLine", "true"), Map.of("encoding", "UTF-16"))) {
      var source = new TableSource("t", folder.resolve("t").toString(), null, options, schema);
      assertThat(catalog(List.of(source)).find("t").orElseThrow().splits()).hasSize(1);
    }
    Files.move(folder.resolve("t/a.csv"), folder.resolve("t/a.csv.gz"));
    assertThat(table("t", schema).splits()).hasSize(1);
  }

  @Test
  void parquetFilesAreSplitByRowGroups() throws IOException {
    var schema = MessageTypeParser.parseMessageType("message m { required int64 id; }");
    var file = folder.resolve("a.parquet");
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withRowGroupRowCountLimit(10)
            .build()) {
      for (long id = 0; id < 25; id++) {
        writer.write(new SimpleGroupFactory(schema).newGroup().append("id", id));
      }
    }

    var splits = table("a.parquet", null).splits();

    assertThat(splits).extracting(Split::path).hasSize(3).containsOnly(uri("a.parquet"));
    assertThat(splits).extracting(Split::offset).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void parquetSchemasAreMergedByName() throws IOException {
    writeParquet("t/a.parquet", "message m { required int32 id; optional binary city (STRING); }");
    writeParquet("t/b.parquet", "message m { optional double fare; required int64 ID; }");

    var table = table("t", null);

    assertThat(table.schema())
        .isEqualTo(
            Schema.of(
                Field.required("id", DataType.BIGINT),
                Field.nullable("city", DataType.STRING),
                Field.nullable("fare", DataType.DOUBLE)));
    assertThat(table.splits()).hasSize(2);
    assertThat(table.statistics().rowCount()).isEqualTo(2);
  }

  @Test
  void parquetTypesThatContradictEachOtherAreShownToWhoeverAsks() throws IOException {
    writeParquet("t/a.parquet", "message m { required int32 id; }");
    writeParquet("t/b.parquet", "message m { required binary id (STRING); }");

    var table = table("t", null);

    assertThat(table.schema()).isEqualTo(Schema.EMPTY);
    assertThat(table.unreadable())
        .singleElement()
        .extracting(UnreadableColumn::reason)
        .asString()
        .contains("column id is int in " + uri("t/a.parquet"))
        .contains("but string in " + uri("t/b.parquet"));
  }

  @Test
  void columnsOfAFileThatOnlyCaseTellsApartAreShownToWhoeverAsks() throws IOException {
    writeParquet("t/a.parquet", "message m { required int32 id; required int32 ID; }");

    assertThat(table("t", null).unreadable())
        .singleElement()
        .extracting(UnreadableColumn::reason)
        .asString()
        .startsWith(uri("t/a.parquet") + " has several columns named id, whatever their case;");

    var declared = new Schema(List.of(new Field("ID", DataType.INT, true)));
    assertThat(table("t", declared).unreadable()).isEmpty();
  }

  @Test
  void truncatedParquetFileNamesItself() throws IOException {
    writeParquet("t/a.parquet", "message m { required int32 id; }");
    var file = folder.resolve("t/a.parquet");
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));

    assertThatThrownBy(() -> table("t", null))
        .isInstanceOf(StintException.class)
        .hasMessageContaining(uri("t/a.parquet"))
        .hasMessageContaining("is not a readable Parquet file");
  }

  @Test
  void boundsAndDistinctCountsComeFromFooters() throws IOException {
    writeParquet("t/a.parquet", "message m { required int64 id; required int32 day (DATE); }");

    var columns = table("t", null).statistics().columns();

    assertThat(columns.get("id").distinctCount()).isEqualTo(1);
    assertThat(columns.get("day").min()).hasToString("DATE '1970-01-08'");
  }

  @Test
  void columnsTakeTheBytesOfTheirChunks() throws IOException {
    writeParquet("t/a.parquet", "message m { required int64 id; required int32 day (DATE); }");
    writeParquet("t/b.parquet", "message m { required int64 id; }");

    var statistics = table("t", null).statistics();

    assertThat(statistics.columns().get("id").bytes())
        .isGreaterThan(statistics.columns().get("day").bytes());
    assertThat(statistics.columns().get("id").bytes() + statistics.columns().get("day").bytes())
        .isEqualTo(statistics.bytes());
  }

  @Test
  void distinctStringsAreGuessedFromDictionaries() throws IOException {
    var texts = IntStream.range(0, 9000).mapToObj(row -> "status-" + row % 100).toList();
    writeStrings("t/a.parquet", texts);
    writeStrings("t/b.parquet", texts.subList(0, 50));

    var columns = table("t", null).statistics().columns();

    assertThat(columns.get("text").distinctCount()).isBetween(30.0, 150.0);
  }

  @Test
  void stringsWithoutDictionaryHaveUnknownDistinctCounts() throws IOException {
    writeStrings("t/a.parquet", List.of("a", "b", "a"));
    writeStrings(
        "t/b.parquet",
        IntStream.range(0, 60_000).mapToObj(row -> "a text of its own: " + row * 7919L).toList());

    var columns = table("t", null).statistics().columns();

    assertThat(columns.get("text").distinctCount()).isEqualTo(-1);
  }

  @Test
  void sameNameTwiceIsRefused() {
    var source = TableSource.at("trips", "a");
    assertThatThrownBy(() -> catalog(List.of(source, TableSource.at("TRIPS", "b"))))
        .hasMessageContaining("table 'TRIPS' is given twice");
  }

  @Test
  void misspeltOptionIsRefusedBeforeTheTableIsRead() {
    var source = new TableSource("t", "nowhere", null, Map.of("sepp", ";"), null);
    assertThatThrownBy(() -> catalog(List.of(source)))
        .isInstanceOf(StintException.class)
        .hasMessageStartingWith("csv has no option 'sepp'; did you mean 'sep'? It has charset, ");
  }

  private Table table(String path, @Nullable Schema schema) {
    var source = new TableSource("t", folder.resolve(path).toString(), null, Map.of(), schema);
    return catalog(List.of(source)).find("T").orElseThrow();
  }

  private static FileCatalog catalog(List<TableSource> sources) {
    var hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    return new FileCatalog(sources, hadoop, FileCatalogTest::sample, _ -> "");
  }

  /// Plain comma-separated text, enough for what these tests write.
  private static TextSampler.Sample sample(String path, FileFormat format, int maxRecords) {
    assertThat(format).isInstanceOf(CsvFormat.class);
    try (var lines = Files.lines(Path.of(path.substring("file://".length())))) {
      var rows = lines.limit(maxRecords + 1L).map(line -> line.split(",", -1)).toList();
      var records = new ArrayList<List<TextSampler.@Nullable Cell>>();
      for (var row : rows.subList(1, rows.size())) {
        var cells = new ArrayList<TextSampler.@Nullable Cell>();
        for (var text : row) {
          cells.add(text.isEmpty() ? null : new TextSampler.Cell(text, false));
        }
        records.add(cells);
      }
      return new TextSampler.Sample(List.of(rows.getFirst()), records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String uri(String relative) {
    return "file://" + folder.resolve(relative);
  }

  private void writeText(String relative, String text) throws IOException {
    var file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void writeStrings(String relative, List<String> texts) throws IOException {
    var file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    var schema = MessageTypeParser.parseMessageType("message m { required binary text (STRING); }");
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(schema).build()) {
      for (var text : texts) {
        writer.write(new SimpleGroupFactory(schema).newGroup().append("text", text));
      }
    }
  }

  /// One row: 7 in every number, "x" in every string.
  private void writeParquet(String relative, String message) throws IOException {
    var file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    MessageType schema = MessageTypeParser.parseMessageType(message);
    Group row = new SimpleGroupFactory(schema).newGroup();
    for (var field : schema.getFields()) {
      switch (field.asPrimitiveType().getPrimitiveTypeName()) {
        case INT32 -> row.add(field.getName(), 7);
        case INT64 -> row.add(field.getName(), 7L);
        case DOUBLE -> row.add(field.getName(), 7.0);
        default -> row.add(field.getName(), "x");
      }
    }
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(schema).build()) {
      writer.write(row);
    }
  }
}
