package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stint.coordinator.commit.KillingObjectStore.Moment;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.PendingCommits;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.catalog.TextSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a table's listing shows of a commit that was cut off: an overwrite of many partitions, the
/// first of which are replaced.
final class ReadersTest {

  private static final int PARTITIONS = 40;
  private static final TextSampler.Sample SAMPLE =
      new TextSampler.Sample(List.of("v"), List.of(List.of(new TextSampler.Cell("1", false))));
  private static final Schema SCHEMA = Schema.of(Field.nullable("v", DataType.BIGINT));

  @TempDir private Path folder;

  private final ObjectStore store = new FileObjectStore();
  private String table = "";
  private List<String> newPaths = List.of();

  @BeforeEach
  void killInTheMiddleOfAnOverwrite() {
    table = "file://" + folder.toAbsolutePath() + "/t";
    for (int p = 0; p < PARTITIONS; p++) {
      store.write(table + "/p=" + p + "/old.csv", new byte[] {'1', '\n'});
    }
    var files = new ArrayList<PendingFile>();
    for (int p = 0; p < PARTITIONS; p++) {
      var path = "%s/p=%d/part-00000-0-run-1-%d.csv".formatted(table, p, p);
      var id = store.startUpload(path);
      var eTag = store.uploadPart(path, id, 1, new byte[] {'2', '\n'}, 2);
      files.add(new PendingFile(path, id, List.of(eTag), 2, 1));
    }
    newPaths = files.stream().map(PendingFile::path).sorted().toList();
    assertThat(catchThrowable(() -> commit(killing(PARTITIONS / 2)).complete(files, _ -> {})))
        .isNotNull();
    assertThat(store.list(table + "/"))
        .hasSizeBetween(PARTITIONS + 10, 2 * PARTITIONS)
        .anyMatch(object -> object.path().endsWith("/_stint_commit"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "t/*", "t/p=*", "t/p=[0-9]*/*.csv", "."})
  void seeAllThatIsNew(String path) {
    assertThat(paths(path)).isEqualTo(newPaths);

    assertThat(folder.resolve("t/_stint_commit")).doesNotExist();
    assertThat(folder.resolve("t/_SUCCESS")).exists();
    assertThat(folder.resolve("t/.stint-uploads")).doesNotExist();
  }

  @Test
  void seeOnePartitionAsNew() {
    assertThat(paths("t/p=7")).containsExactly(table + "/p=7/part-00000-0-run-1-7.csv");
    assertThat(folder.resolve("t/_stint_commit")).doesNotExist();
  }

  @Test
  void areToldWhatToDoWhereTheyMayNotFinish() {
    var denied = new PendingCommit(new DenyingDeletes(store).store());

    assertThatThrownBy(() -> catalog("t", denied).find("t"))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageContaining("run run-1 has committed to " + table)
        .hasMessageContaining("cannot be finished from here: deletes are denied")
        .hasMessageContaining("Have someone read or write there who may");
  }

  @Test
  void areToldWhenTheFolderWasCopied() throws IOException {
    Files.move(folder.resolve("t"), folder.resolve("moved"));

    assertThatThrownBy(() -> paths("moved"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("_stint_commit is of a commit of run run-1 to " + table)
        .hasMessageContaining("was moved or copied");
    assertThat(store.list("file://" + folder + "/moved/")).hasSizeGreaterThan(PARTITIONS);
  }

  @Test
  void areNotHeldUpByOpenUploads() throws IOException {
    for (int i = 0; i < 300; i++) {
      store.startUpload(table + "/p=1/part-00000-0-run-9-" + i + ".csv");
    }
    // Nobody may look into it.
    var staging = folder.resolve("t/p=1/.stint-uploads");
    assertThat(paths("t")).hasSize(PARTITIONS);
    Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("---------"));
    try {
      assertThat(paths("t")).hasSize(PARTITIONS);
    } finally {
      Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private FileCommit commit(ObjectStore through) {
    var sink = new FileSink(ParquetFormat.DEFAULT, table, WriteMode.OVERWRITE, List.of(), 1);
    return new FileCommit(through, sink, "run-1");
  }

  private ObjectStore killing(int completions) {
    return new KillingObjectStore(store, completions, Moment.AFTER);
  }

  private List<String> paths(String path) {
    return catalog(path, new PendingCommit(store)).find("t").orElseThrow().splits().stream()
        .map(Split::path)
        .sorted()
        .toList();
  }

  private FileCatalog catalog(String path, PendingCommits commits) {
    var hadoop = new Configuration(false);
    hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    var source =
        new TableSource(
            "t",
            folder.toAbsolutePath().resolve(path).normalize().toString(),
            "csv",
            Map.of("header", "false"),
            SCHEMA);
    return new FileCatalog(List.of(source), hadoop, (_, _, _) -> SAMPLE, commits);
  }
}
