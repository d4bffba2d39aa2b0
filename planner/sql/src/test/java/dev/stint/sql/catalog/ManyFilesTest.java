package dev.stint.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables of thousands of files.
class ManyFilesTest {

  private static final MessageType ONE =
      MessageTypeParser.parseMessageType("message m { required int64 id; }");
  private static final MessageType OTHER =
      MessageTypeParser.parseMessageType("message m { required int64 id; optional double x; }");

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    var one = parquet("one.parquet", ONE, 7);
    var other = parquet("other.parquet", OTHER, 8);
    Files.createDirectory(folder.resolve("t"));
    for (int i = 0; i < 2500; i++) {
      Files.copy(i < 1200 ? one : other, folder.resolve("t/%04d.parquet".formatted(i)));
    }
  }

  private Path parquet(String name, MessageType type, long id) throws IOException {
    var file = folder.resolve(name);
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(type).build()) {
      writer.write(new SimpleGroupFactory(type).newGroup().append("id", id));
    }
    return file;
  }

  /// Files of one schema are summed up together, and so must be those of two.
  @Test
  void everyFileCountsOnceWhateverItsSchema() {
    var table = new Told().table();

    assertThat(table.splits()).hasSize(2500);
    assertThat(table.splits())
        .isSortedAccordingTo((a, b) -> a.path().compareTo(b.path()))
        .doesNotHaveDuplicates();
    assertThat(table.schema().names()).containsExactly("id", "x");
    assertThat(table.schema().field(1).isNullable()).isTrue();
    assertThat(table.statistics().rowCount()).isEqualTo(2500);
    var id = table.statistics().columns().get("id");
    assertThat(id.min().text()).isEqualTo("7");
    assertThat(id.max().text()).isEqualTo("8");
  }

  @Test
  void whoListensIsToldWhileFilesAreListedAndLookedAt() {
    var told = new Told();

    told.table();

    assertThat(told.listed).containsExactly(1000, 2000);
    assertThat(told.looked).isEqualTo(IntStream.rangeClosed(1, 2500).boxed().toList());
  }

  @Test
  void theFirstDamagedFileIsNamedWhicheverIsReadFirst() throws IOException {
    Files.writeString(folder.resolve("t/0700.parquet"), "no Parquet at all");
    Files.writeString(folder.resolve("t/1300.parquet"), "nor this");

    assertThatThrownBy(() -> new Told().table())
        .isInstanceOf(StintException.class)
        .hasMessageContaining("t/0700.parquet (17 bytes) is not a readable Parquet file");
  }

  /// A file may be shorter than a footer's usual length, or its footer longer.
  @Test
  void footersOfAnyLengthAreRead() throws IOException {
    var names = IntStream.range(0, 3000).mapToObj(i -> "column_number_" + i).toList();
    var fields = new StringBuilder("message m {");
    names.forEach(name -> fields.append(" required int64 ").append(name).append(';'));
    var type = MessageTypeParser.parseMessageType(fields.append(" }").toString());
    Files.createDirectory(folder.resolve("wide"));
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve("wide/1.parquet")))
            .withType(type)
            .build()) {
      var row = new SimpleGroupFactory(type).newGroup();
      names.forEach(name -> row.append(name, 1L));
      writer.write(row);
    }

    assertThat(new Told().table("wide").schema().names()).isEqualTo(names);
  }

  private final class Told implements CatalogListener {

    private final List<Integer> listed = new ArrayList<>();
    private final List<Integer> looked = new ArrayList<>();

    Table table() {
      return table("t");
    }

    Table table(String name) {
      var source =
          new TableSource(name, folder.resolve(name).toString(), "parquet", Map.of(), null);
      TextSampler sampler =
          (path, _, _) -> {
            throw new IllegalStateException("not text: " + path);
          };
      return new FileCatalog(
              List.of(source), new Configuration(false), sampler, _ -> "", new FooterCache(), this)
          .find(name)
          .orElseThrow();
    }

    @Override
    public void listed(String path, int files) {
      listed.add(files);
    }

    @Override
    public void looked(int files, int of) {
      assertThat(of).isGreaterThanOrEqualTo(files);
      looked.add(files);
    }
  }
}
