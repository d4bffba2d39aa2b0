package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NullFreeColumnsTest {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType("message m { optional int32 id; }");

  @TempDir Path folder;

  @Test
  void aColumnIsRequiredWhereEveryRowGroupPromisesSo() throws IOException {
    write("a.parquet", SCHEMA, true, 1, 2);
    write("b.parquet", SCHEMA, true, 3);

    assertThat(id()).isEqualTo(Field.required("id", DataType.INT));
  }

  @Test
  void oneNullInOneFileMakesItNullable() throws IOException {
    write("a.parquet", SCHEMA, true, 1, 2);
    write("b.parquet", SCHEMA, true, 3, null);

    assertThat(id()).isEqualTo(Field.nullable("id", DataType.INT));
  }

  @Test
  void nothingIsPromisedWithoutStatistics() throws IOException {
    write("a.parquet", SCHEMA, true, 1, 2);
    write("b.parquet", SCHEMA, false, 3);

    assertThat(id()).isEqualTo(Field.nullable("id", DataType.INT));
  }

  @Test
  void aFileThatLacksTheColumnMakesItNullable() throws IOException {
    write("a.parquet", SCHEMA, true, 1, 2);
    write(
        "b.parquet",
        MessageTypeParser.parseMessageType("message m { optional int32 other; }"),
        true,
        3);

    assertThat(id()).isEqualTo(Field.nullable("id", DataType.INT));
  }

  private Field id() {
    var hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    var source = TableSource.at("t", folder.toString());
    var catalog =
        new FileCatalog(
            List.of(source),
            hadoop,
            (_, _, _) -> {
              throw new AssertionError("no text here");
            },
            _ -> "");
    var schema = catalog.find("t").orElseThrow().schema();
    return schema.field(schema.indexOf("id").orElseThrow());
  }

  private void write(
      String name, MessageType schema, boolean hasStatistics, @Nullable Integer... values)
      throws IOException {
    var file = new LocalOutputFile(folder.resolve(name));
    try (var writer =
        ExampleParquetWriter.builder(file)
            .withType(schema)
            .withStatisticsEnabled(hasStatistics)
            .build()) {
      for (var value : values) {
        var row = new SimpleGroupFactory(schema).newGroup();
        if (value != null) {
          row.add(0, value);
        }
        writer.write(row);
      }
    }
  }
}
