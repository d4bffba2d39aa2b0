package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a commit promises over every store.
abstract class FileCommitContract {

  private static final String RUN = "run-7";
  private static final byte[] OLD_MANIFEST = {'{', '}'};

  private final ObjectStore store;
  private final String out;
  private final List<CommitStep> steps = new ArrayList<>();

  /// `folder` is empty.
  FileCommitContract(ObjectStore store, String folder) {
    this.store = store;
    this.out = folder + "/out";
  }

  @ParameterizedTest
  @EnumSource(WriteMode.class)
  void emptyPlaceIsFineForEveryMode(WriteMode mode) {
    assertThat(commit(mode).begin()).isEqualTo(FileCommit.Start.PROCEED);
  }

  @Test
  void existingOutputIsJudgedByMode() {
    write("year=2026/part-0");

    assertThat(commit(WriteMode.APPEND).begin()).isEqualTo(FileCommit.Start.PROCEED);
    assertThat(commit(WriteMode.OVERWRITE).begin()).isEqualTo(FileCommit.Start.PROCEED);
    assertThat(commit(WriteMode.IGNORE).begin()).isEqualTo(FileCommit.Start.SKIP);
    assertThatThrownBy(() -> commit(WriteMode.ERRORIFEXISTS).begin())
        .isInstanceOfSatisfying(
            StintException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.USER);
              assertThat(e).hasMessageStartingWith(out + " is there already");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"_SUCCESS", ".hidden", "_temporary/part-0", ".folder/part-0"})
  void hiddenFilesAreNoOutput(String name) {
    write(name);

    assertThat(commit(WriteMode.ERRORIFEXISTS).begin()).isEqualTo(FileCommit.Start.PROCEED);
  }

  @Test
  void partitionColumnMayBeginWithAnUnderscore() {
    write("_year=2026/part-0");

    assertThat(commit(WriteMode.IGNORE).begin()).isEqualTo(FileCommit.Start.SKIP);
  }

  @Test
  void siblingWithTheSamePrefixIsNotTheOutput() {
    store.write(out + "2/part-0", new byte[1]);

    assertThat(commit(WriteMode.ERRORIFEXISTS).begin()).isEqualTo(FileCommit.Start.PROCEED);
  }

  @Test
  void fileInPlaceOfTheFolderIsRefusedOrCounts() {
    store.write(out, new byte[1]);

    assertThat(commit(WriteMode.IGNORE).begin()).isEqualTo(FileCommit.Start.SKIP);
    for (var mode : List.of(WriteMode.APPEND, WriteMode.OVERWRITE)) {
      assertThatThrownBy(() -> commit(mode).begin()).hasMessageContaining("is a file");
    }
  }

  @Test
  void appendAddsAndWritesAManifestOfWhatItAdded() {
    write("old");
    var files = List.of(upload("part-0"), upload("month=1/part-1"));

    commit(WriteMode.APPEND).complete(files, steps::add);

    assertThat(names()).containsExactlyInAnyOrder("_SUCCESS", "old", "part-0", "month=1/part-1");
    var success = store.head(out + "/_SUCCESS").orElseThrow();
    var manifest =
        PlanJson.read(
            store.read(success.path(), 0, Math.toIntExact(success.bytes())), Manifest.class);
    assertThat(manifest)
        .isEqualTo(
            new Manifest(
                1,
                RUN,
                10,
                6,
                List.of(
                    new Manifest.Entry("part-0", 5, 3),
                    new Manifest.Entry("month=1/part-1", 5, 3))));
  }

  @Test
  void overwriteReplacesOnlyWhenTheNewFilesAreComplete() {
    write("old");
    write("month=1/older");
    write("_SUCCESS");
    var file = upload("part-0");
    assertThat(names()).containsExactlyInAnyOrder("_SUCCESS", "old", "month=1/older");

    commit(WriteMode.OVERWRITE).complete(List.of(file), steps::add);

    assertThat(names()).containsExactlyInAnyOrder("_SUCCESS", "part-0");
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "OVERWRITE"})
  void failedCommitLeavesEverythingAsItWas(WriteMode mode) {
    write("old");
    store.write(out + "/_SUCCESS", OLD_MANIFEST);
    var good = upload("part-0");
    var lost = upload("part-1");
    store.abortUpload(lost.path(), lost.uploadId());

    assertThatThrownBy(() -> commit(mode).complete(List.of(good, lost), steps::add))
        .isInstanceOf(StintException.class);

    assertThat(names()).containsExactlyInAnyOrder("_SUCCESS", "old");
    assertThat(store.read(out + "/_SUCCESS", 0, OLD_MANIFEST.length)).isEqualTo(OLD_MANIFEST);
    // Another coordinator of the run may be about to commit them.
    assertThat(store.listUploads(out)).singleElement().extracting("path").isEqualTo(good.path());
  }

  @Test
  void failedCommitClaimsNothingThatWasNotClaimed() {
    write("old");
    var lost = upload("part-0");
    store.abortUpload(lost.path(), lost.uploadId());

    assertThatThrownBy(() -> commit(WriteMode.APPEND).complete(List.of(lost), steps::add))
        .isInstanceOf(StintException.class);

    assertThat(names()).containsExactly("old");
  }

  @Test
  void droppedFilesNeverAppear() {
    commit(WriteMode.APPEND).drop(List.of(upload("part-0"), upload("part-1")));

    assertThat(store.listUploads(out)).isEmpty();
  }

  @Test
  void onlyTheUploadsOfThisRunAreDropped() {
    upload("part-00000-0-" + RUN + "-0.parquet");
    upload("p=" + RUN + "/part-00000-1-" + RUN + "-12.json.gz");
    var others =
        List.of(
            "part-00000-0-" + RUN + "-1-0.parquet",
            "part-00000-0-1-" + RUN + "-0.parquet",
            "p=" + RUN + "/part-00000-0-run-8-0.parquet",
            "part-" + RUN);
    others.forEach(this::upload);

    commit(WriteMode.APPEND).dropAll(List.of());

    assertThat(store.listUploads(out + "/"))
        .extracting(upload -> upload.path().substring(out.length() + 1))
        .containsExactlyInAnyOrderElementsOf(others);
  }

  @Test
  void manyFilesAppear() {
    var files = java.util.stream.IntStream.range(0, 60).mapToObj(i -> upload("f" + i)).toList();

    commit(WriteMode.APPEND).complete(files, steps::add);

    assertThat(names()).hasSize(61);
  }

  private FileCommit commit(WriteMode mode) {
    return new FileCommit(
        store, new FileSink(ParquetFormat.DEFAULT, out + "/", mode, List.of(), 1), RUN);
  }

  private void write(String name) {
    store.write(out + "/" + name, new byte[1]);
  }

  private PendingFile upload(String name) {
    var path = out + "/" + name;
    var id = store.startUpload(path);
    var eTag = store.uploadPart(path, id, 1, new byte[] {1, 2, 3}, 3);
    return new PendingFile(path, id, List.of(eTag), 3, 5);
  }

  private List<String> names() {
    return store.list(out + "/").stream()
        .map(ObjectInfo::path)
        .map(path -> path.substring(out.length() + 1))
        .toList();
  }
}
