package dev.stint.coordinator.aws.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.operator.TaskCounters;
import dev.stint.executor.scan.source.ReadFailures;
import dev.stint.executor.scan.source.TableFiles;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.Split;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.catalog.TextSampler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Objects that others replace while a run goes on: of each, one version is read or none.
class ReplacedFilesTest {

  private static final TextSampler NO_ROWS =
      (_, _, _) -> new TextSampler.Sample(List.of("a"), List.of());
  private static final TableSource TABLE =
      new TableSource("t", "s3://lake/t", "csv", Map.of(), null);

  private final EmbeddedS3 server = EmbeddedS3.startTemporary();
  private final ObjectStore store = ObjectStores.open(server.settings());
  private final Configuration hadoop = new Configuration(false);

  @BeforeEach
  void open() {
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    server.settings().hadoopProperties().forEach(hadoop::set);
    server.createBucket("lake");
    write("s3://lake/t/a.csv", "a\n1\n");
    write("s3://lake/t/b.csv", "a\n2\n");
  }

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  @Test
  void whatWasReplacedAfterItWasPlannedIsNotRead() throws IOException {
    var splits = splits(TABLE);
    assertThat(read(splits.getFirst())).isEqualTo("a\n1\n");

    write("s3://lake/t/a.csv", "a\n3\n");

    assertThatThrownBy(() -> read(splits.getFirst()))
        .isInstanceOfSatisfying(
            StintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.USER);
              assertThat(e)
                  .hasMessage(
                      "s3://lake/t/a.csv was replaced after this run was planned; run it again to"
                          + " read what is there now");
            });
    assertThat(read(splits.getLast())).isEqualTo("a\n2\n");
  }

  @Test
  void anotherVersionThanTheOneThatIsAskedForIsLeftOut() {
    var files = List.of("s3://lake/t/a.csv", "s3://lake/t/b.csv");
    var eTags =
        Map.of(files.getFirst(), eTag(files.getFirst()), files.getLast(), eTag(files.getLast()));
    assertThat(splits(TABLE.withFiles(files, eTags))).extracting(Split::path).isEqualTo(files);

    write("s3://lake/t/a.csv", "a\n3\n");

    assertThat(splits(TABLE.withFiles(files, eTags)))
        .extracting(Split::path)
        .containsExactly("s3://lake/t/b.csv");
    assertThatThrownBy(() -> splits(TABLE.withFiles(files.subList(0, 1), eTags)))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("s3://lake/t/a.csv was replaced since it was asked for");
  }

  private String eTag(String path) {
    return store.head(path).orElseThrow().eTag().replace("\"", "");
  }

  private void write(String path, String content) {
    store.write(path, content.getBytes(UTF_8));
  }

  private List<Split> splits(TableSource source) {
    return new FileCatalog(List.of(source), hadoop, NO_ROWS, _ -> "")
        .find("t")
        .orElseThrow()
        .splits();
  }

  private String read(Split split) {
    try (var stream = TableFiles.open(split, store, new TaskCounters()).newStream()) {
      var bytes = new byte[Math.toIntExact(split.fileBytes())];
      stream.readFully(bytes);
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw ReadFailures.ofIo(split.path(), e);
    }
  }
}
